"""The channel for complaints, and what becomes of open work when a body ends."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.inspections.actions.writing import say
from quanjing.inspections.enums import EventKind, FindingState, SelfState, VisitState
from quanjing.inspections.models import ComplaintChannel
from quanjing.inspections.queries import open_checks, open_findings, open_visits
from quanjing.inspections.rules import can_set_channel


@transaction.atomic
def set_channel(*, actor: Actor, text: str, link: str) -> ComplaintChannel:
    """Say where complaints about persons go, for the own body and all below. Raises `Denied`, `Invalid`."""
    if not can_set_channel(actor) or actor.organization_id is None:
        raise Denied
    if not text.strip():
        raise Invalid([Problem("text", _("Please name the official channel."))])
    values = {"text": text.strip()[:300], "link": link.strip()[:300]}
    made, _is_new = ComplaintChannel.objects.update_or_create(
        organization_id=actor.organization_id,
        defaults={**values, "set_name": actor.signature, "set_at": clock.now()},
    )
    record(actor=actor, verb="inspections.set_channel", on=made, detail=values)
    return made


@transaction.atomic
def release(actor: Actor, organization_ids: Sequence[int]) -> int:
    """Let go what bodies that end have still open; part of the action that ends them. How many."""
    now, words = clock.now(), _("The body has ended.")
    findings = list(open_findings(organization_ids).select_for_update())
    for finding in findings:
        finding.state, finding.is_disputed, finding.changed_at = FindingState.WITHDRAWN, False, now
        finding.save(update_fields=["state", "is_disputed", "changed_at"])
        say(actor, finding, EventKind.WITHDRAWN, words)
    checks = open_checks(organization_ids).update(self_state=SelfState.RELEASED, saved_at=now)
    visits = open_visits(organization_ids).update(state=VisitState.CALLED_OFF, reason=words, changed_at=now)
    return len(findings) + checks + visits
