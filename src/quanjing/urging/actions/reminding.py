"""Reminding by the rules of the issuing bodies, once a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quanjing.foundation import clock
from quanjing.tasks.queries import calendar
from quanjing.urging.actions.sending import BATCH, Letter, send
from quanjing.urging.enums import Occasion, Reach
from quanjing.urging.models import Pause
from quanjing.urging.queries import Unit, rules_of, unit_ids, units_of
from quanjing.urging.rules.choosing import Context, is_wanted, listed


def context_for(units: Sequence[Unit]) -> Context:
    """What decides on these units now: three queries."""
    issuers = {one.directive.organization_id for unit in units for one in unit.open}
    issuers |= {one.issuer for unit in units for one in unit.dates}
    paused = Pause.objects.values_list("directive_id", flat=True)
    return Context(clock.now(), calendar(), rules_of(issuers), frozenset(paused))


def letter_to(unit: Unit, context: Context) -> Letter:
    """All that is open for the unit; by mail as well where one of the issuing bodies wants it."""
    lines = listed(unit, context)
    by_mail = any(context.rule(one).by_mail for one in lines)
    by_mail |= any(context.rules[one.issuer].by_mail for one in unit.dates)
    return Letter(unit.organization, unit.handlers, lines, by_mail, unit.dates)


def remind_by_rules(step: Callable[[int, int], None]) -> int:
    """Remind each unit whose rules ask for it today; returns how many.

    `step(done, total)` is called between the parts. Started again it goes on where it stopped, since
    nobody is told twice on a day.
    """
    ids = unit_ids(clock.now())
    sent = 0
    for start in range(0, len(ids), BATCH):
        step(start, len(ids))
        units = units_of(ids[start : start + BATCH], clock.now())
        context = context_for(units)
        letters = [letter_to(unit, context) for unit in units if is_wanted(unit, context)]
        sent += send(letters, reach=Reach.UNIT, occasion=Occasion.SCHEDULE)
    return sent
