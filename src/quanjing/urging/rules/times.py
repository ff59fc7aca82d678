"""Days and hours of reminding: pure functions of a rule, the office's calendar and the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quanjing.foundation.clock import CHINA, end_of
from quanjing.foundation.workdays import Calendar
from quanjing.urging.models import ReminderRule

REMINDING_AT = "09:00"  # in China, every day; a body's quiet hours may not hold it


def reminder_days(due: date, rule: ReminderRule, calendar: Calendar) -> list[date]:
    """The working days on which the rule reminds of what is due on `due`, in order."""
    before = [calendar.before(due, count) for count in rule.days_before]
    same = [calendar.before(due, 0)] if rule.on_the_day else []
    return sorted({*before, *same, *(calendar.shifted(due, count) for count in rule.days_after)})


def is_time(
    due: date,
    *,
    known_since: date,
    last: date | None,
    today: date,
    rule: ReminderRule,
    calendar: Calendar,
) -> bool:
    """Whether a reminder is due: one of the rule's days has come and nobody was told since.

    A day that was missed (downtime, a pause) is made up for once. What the unit learned of on
    `known_since` is not repeated for days up to then.
    """
    come = [day for day in reminder_days(due, rule, calendar) if known_since < day <= today]
    return bool(come) and (last is None or last < come[-1])


def is_cooling(last: date | None, today: date, rule: ReminderRule) -> bool:
    """Whether fewer than the rule's days have passed since the last reminder."""
    return last is not None and today < last + timedelta(days=rule.cooldown_days)


def is_quiet(now: datetime, rule: ReminderRule, calendar: Calendar) -> bool:
    """Whether nobody is to be disturbed: a day off, or the hours of rest (which may span midnight)."""
    local = now.astimezone(CHINA)
    if rule.workdays_only and not calendar.is_workday(local.date()):
        return True
    time, start, end = f"{local:%H:%M}", rule.quiet_from, rule.quiet_until
    if start <= end:
        return start <= time < end
    return time >= start or time < end


def quiet_ends(now: datetime, rule: ReminderRule, calendar: Calendar) -> datetime:
    """The next moment at which reminding is allowed: now, or the end of a quiet time."""
    moment, day = now, now.astimezone(CHINA).date()
    while is_quiet(moment, rule, calendar):
        ends = end_of(day, rule.quiet_until)
        moment = ends if ends > moment else end_of(day)
        day = moment.astimezone(CHINA).date()
    return moment
