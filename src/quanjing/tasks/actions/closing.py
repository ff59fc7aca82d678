"""What becomes of assignments whose organization ends."""

from __future__ import annotations

from collections.abc import Sequence

from quanjing.foundation.actor import Actor
from quanjing.tasks.actions.moving import move
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import unfinished_of


def cancel_unfinished(actor: Actor, organization_ids: Sequence[int]) -> int:
    """Cancel what these organizations have not sent; part of the action that ends them, which records it."""
    unfinished: list[Assignment] = list(unfinished_of(organization_ids))
    for assignment in unfinished:
        move(actor=actor, assignment=assignment, to=State.CANCELLED)
    return len(unfinished)
