"""Days, hours and colours: pure functions of rules and clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quanjing.foundation.colours import Colour, colour_at
from quanjing.foundation.workdays import Calendar
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.rules import colour_of
from quanjing.urging.models import ReminderRule
from quanjing.urging.rules import is_cooling, is_quiet, is_time, quiet_ends, reminder_days
from tests.urging.conftest import china

RULE = ReminderRule()
OFFICIAL = Calendar()


def september(day: int) -> date:
    return date(2026, 9, day)


def asks(*, since: int, last: date | None, today: int) -> bool:
    """Whether what is due on the 15th asks for a reminder."""
    return is_time(
        september(15), known_since=september(since), last=last, today=september(today), rule=RULE,
        calendar=OFFICIAL,
    )  # fmt: skip


def test_official_holidays_and_swapped_weekends_are_kept() -> None:
    days = (date(2026, 10, 1), september(20), september(19))
    assert [OFFICIAL.is_workday(day) for day in days] == [False, True, False]


def test_beyond_the_official_calendar_weekdays_count() -> None:
    assert [OFFICIAL.is_workday(date(2040, 1, day)) for day in (6, 7)] == [True, False]


def test_workdays_step_over_days_off() -> None:
    assert OFFICIAL.before(september(15), 3) == september(10)
    assert OFFICIAL.before(september(13), 0) == september(11)  # a Sunday
    assert OFFICIAL.shifted(date(2026, 9, 30), 1) == date(2026, 10, 8)


def test_the_days_of_the_usual_rule() -> None:
    assert reminder_days(september(15), RULE, OFFICIAL) == [
        september(4), september(10), september(14), september(15), september(16), september(21),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "last", "wanted"),
    [
        (3, None, False),
        (4, None, True),
        (4, 4, False),
        (7, 4, False),
        (9, None, True),  # the 4th was missed: made up for once
        (10, 4, True),
        (15, 14, True),
        (16, 15, True),
        (20, 16, False),
        (25, 21, False),
    ],
)
def test_a_reminder_is_due_once_for_each_day_of_the_rule(today: int, last: int | None, wanted: bool) -> None:
    told = september(last) if last else None
    assert asks(since=1, last=told, today=today) is wanted


def test_what_a_unit_has_just_learned_is_not_repeated() -> None:
    assert [asks(since=10, last=None, today=day) for day in (10, 14)] == [False, True]


def test_what_the_office_decides_moves_days_and_quiet_times() -> None:
    own = Calendar({september(14): False, september(12): True})  # a Monday off for a Saturday
    assert reminder_days(september(15), RULE, own) == [
        september(4), september(10), september(12), september(15), september(16), september(21),
    ]  # fmt: skip
    assert [is_quiet(china(day), RULE, own) for day in (12, 14)] == [False, True]
    assert quiet_ends(china(13, 12), RULE, own) == china(15, 8, 30)


def test_the_cool_down_counts_days() -> None:
    rule = ReminderRule(cooldown_days=3)
    assert [is_cooling(september(10), september(day), rule) for day in (10, 12, 13)] == [True, True, False]
    assert not is_cooling(None, september(10), rule)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (china(3, 8, 29), True),
        (china(3, 8, 30), False),
        (china(3, 17, 59), False),
        (china(3, 18), True),
        (china(5, 10), True),  # a Saturday
        (china(1, 10, month=10), True),  # National Day
        (china(20, 10), False),  # a Sunday on which offices work
    ],
)
def test_quiet_hours_weekends_and_holidays(moment: datetime, quiet: bool) -> None:
    assert is_quiet(moment, RULE, OFFICIAL) is quiet


def test_quiet_hours_within_a_day() -> None:
    rule = ReminderRule(quiet_from="12:00", quiet_until="14:00")
    assert [is_quiet(china(3, hour), rule, OFFICIAL) for hour in (11, 12, 13, 14)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_end_of_a_quiet_time_is_the_next_working_morning() -> None:
    assert quiet_ends(china(4, 20), RULE, OFFICIAL) == china(7, 8, 30)
    assert quiet_ends(china(30, 20), RULE, OFFICIAL) == china(8, 8, 30, month=10)
    assert quiet_ends(china(3, 10), RULE, OFFICIAL) == china(3, 10)


@pytest.mark.parametrize(
    ("now", "colour"),
    [
        (china(7), None),
        (china(8), Colour.BLUE),
        (china(12), Colour.BLUE),
        (china(13), Colour.AMBER),
        (china(15, 17), Colour.AMBER),
        (china(15, 17, 1), Colour.RED),
    ],
)
def test_blue_near_amber_behind_red_overdue(now: datetime, colour: Colour | None) -> None:
    assert colour_at(china(15, 17), now) == colour


def test_midnight_belongs_to_the_day_that_it_ends() -> None:
    midnight = china(16, 0)
    assert colour_at(midnight, china(12, 23)) == Colour.BLUE
    assert colour_at(midnight, china(15, 23, 59)) == Colour.AMBER


def test_what_has_no_date_has_no_colour() -> None:
    assert colour_at(None, china(3)) is None


@pytest.mark.parametrize(
    ("state", "colour"),
    [
        (State.DUE, Colour.RED),
        (State.DRAFT, Colour.RED),
        (State.RETURNED, Colour.BLUE),
        *((state, None) for state in (State.SUBMITTED, State.ACCEPTED, State.NIL)),
        *((state, None) for state in (State.EXEMPT, State.CANCELLED)),
    ],
)
def test_only_what_the_unit_has_to_do_has_a_colour(state: State, colour: Colour | None) -> None:
    task = Task(due_at=china(1, 17))
    assignment = Assignment(task=task, state=state, return_due=china(8, 17))
    assert colour_of(assignment, china(3)) == colour
