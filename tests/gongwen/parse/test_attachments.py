import pytest

from gongwen.model import Document, Line
from gongwen.parse.attachments import Annexes, find_annexes
from gongwen.parse.layout import Layout, lay_out


def annexes_of(*lines: str) -> tuple[Layout, Annexes]:
    layout = lay_out(Document("txt", tuple(Line(line) for line in lines)))
    return layout, find_annexes(layout, 1)


def titles(*lines: str) -> list[str]:
    layout, annexes = annexes_of(*lines)
    return [layout.text[slice(*item.title)] for item in annexes.items]


def test_one_attachment() -> None:
    assert titles("请报送。", "附件：学会情况统计表。") == ["学会情况统计表"]


def test_a_numbered_list_with_mixed_marks() -> None:
    assert titles("请报送。", "附件：1.申报表；", "2、汇总表", "3．说明（暂行）。") == [
        "申报表",
        "汇总表",
        "说明（暂行）",
    ]


def test_a_list_without_a_colon() -> None:
    assert titles("请报送。", "附件 1. 申报表", "2. 汇总表", "江岚省科协") == ["申报表", "汇总表"]


def test_a_list_below_its_own_line() -> None:
    assert titles("请报送。", "附件：", "1. 安排表", "2. 汇总表") == ["安排表", "汇总表"]


def test_several_on_one_line() -> None:
    assert titles("请报送。", "附件：1.申报表 2.汇总表") == ["申报表", "汇总表"]


def test_each_on_a_line_with_its_number() -> None:
    assert titles("请报送。", "附件1：填报说明", "附件2：报告模板") == ["填报说明", "报告模板"]


def test_a_web_pages_list_of_files_repeats_the_attachments() -> None:
    lines = ("请报送。", "附件：1.申报表", "2.汇总表", "江岚省科协", "附件下载：1.申报表.doc", "2.汇总表.xls")
    assert titles(*lines) == ["申报表", "汇总表"]
    assert annexes_of(*lines)[1].listed == {1, 2, 4, 5}


def test_the_text_of_an_attachment_is_found_by_its_title() -> None:
    _, annexes = annexes_of("请报送。", "附件：1.名单", "2.情况统计表", "附件2", "情况统计表", "单位\t人数")
    assert [(item.first, item.last) for item in annexes.items] == [(None, None), (3, 6)]


def test_without_a_list_the_printed_attachment_counts() -> None:
    assert titles("请报送。", "附件", "学会情况统计表", "姓名\t职务") == ["学会情况统计表"]


def test_a_line_of_marks_is_no_title() -> None:
    assert titles("请报送。", "附件：", "、") == ["附件："]


def test_a_mention_in_the_text_is_no_list() -> None:
    assert titles("前言。", "请填写申报表（见附件）后报送。") == []


@pytest.mark.parametrize("button", ["（点击下载）", "点击此处下载", "[下载]", "请点击查看"])
def test_the_button_behind_a_title_is_no_part_of_it(button: str) -> None:
    assert titles("请报送。", f"附件：1.申报表{button}", f"2.汇总表{button}") == ["申报表", "汇总表"]


def test_an_annex_with_marks_only_has_no_title() -> None:
    assert titles("请报送。", "附件1：。", "附件2：汇总表") == ["汇总表"]


def test_a_number_without_a_title_is_no_attachment() -> None:
    assert titles("请报送。", "附件：1.申报表", "2.；") == ["申报表"]


def test_a_heading_of_an_annex_with_marks_only_takes_its_title_from_below() -> None:
    assert titles("请报送。", "附件1：。", "学会情况表", "姓名\t职务") == ["学会情况表"]
