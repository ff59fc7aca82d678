"""Whom the rules ask to remind now: no queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from quanjing.foundation import clock
from quanjing.foundation.colours import cn_day
from quanjing.foundation.dates import Dated
from quanjing.foundation.workdays import Calendar
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import due_of
from quanjing.urging.models import ReminderRule
from quanjing.urging.queries import Unit
from quanjing.urging.rules.times import is_cooling, is_quiet, is_time

NO_DATE = datetime.max.replace(tzinfo=UTC)  # what has no date stands last


@dataclass(slots=True)
class Context:
    """What is the same for all units: the moment, the days, the rules by issuing body, the paused notices."""

    now: datetime
    calendar: Calendar
    rules: Mapping[int, ReminderRule]
    paused: Collection[int] = field(default_factory=frozenset)

    def rule(self, assignment: Assignment) -> ReminderRule:
        return self.rules[assignment.directive.organization_id]


def listed(unit: Unit, context: Context) -> list[Assignment]:
    """What a reminder lists: everything open by date, so that red stands first; paused notices rest."""
    found = [one for one in unit.open if one.directive_id not in context.paused]
    return sorted(found, key=lambda one: due_of(one) or NO_DATE)


def is_wanted(unit: Unit, context: Context) -> bool:
    """Whether the rules ask for a reminder of this unit now."""
    if unit.told_today or not unit.handlers:
        return False
    tasks = any(_asks(one, unit, context) for one in listed(unit, context))
    return tasks or any(_asks_date(one, unit, context) for one in unit.dates)


def _asks_date(one: Dated, unit: Unit, context: Context) -> bool:
    """Whether this date alone would have its unit reminded now; the cool-down is that of tasks."""
    rule, last = context.rules[one.issuer], unit.last.get(one.issuer)
    today = context.now.astimezone(clock.CHINA).date()
    if is_quiet(context.now, rule, context.calendar) or is_cooling(last, today, rule):
        return False
    return is_time(
        one.on, known_since=one.since, last=last, today=today, rule=rule, calendar=context.calendar
    )


def _asks(assignment: Assignment, unit: Unit, context: Context) -> bool:
    """Whether this assignment alone would have its unit reminded now."""
    rule, due_at = context.rule(assignment), due_of(assignment)
    last = unit.last.get(assignment.directive.organization_id)
    today = context.now.astimezone(clock.CHINA).date()
    if due_at is None or is_quiet(context.now, rule, context.calendar) or is_cooling(last, today, rule):
        return False
    since = assignment.directive.published_at
    if assignment.state == State.RETURNED or since is None:
        since = assignment.changed_at
    known = since.astimezone(clock.CHINA).date()
    return is_time(
        cn_day(due_at), known_since=known, last=last, today=today, rule=rule, calendar=context.calendar
    )
