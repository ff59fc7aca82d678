"""The sign-off: units and days in the shapes in which offices type them."""

import pytest

from gongwen.model import Document, Line
from gongwen.parse.layout import lay_out
from gongwen.parse.signoff import sign_off

BODY = "请各学会认真组织，按时报送年度工作总结。"


def signed(*lines: str) -> tuple[list[str], str | None, int | None]:
    """The signers, the day and the year of a notice that ends on these lines."""
    layout = lay_out(
        Document("txt", tuple(Line(line) for line in ("关于报送总结的通知", "各学会：", BODY, *lines)))
    )
    found = sign_off(layout, 2)
    if found is None:
        return [], None, None
    names = [layout.text[start:end] for start, end in found.signers]
    return names, found.day.isoformat() if found.day else None, found.year


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("二O二六年三月五日", "2026-03-05"),
        ("二0二六年三月五日", "2026-03-05"),
        ("二○二六年三月十五日", "2026-03-15"),
        ("2 026年3月1 5日", "2026-03-15"),
        ("2026-03-15", "2026-03-15"),
        ("2026年3月15日（此件公开发布）", "2026-03-15"),
    ],
)
def test_days_of_every_shape_are_read(line: str, day: str) -> None:
    assert signed("江岚省科协", line) == (["江岚省科协"], day, 2026)


@pytest.mark.parametrize("line", ["2026年3月", "二〇二六年三月"])
def test_a_month_alone_tells_the_year_only(line: str) -> None:
    assert signed(line) == ([], None, 2026)
    assert signed("江岚省科协", line) == (["江岚省科协"], None, 2026)


def test_a_unit_without_a_day_signs() -> None:
    assert signed("江岚省科协学会部") == (["江岚省科协学会部"], None, None)


@pytest.mark.parametrize("line", ["欢迎踊跃投稿", "1.江岚省科协", "附件：江岚省科协", "附件江岚省科协委员会"])
def test_a_last_line_that_is_no_unit_does_not_sign(line: str) -> None:
    assert signed(line) == ([], None, None)


@pytest.mark.parametrize(
    "annex", ["附件：学会情况统计表", "附件：任务清单", "附件：申报指南", "附件：参会回执"]
)
def test_a_sign_off_glued_to_the_last_attachment_is_read(annex: str) -> None:
    assert signed(f"{annex}江岚省科学技术协会2026年3月15日") == (["江岚省科学技术协会"], "2026-03-15", 2026)


@pytest.mark.parametrize("seal", ["（章）", "（盖章）", "（印章）"])
def test_the_word_for_the_seal_is_no_part_of_the_name(seal: str) -> None:
    assert signed(f"江岚省科协{seal}", "2026年3月15日") == (["江岚省科协"], "2026-03-15", 2026)


def test_the_day_with_a_unit_counts_before_later_days() -> None:
    assert signed("江岚省科协", "2026年3月15日", "附件", "检查安排", "2026年4月1日")[1] == "2026-03-15"


@pytest.mark.parametrize("web", ["发布日期：2026-03-15", "编辑：宣传部2026-03-15"])
def test_the_dates_of_a_web_page_do_not_sign(web: str) -> None:
    assert signed("江岚省科协", "2026年3月1日", web)[1] == "2026-03-01"


def test_a_unit_at_the_end_of_the_last_sentence_signs_above_its_day() -> None:
    assert signed("请按时报送总结。江岚省科学技术协会", "2026年3月15日") == (
        ["江岚省科学技术协会"],
        "2026-03-15",
        2026,
    )


def test_those_who_sign_side_by_side_are_told_apart() -> None:
    both = "江岚省科学技术协会　　江岚省教育厅"
    assert signed(both, "2026年3月5日")[0] == ["江岚省科学技术协会", "江岚省教育厅"]
    assert signed("江 岚 省 教 育 厅", "2026年3月5日")[0] == ["江岚省教育厅"]


def test_signers_without_a_day_stand_on_the_last_lines() -> None:
    assert signed("教育部  财政部", "江岚省教育厅") == (["教育部", "财政部", "江岚省教育厅"], None, None)
