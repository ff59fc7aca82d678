"""The desk reminds now: first a look at whom and whom not, then the reminders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied
from quanjing.jobs.actions import enqueue
from quanjing.jobs.models import Job
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
    bodies = _weighed_now(directive)
    reached = bodies.filter(reason=REACHED).order_by("path").values_list("pk", flat=True)
    letters = _letters(list(reached[:1]))
    text = wording(*wording_of(letters[0], Reach.UNIT)) if letters else ("", "")
    return UrgePreview(bodies, counts_by_reason(bodies), quiet_ends(now, rule, days), text)


@dataclass(frozen=True)
class Urged:
    """How many units are reminded: at once, or, where they are many, by `job`."""

    count: int
    job: Job | None = None


@transaction.atomic
def urge(*, actor: Actor, directive: Directive, expected: int) -> Urged:
    """Remind the units that are missing for a notice, each of all its open tasks.

    More than a batch of them are reminded by a job: nobody waits for a nation in a request.

    Raises:
        Denied: for anyone but the desk of the notice.
        Conflict: not as many as `expected`, the number that the desk saw.
    """
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    found = preview_urge(actor=actor, directive=locked)
    ids = list(found.bodies.filter(reason=REACHED).order_by("pk").values_list("pk", flat=True))
    if len(ids) != expected:
        raise Conflict(theirs={"count": len(ids)}, yours={"count": expected})
    left_out = {reason.value: count for reason, count in found.left_out.items()}
    record(actor=actor, verb="urging.urge", on=locked, detail={"sent": len(ids), "left_out": left_out})
    if len(ids) > BATCH:
        return Urged(len(ids), enqueue("urging.urge", actor=actor, directive_id=locked.pk, bodies=ids))
    return Urged(send(_letters(ids), reach=Reach.UNIT, occasion=Occasion.DESK))


def remind_bodies(*, directive_id: int, bodies: list[int], step: Callable[[int, int], None]) -> int:
    """Remind these bodies of a notice in batches; returns how many were told now. Called by the job.

    Who has sent meanwhile, or was told by the call before this one died, is left in peace.
    """
    directive = Directive.objects.get(pk=directive_id)
    sent = 0
    for start in range(0, len(bodies), BATCH):
        step(start, len(bodies))
        still = _weighed_now(directive).filter(reason=REACHED, pk__in=bodies[start : start + BATCH])
        letters = _letters(list(still.values_list("pk", flat=True)))
        sent += send(letters, reach=Reach.UNIT, occasion=Occasion.DESK)
    step(len(bodies), len(bodies))
    return sent


def _weighed_now(directive: Directive) -> QuerySet[Organization]:
    """The addressed bodies with the reason why each would be reminded or not at this moment."""
    now, rule = clock.now(), rule_of(directive.organization_id)
    resting = LeftOut.QUIET if is_quiet(now, rule, calendar()) else None
    if pause_of(directive) is not None:
        resting = LeftOut.PAUSED
    return weighed(directive, rule, now, resting)


def _letters(organization_ids: list[int]) -> list[Letter]:
    units = units_of(organization_ids, clock.now())
    context = context_for(units)
    return [letter_to(unit, context) for unit in units]
