"""The desk reminds now: first a look at whom and whom not, then the reminders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied
from quanjing.notify.kinds import wording
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import is_locked
from quanjing.urging.actions.reminding import context_for, letter_to
from quanjing.urging.actions.sending import Letter, send, wording_of
from quanjing.urging.enums import LeftOut, Occasion, Reach
from quanjing.urging.queries import missing_of, rule_of, units_of
from quanjing.urging.rules import can_urge, quiet_ends
from quanjing.urging.rules.choosing import reason_against


@dataclass
class UrgePreview:
    """Whom reminding would reach now, and why it would not reach the others.

    `allowed_at` is the next moment outside quiet hours and days off: now, where reminding is allowed.
    """

    letters: list[Letter] = field(default_factory=list)
    left_out: dict[LeftOut, list[Organization]] = field(default_factory=dict)
    allowed_at: datetime | None = None

    @property
    def count(self) -> int:
        return len(self.letters)

    @property
    def text(self) -> tuple[str, str]:
        """The message to the first unit as it would read: headline and detail."""
        return wording(*wording_of(self.letters[0], Reach.UNIT)) if self.letters else ("", "")


def preview_urge(*, actor: Actor, directive: Directive) -> UrgePreview:
    """Weigh without writing. Raises `Denied` for anyone but the desk of the notice."""
    if not can_urge(actor, directive):
        raise Denied
    now, rule = clock.now(), rule_of(directive.organization_id)
    ids = set(missing_of(directive, now).values_list("organization_id", flat=True))
    units = units_of(ids, now)
    context = context_for(units)
    found = UrgePreview(allowed_at=quiet_ends(now, rule, context.calendar))
    for unit in units:
        reason = reason_against(unit, rule, context)
        if directive.pk in context.paused:
            reason = LeftOut.PAUSED
        if reason is None:
            found.letters.append(letter_to(unit, context))
        else:
            found.left_out.setdefault(reason, []).append(unit.organization)
    _add_settled(found, directive, ids, now)
    return found


@transaction.atomic
def urge(*, actor: Actor, directive: Directive, expected: int) -> int:
    """Remind the units that are missing for a notice, each of all its open tasks; returns how many.

    Raises:
        Denied: for anyone but the desk of the notice.
        Conflict: not as many as `expected`, the number that the desk saw.
    """
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    found = preview_urge(actor=actor, directive=locked)
    if found.count != expected:
        raise Conflict(theirs={"count": found.count}, yours={"count": expected})
    sent = send(found.letters, reach=Reach.UNIT, occasion=Occasion.DESK)
    left_out = {reason.value: len(bodies) for reason, bodies in found.left_out.items()}
    record(actor=actor, verb="urging.urge", on=locked, detail={"sent": sent, "left_out": left_out})
    return sent


def _add_settled(found: UrgePreview, directive: Directive, missing: Collection[int], now: datetime) -> None:
    """The addressed units for which nothing can be sent now, each with the reason nearest to acting."""
    reasons: dict[int, tuple[Organization, LeftOut]] = {}
    order = [LeftOut.LOCKED, LeftOut.EARLY, LeftOut.CHECKING, LeftOut.DONE]
    rest = Assignment.objects.filter(directive=directive).exclude(organization__in=missing)
    for one in rest.select_related("organization", "task").order_by("organization__path"):
        reason = _settled_reason(one, now)
        known = reasons.get(one.organization_id)
        if known is None or order.index(reason) < order.index(known[1]):
            reasons[one.organization_id] = (one.organization, reason)
    for body, reason in reasons.values():
        found.left_out.setdefault(reason, []).append(body)


def _settled_reason(assignment: Assignment, now: datetime) -> LeftOut:
    if assignment.state == State.SUBMITTED:
        return LeftOut.CHECKING
    if assignment.state not in (*OPEN, State.RETURNED):
        return LeftOut.DONE
    return LeftOut.LOCKED if is_locked(assignment, now) else LeftOut.EARLY
