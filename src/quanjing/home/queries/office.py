"""What waits for a post inside its own office: approvals of publishing, papers handed on to it."""

from __future__ import annotations

from dataclasses import dataclass

from quanjing.foundation.actor import Actor, Right
from quanjing.tasks.models import Approval, Referral
from quanjing.tasks.queries import open_referrals, waiting_approvals

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Office:
    """Each list the oldest first."""

    approvals: list[Approval]
    referrals: list[Referral]


def office_of(actor: Actor) -> Office:
    """One query, two for whoever approves."""
    approvals = list(waiting_approvals(actor)[:SHOWN]) if actor.may(Right.CONFIRM) else []
    return Office(approvals, list(open_referrals(actor)[:SHOWN]))
