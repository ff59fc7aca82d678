"""What becomes of unsent applications when a body ends."""

from __future__ import annotations

from collections.abc import Sequence

from quanjing.audit.actions import record_many
from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Application
from quanjing.calls.queries.seams import OPEN_STATES
from quanjing.foundation.actor import Actor


def withdraw_all(*, actor: Actor, organization_ids: Sequence[int]) -> int:
    """Withdraw drafts and what was sent back, of bodies that end; part of that action. How many."""
    open_ones = list(Application.objects.filter(organization__in=organization_ids, state__in=OPEN_STATES))
    Application.objects.filter(pk__in=[one.pk for one in open_ones]).update(state=ApplicationState.WITHDRAWN)
    record_many(actor=actor, verb="calls.withdraw", things=[(one, {"ended": True}) for one in open_ones])
    return len(open_ones)
