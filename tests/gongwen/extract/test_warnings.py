from datetime import date

from tests.gongwen.extract.reading import notice_of

from gongwen.facade import read_text
from gongwen.model import Notice, Options


def sentences(notice: Notice) -> list[str]:
    return [str(doubt) for doubt in notice.warnings]


def test_a_whole_notice_has_no_warnings() -> None:
    assert sentences(notice_of("请于3月20日前报送总结。")) == []


def test_something_to_hand_in_without_a_date_is_pointed_out() -> None:
    assert sentences(notice_of("请报送总结。")) == ["Task 1 asks for something without a date."]


def test_a_labelled_date_before_the_issue_is_pointed_out() -> None:
    warnings = sentences(notice_of("请报送总结，截止时间：2026年2月1日。"))
    assert warnings == ["The date of task 1 lies before the date of issue."]


def test_what_was_not_found_is_pointed_out() -> None:
    assert sentences(read_text("你好")) == [
        "No title was found.",
        "No addressees were found.",
        "No full date of issue was found.",
        "No request was found.",
    ]


def test_a_year_that_nothing_settles_is_pointed_out() -> None:
    notice = read_text("关于报送总结的通知\n各学会：\n请于3月20日前报送总结。")
    assert "The date of task 1 has no year that the notice settles." in sentences(notice)


def test_a_year_taken_from_the_reference_date_is_pointed_out() -> None:
    text = "关于报送总结的通知\n各学会：\n请于3月20日前报送总结。"
    notice = read_text(text, Options(reference_date=date(2027, 1, 1)))
    assert [str(task.deadline and task.deadline.due) for task in notice.tasks] == ["2027-03-20"]
    assert "Missing years were taken from the title, the number or the reference date." in sentences(notice)
