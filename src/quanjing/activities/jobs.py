"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.activities import actions
from quanjing.jobs.actions import enqueue
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work


@work("activities.fold")
def fold(progress: Progress, node_id: int) -> dict[str, Any]:
    """Fold the lines that records have added to the counts of a body; again it does nothing."""
    progress.step(0, 1)
    return {"fewer": actions.fold(node_id=node_id)}


@watch
def fold_where_many() -> None:
    """Have the counts folded that have gathered many lines."""
    for node_id in actions.to_fold():
        enqueue("activities.fold", node_id=node_id)


@daily("activities.recount", at="03:45")
def recount(progress: Progress, day: str = "") -> dict[str, Any]:  # noqa: ARG001
    """Compare the kept counts of every month with its activities; mend and name what differs."""
    months = actions.counted_months()
    wrong = {}
    for place, month in enumerate(months):
        progress.step(place, len(months))
        different = actions.recount(month=month)
        if different:
            wrong[month.isoformat()] = different
    return {"months": len(months), "wrong": wrong}
