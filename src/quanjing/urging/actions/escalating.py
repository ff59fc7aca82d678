"""Telling the desk above, about its own subtree alone."""

from __future__ import annotations

from quanjing.foundation import clock
from quanjing.foundation.colours import cn_day
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import calendar
from quanjing.tasks.rules import due_of
from quanjing.urging.actions.sending import Letter, send
from quanjing.urging.enums import Occasion, Reach
from quanjing.urging.models import ReminderLine
from quanjing.urging.queries import bodies_above, overdue_assignments, rules_of
from quanjing.urging.rules import is_quiet


def escalate() -> int:
    """Tell each desk that stands nearest above long overdue units; returns how many desks.

    A desk hears of it on a day on which something is new to it, and then of everything that is overdue
    directly below it.
    """
    ripe = _ripe()
    above = bodies_above(one.organization for one in ripe)
    lines: dict[int, list[Assignment]] = {}
    for one in ripe:
        if one.organization_id in above:
            lines.setdefault(above[one.organization_id][0].pk, []).append(one)
    told = ReminderLine.objects.filter(reminder__reach=Reach.SUPERIOR, reminder__organization__in=lines)
    known = set(told.values_list("reminder__organization_id", "assignment_id"))
    desks = {body.pk: (body, posts) for body, posts in above.values()}
    letters = [
        Letter(*desks[pk], found)
        for pk, found in lines.items()
        if any((pk, one.pk) not in known for one in found)
    ]
    return send(letters, reach=Reach.SUPERIOR, occasion=Occasion.SCHEDULE)


def _ripe() -> list[Assignment]:
    """What is overdue for as long as the issuing body's rule says, and is not to rest now."""
    now, today, days = clock.now(), clock.today(), calendar()
    overdue = list(overdue_assignments(now))
    rules = rules_of(one.directive.organization_id for one in overdue)
    found = []
    for one in overdue:
        rule, due_at = rules[one.directive.organization_id], due_of(one)
        if not rule.escalate_after or due_at is None or is_quiet(now, rule, days):
            continue
        if days.shifted(cn_day(due_at), rule.escalate_after) <= today:
            found.append(one)
    return found
