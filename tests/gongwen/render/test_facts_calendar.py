from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from gongwen.facade import notices_as_ics
from gongwen.model import Contact, Deadline, DeadlineKind, Deliverable, Fact, Notice, Recurrence, Task

CHINA = ZoneInfo("Asia/Shanghai")
DUE = date(2026, 9, 15)
DAY = Deadline("9月15日前", DeadlineKind.DATE, (0, 6), due=DUE)


def notice(*deadlines: Deadline | None, issued_on: date | None = date(2026, 9, 1)) -> Notice:
    tasks = (
        Task(f"请报送材料{number}。", (0, 1), f"报送材料{number}", deadline=deadline)
        for number, deadline in enumerate(deadlines)
    )
    return Notice("", title=Fact("关于报送的通知"), issued_on=issued_on, tasks=tuple(tasks))


def events(*notices: Notice, start: date | None = None) -> list[Event]:
    data = notices_as_ics([("a.txt", each) for each in notices], start=start)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_day_is_an_event_of_that_day() -> None:
    (event,) = events(notice(DAY))
    assert event["dtstart"].dt == DUE
    assert "dtend" not in event
    assert event["summary"] == "报送材料0"
    assert event["dtstamp"].dt == datetime(2026, 9, 1, tzinfo=UTC)
    assert event["transp"] == "TRANSPARENT"


def test_a_time_is_a_moment_in_china() -> None:
    (event,) = events(notice(replace(DAY, time="17:30")))
    assert event["dtstart"].dt == datetime(2026, 9, 15, 17, 30, tzinfo=CHINA)
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"


def test_midnight_at_the_end_of_a_day_is_its_last_minute() -> None:
    (event,) = events(notice(replace(DAY, time="24:00")))
    assert event["dtstart"].dt == datetime(2026, 9, 15, 23, 59, tzinfo=CHINA)


def test_a_window_spans_its_days() -> None:
    (event,) = events(notice(replace(DAY, opens=date(2026, 9, 10))))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 9, 10), date(2026, 9, 16))


def test_a_window_with_a_time_ends_at_it() -> None:
    (event,) = events(notice(replace(DAY, opens=date(2026, 9, 10), time="17:00")))
    assert event["dtstart"].dt == datetime(2026, 9, 10, tzinfo=CHINA)
    assert event["dtend"].dt == datetime(2026, 9, 15, 17, tzinfo=CHINA)


def test_a_meeting_is_on_its_first_day() -> None:
    (event,) = events(notice(replace(DAY, opens=DUE)))
    assert event["dtstart"].dt == DUE
    assert "dtend" not in event


@pytest.mark.parametrize(
    "deadline",
    [
        None,
        Deadline("会议召开前", DeadlineKind.EVENT, (0, 5), event="会议召开"),
        Deadline("9月以后", DeadlineKind.ROLLING, (0, 4), opens=date(2026, 9, 1)),
        Deadline("收到通知后5个工作日内", DeadlineKind.RELATIVE, (0, 11), offset_workdays=5),
    ],
)
def test_what_has_no_day_is_left_out(deadline: Deadline | None) -> None:
    assert events(notice(deadline)) == []


MONTHLY = Deadline("每月25日前", DeadlineKind.RECURRING, (0, 6), recurrence=Recurrence.MONTHLY)


def test_a_rhythm_starts_after_the_date_of_issue() -> None:
    (event,) = events(notice(MONTHLY, issued_on=date(2026, 9, 26)))
    assert event["dtstart"].dt == date(2026, 10, 25)
    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=25"


def test_a_rhythm_starts_at_its_own_first_day() -> None:
    (event,) = events(notice(replace(MONTHLY, due=date(2026, 12, 25), time="12:00")))
    assert event["dtstart"].dt == datetime(2026, 12, 25, 12, tzinfo=CHINA)


def test_a_rhythm_without_a_date_of_issue_starts_at_the_given_day() -> None:
    (event,) = events(notice(MONTHLY, issued_on=None), start=date(2027, 1, 1))
    assert event["dtstart"].dt == date(2027, 1, 25)
    assert events(notice(MONTHLY, issued_on=None)) == []


def test_the_sentence_and_what_belongs_to_it_stand_in_the_description() -> None:
    task = Task(
        "请报送总结；附照片，\n谢谢。",
        (0, 1),
        "报送总结",
        responsible=("各学会",),
        deadline=DAY,
        deliverables=(Deliverable("总结"),),
        contact=0,
    )
    contact = Contact("林知远", ("010-55550121",), ())
    (event,) = events(Notice("", doc_number=Fact("江岚〔2026〕1号"), tasks=(task,), contacts=(contact,)))
    assert str(event["description"]).splitlines() == [
        "请报送总结；附照片，",
        "谢谢。",
        "期限原文: 9月15日前",
        "责任单位: 各学会",
        "报送内容: 总结",
        "联系人: 林知远 010-55550121",
        "文号: 江岚〔2026〕1号",
    ]


def test_identifiers_come_from_the_content() -> None:
    first, second = events(notice(DAY, DAY))
    assert first["uid"] != second["uid"]
    assert [event["uid"] for event in events(notice(DAY))] == [first["uid"]]


def test_a_copy_of_a_notice_adds_nothing() -> None:
    assert len(events(notice(DAY), notice(DAY))) == 1


def test_the_same_notices_give_the_same_bytes() -> None:
    named = [("a.txt", notice(DAY, MONTHLY))]
    assert notices_as_ics(named) == notices_as_ics(named)


def test_a_notice_without_a_date_has_a_fixed_stamp() -> None:
    (event,) = events(notice(DAY, issued_on=None))
    assert event["dtstamp"].dt == datetime(2000, 1, 1, tzinfo=UTC)


def test_no_deadlines_are_an_empty_calendar() -> None:
    data = notices_as_ics([])
    assert Calendar.from_ical(data)["version"] == "2.0"


TEXTS = st.text(max_size=30)
DAYS = st.dates()


@given(
    TEXTS,
    TEXTS,
    DAYS,
    st.none() | DAYS,
    st.sampled_from([None, "00:00", "24:00"]),
    st.none() | st.sampled_from(Recurrence),
)
def test_any_notice_gives_a_calendar_that_can_be_read(
    name: str, text: str, due: date, opens: date | None, time: str | None, recurrence: Recurrence | None
) -> None:
    deadline = Deadline(text, DeadlineKind.DATE, (0, 1), due, opens, time, recurrence=recurrence)
    task = Task(text, (0, 1), name, deadline=deadline)
    (event,) = events(Notice("", title=Fact(name), issued_on=due, tasks=(task,)))
    assert event["uid"].endswith("@gongwen")
