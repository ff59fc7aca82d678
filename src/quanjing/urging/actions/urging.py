"""The desk reminds now: first a look at whom and whom not, then the reminders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied
from quanjing.notify.kinds import wording
from quanjing.organizations.models import Organization
from quanjing.tasks.queries import calendar
from quanjing.urging.actions.reminding import context_for, letter_to
from quanjing.urging.actions.sending import BATCH, Letter, send, wording_of
from quanjing.urging.enums import LeftOut, Occasion, Reach
from quanjing.urging.queries import REACHED, counts_by_reason, pause_of, rule_of, units_of, weighed
from quanjing.urging.rules import can_urge, is_quiet, quiet_ends


@dataclass(frozen=True)
class UrgePreview:
    """Whom reminding would reach now, and why it would not reach the others, however many there are.

    `bodies` are the addressed ones with their `reason`, `counts` how many have each. `allowed_at` is the
    next moment outside quiet hours and days off: now, where reminding is allowed. `text` is headline and
    detail of the message to the first body as it would read.
    """

    bodies: QuerySet[Organization]
    counts: Mapping[str, int]
    allowed_at: datetime
    text: tuple[str, str]

    @property
    def count(self) -> int:
        return self.counts.get(REACHED, 0)

    @property
    def left_out(self) -> dict[LeftOut, int]:
        return {LeftOut(reason): count for reason, count in self.counts.items() if reason != REACHED}

    def having(self, reason: str) -> QuerySet[Organization]:
        """The bodies with this reason, in the order of the tree; with `REACHED` those to be reminded."""
        return self.bodies.filter(reason=reason).order_by("path")


def preview_urge(*, actor: Actor, directive: Directive) -> UrgePreview:
    """Weigh without writing. Raises `Denied` for anyone but the desk of the notice."""
    if not can_urge(actor, directive):
        raise Denied
    now, days, rule = clock.now(), calendar(), rule_of(directive.organization_id)
    resting = LeftOut.QUIET if is_quiet(now, rule, days) else None
    if pause_of(directive) is not None:
        resting = LeftOut.PAUSED
    bodies = weighed(directive, rule, now, resting)
    reached = bodies.filter(reason=REACHED).order_by("path").values_list("pk", flat=True)
    letters = _letters(list(reached[:1]))
    text = wording(*wording_of(letters[0], Reach.UNIT)) if letters else ("", "")
    return UrgePreview(bodies, counts_by_reason(bodies), quiet_ends(now, rule, days), text)


@transaction.atomic
def urge(*, actor: Actor, directive: Directive, expected: int) -> int:
    """Remind the units that are missing for a notice, each of all its open tasks; returns how many.

    Raises:
        Denied: for anyone but the desk of the notice.
        Conflict: not as many as `expected`, the number that the desk saw.
    """
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    found = preview_urge(actor=actor, directive=locked)
    ids = list(found.bodies.filter(reason=REACHED).order_by("pk").values_list("pk", flat=True))
    if len(ids) != expected:
        raise Conflict(theirs={"count": len(ids)}, yours={"count": expected})
    sent = sum(
        send(_letters(ids[start : start + BATCH]), reach=Reach.UNIT, occasion=Occasion.DESK)
        for start in range(0, len(ids), BATCH)
    )
    left_out = {reason.value: count for reason, count in found.left_out.items()}
    record(actor=actor, verb="urging.urge", on=locked, detail={"sent": sent, "left_out": left_out})
    return sent


def _letters(organization_ids: list[int]) -> list[Letter]:
    units = units_of(organization_ids, clock.now())
    context = context_for(units)
    return [letter_to(unit, context) for unit in units]
