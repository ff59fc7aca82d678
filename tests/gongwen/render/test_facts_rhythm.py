from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import vRecur

from gongwen.model import Deadline, DeadlineKind, Recurrence
from gongwen.render.facts_rhythm import Rhythm, rhythm_of

START = date(2026, 2, 11)  # a Wednesday


def rhythm(text: str, recurrence: str) -> Rhythm:
    found = rhythm_of(
        Deadline(text, DeadlineKind.RECURRING, (0, len(text)), recurrence=Recurrence(recurrence))
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "recurrence", "rule", "first"),
    [
        ("每日17时前", "daily", "FREQ=DAILY", "2026-02-11"),
        ("每周五下午3点前", "weekly", "FREQ=WEEKLY;BYDAY=FR", "2026-02-13"),
        ("每周", "weekly", "FREQ=WEEKLY;BYDAY=FR", "2026-02-13"),
        ("每周一、三", "weekly", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-02-11"),
        ("每星期日", "weekly", "FREQ=WEEKLY;BYDAY=SU", "2026-02-15"),
        ("每周天", "weekly", "FREQ=WEEKLY;BYDAY=SU", "2026-02-15"),
        ("每月25日前", "monthly", "FREQ=MONTHLY;BYMONTHDAY=25", "2026-02-25"),
        ("每月２５日前", "monthly", "FREQ=MONTHLY;BYMONTHDAY=25", "2026-02-25"),
        ("每月二十五日前", "monthly", "FREQ=MONTHLY;BYMONTHDAY=25", "2026-02-25"),
        ("每月5号", "monthly", "FREQ=MONTHLY;BYMONTHDAY=5", "2026-03-05"),
        ("每月30日前", "monthly", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2026-02-28"),
        ("每月底前", "monthly", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-02-28"),
        ("每月", "monthly", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2026-02-28"),
        ("每月上旬", "monthly", "FREQ=MONTHLY;BYMONTHDAY=10", "2026-03-10"),
        (
            "每季度末月20日前",
            "quarterly",
            "FREQ=MONTHLY;BYMONTHDAY=20;BYMONTH=3,6,9,12",
            "2026-03-20",
        ),
        (
            "每季度首月10日前",
            "quarterly",
            "FREQ=MONTHLY;BYMONTHDAY=10;BYMONTH=1,4,7,10",
            "2026-04-10",
        ),
        (
            "季度结束后5日内",
            "quarterly",
            "FREQ=MONTHLY;BYMONTHDAY=5;BYMONTH=1,4,7,10",
            "2026-04-05",
        ),
        (
            "每季度",
            "quarterly",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYMONTH=3,6,9,12;BYSETPOS=-1",
            "2026-03-31",
        ),
        ("每年12月10日前", "yearly", "FREQ=MONTHLY;BYMONTHDAY=10;BYMONTH=12", "2026-12-10"),
        ("每年1月、7月10日前", "yearly", "FREQ=MONTHLY;BYMONTHDAY=10;BYMONTH=1,7", "2026-07-10"),
        (
            "每年",
            "yearly",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYMONTH=12;BYSETPOS=-1",
            "2026-12-31",
        ),
        (
            "每半年",
            "yearly",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYMONTH=6,12;BYSETPOS=-1",
            "2026-06-30",
        ),
        (
            "每年2月29日",
            "yearly",
            "FREQ=MONTHLY;BYMONTHDAY=28,29;BYMONTH=2;BYSETPOS=-1",
            "2026-02-28",
        ),
    ],
)
def test_a_phrase_is_a_rule(text: str, recurrence: str, rule: str, first: str) -> None:
    found = rhythm(text, recurrence)
    assert vRecur(found.rule()).to_ical().decode() == rule
    assert str(found.first(START)) == first


def test_a_deadline_that_does_not_come_back_has_no_rhythm() -> None:
    assert rhythm_of(Deadline("9月15日前", DeadlineKind.DATE, (0, 6))) is None


def test_a_rhythm_does_not_start_after_the_end_of_the_calendar() -> None:
    assert rhythm("每月5日", "monthly").first(date(9999, 12, 30)) is None


def test_the_last_day_of_the_calendar_is_a_last_day() -> None:
    assert rhythm("每月", "monthly").first(date(9999, 12, 30)) == date.max


@given(st.text("每月日周年季度首末一二三十0123456789号", max_size=12), st.sampled_from(Recurrence))
def test_every_phrase_has_a_first_day(text: str, recurrence: Recurrence) -> None:
    first = rhythm(text, recurrence).first(START)
    assert first is not None
    assert first >= START
