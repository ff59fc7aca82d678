import pytest

from gongwen.parse.labels import label_at
from gongwen.text.widths import fold


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("一、总则", "cn", 1),
        ("（二）分工", "pcn", 2),
        ("3.开展调查", "num", 3),
        ("4、提交材料", "num", 4),
        ("5．汇总", "num", 5),
        ("（6）说明", "pnum", 6),
        ("7）说明", "pnum", 7),
        ("⑧说明", "circled", 8),
        ("第九条 附则", "article", 9),
        ("第二部分 任务", "chapter", 2),
        ("三是按时报告", "order", 3),
        ("第一，按时报告", "nth", 1),
        ("⒊说明", "num", 3),
        ("⑵说明", "pnum", 2),
        ("㈣说明", "pcn", 4),
        ("2.2026年版目录", "num", 2),
    ],
)
def test_every_numbering_is_known(text: str, kind: str, number: int) -> None:
    label = label_at(fold(text))
    assert label is not None
    assert (label.kind, label.number) == (kind, number)


@pytest.mark.parametrize("text", ["1.5万元", "2026年", "十佳学会", "三中全会", ""])
def test_numbers_in_prose_are_no_labels(text: str) -> None:
    assert label_at(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("1.12月25日前报送", 1), ("2、12月26日前报送", 2), ("3.2026年计划", 3)]
)
def test_an_item_may_begin_with_a_day(text: str, number: int) -> None:
    label = label_at(text)
    assert label is not None
    assert (label.kind, label.number, label.end) == ("num", number, 2)


@pytest.mark.parametrize("text", ["1.12", "2.5月", "3.14.15", "第一篇:总结"])
def test_figures_and_rubrics_are_no_labels(text: str) -> None:
    assert label_at(text) is None
