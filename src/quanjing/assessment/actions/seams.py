"""What becomes of a body's open assessment when the body ends."""

from __future__ import annotations

from collections.abc import Sequence

from quanjing.assessment.queries.known import open_of


def leave_out(*, organization_ids: Sequence[int]) -> int:
    """Take bodies that end out of schemes that are open; part of the action that ends them. How many."""
    count, _by_model = open_of(organization_ids).delete()
    return count
