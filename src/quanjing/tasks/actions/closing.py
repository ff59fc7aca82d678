"""What becomes of assignments whose organization ends."""

from __future__ import annotations

from collections.abc import Sequence

from quanjing.foundation.actor import Actor
from quanjing.tasks.actions.moving import move_many
from quanjing.tasks.enums import State
from quanjing.tasks.queries import unfinished_of


def cancel_unfinished(actor: Actor, organization_ids: Sequence[int]) -> int:  # noqa: ARG001  # as every handler
    """Cancel what these organizations have not sent; part of the action that ends them, which records it."""
    return move_many(assignments=unfinished_of(organization_ids), to=State.CANCELLED)
