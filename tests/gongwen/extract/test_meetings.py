"""Meetings: when they are held, who attends, and what else is due."""

import pytest
from tests.gongwen.extract.reading import dues_of, names_of, tasks_of


@pytest.mark.parametrize("verb", ["定于", "拟于", "将于"])
def test_a_sentence_that_calls_to_a_meeting_is_to_be_attended(verb: str) -> None:
    assert dues_of(f"学会{verb}2026年4月18日至19日在云溪市召开年会。") == ["2026-04-18"]


def test_a_meeting_that_is_convened_stands_beside_dated_requests() -> None:
    lines = ("学会定于2026年4月18日召开年会。", "请于4月8日前将回执发至邮箱。")
    assert dues_of(*lines, title="关于召开年会的通知") == ["2026-04-18", "2026-04-08"]
    assert dues_of(*lines, title="") == ["2026-04-18", "2026-04-08"]
    assert dues_of(*lines) == ["2026-04-08"]  # the title says that the notice is about something else


def test_a_show_that_is_held_is_no_request_where_others_are_dated() -> None:
    lines = ("学会定于2026年4月18日举办展览。", "请于4月8日前将回执发至邮箱。")
    assert dues_of(*lines) == ["2026-04-08"]


def test_a_show_that_is_held_is_listed_where_no_request_is_dated() -> None:
    assert dues_of("学会定于2026年4月18日举办展览。", "请各学会做好宣传。") == ["2026-04-18", None]


def test_a_line_with_the_meetings_time_adds_no_request_to_those_of_other_things() -> None:
    lines = ("会议时间：2026年4月18日", "请各学会做好宣传。")
    assert dues_of(*lines) == [None]


def test_reporting_at_the_desk_is_nothing_handed_in() -> None:
    (task,) = tasks_of("请参会人员于4月17日下午到宾馆报到。")
    assert task.deliverables == ()


def test_whoever_cannot_come_asks_for_leave_in_a_piece_with_the_condition() -> None:
    item = "1.各学会负责人要按时参会，于4月8日前报名；因故不能参会的，于4月15日前书面请假。"
    tasks = tasks_of("为做好工作，现通知如下。", "一、要求", item)
    assert [task.text for task in tasks] == [
        "1.各学会负责人要按时参会，于4月8日前报名；",
        "因故不能参会的，于4月15日前书面请假。",
    ]


@pytest.mark.parametrize("heading", ["会议时间", "报到日期", "活动时间", "检查时间"])
def test_the_section_with_the_time_of_an_event_is_no_deadline(heading: str) -> None:
    assert dues_of(f"一、{heading}", "2026年6月8日。", "二、请报送总结。") == [None]


@pytest.mark.parametrize(
    "line", ["数据时间：2026年6月8日", "任期时间：2026年6月8日", "咨询时间：2026年6月8日"]
)
def test_times_of_other_things_are_no_deadlines(line: str) -> None:
    assert dues_of("请报送总结。", line) == [None]
    assert dues_of("为做好工作，现通知如下。", "1.请报送总结。", f"2.{line}") == [None]


def test_a_sentence_that_names_the_deadline_holds_for_what_is_handed_in() -> None:
    assert dues_of("请报送总结。报名截止时间为2026年6月8日，逾期不再受理。") == ["2026-06-08"]


def test_a_deadline_two_levels_up_holds_for_what_is_handed_in_below() -> None:
    lines = (
        "一、报送要求",
        "（一）材料",
        "1.请报送总结。",
        "（二）报送时间：2026年6月8日",
        "二、请报送计划。",
    )
    assert dues_of("为做好工作，现通知如下。", *lines) == ["2026-06-08", None]


def test_a_heading_of_times_with_two_deadlines_is_two_requests() -> None:
    lines = ("一、时间安排", "2026年6月8日前报送计划，2026年7月8日前报送总结。", "二、加强宣传。")
    assert dues_of("为做好工作，现通知如下。", *lines) == ["2026-06-08", "2026-07-08", None]
    assert names_of("为做好工作，现通知如下。", *lines)[0] == "报送计划"


CALL = "关于召开学会工作会议的通知"


def test_a_title_that_convenes_makes_its_time_something_to_attend() -> None:
    lines = ("会议时间：2026年4月18日", "请各学会于4月8日前报送名单。")
    assert dues_of(*lines, title=CALL) == ["2026-04-18", "2026-04-08"]
    assert dues_of(*lines, title="关于举办学术讲座的通知") == ["2026-04-18", "2026-04-08"]
    assert dues_of(*lines) == ["2026-04-08"]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、时间", "2026年4月18日至19日举行"),
        ("一、活动时间", "（一）4月18日报到。", "（二）4月19日返程。"),
        ("一、会议时间", "（一）2026年4月18日9:00", "（二）地点另行通知"),
    ],
)
def test_the_first_day_below_a_heading_of_time_is_the_meetings(lines: tuple[str, ...]) -> None:
    assert dues_of("为做好工作，现通知如下。", *lines, "二、请各学会负责人参会。") == ["2026-04-18"]


def test_a_meeting_with_a_day_counts_before_one_with_a_month_only() -> None:
    lines = ("会议时间：2026年5月", "活动时间：2026年4月18日", "请各学会负责人参会。")
    assert dues_of(*lines) == ["2026-04-18"]


@pytest.mark.parametrize(
    "request_", ["请各学会确定参会人员。", "请各学会做好参加单位服务。", "请将参加情况报送学会部。"]
)
def test_a_word_about_those_who_attend_is_no_call_to_attend(request_: str) -> None:
    assert dues_of("会议时间：2026年4月18日", request_) == [None]


def test_to_hand_in_beside_attending_does_not_take_the_meetings_day() -> None:
    lines = ("会议时间：2026年4月18日", "请参加论坛的学会报送论文。", "请各学会负责人参会。")
    assert dues_of(*lines) == [None, "2026-04-18"]


def test_a_convened_meeting_is_attended_by_those_who_are_asked_to() -> None:
    assert dues_of("学会定于2026年4月18日召开年会。", "请各学会负责人参会。") == ["2026-04-18"]


def test_the_only_request_takes_the_labelled_day_although_nothing_is_handed_in() -> None:
    assert dues_of("请各学会参观展览。", "截止时间：2026年6月8日") == ["2026-06-08"]
