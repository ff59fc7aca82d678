"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.actions import enqueue
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work
from quanjing.search import actions

WAITING = (JobState.QUEUED, JobState.RUNNING)


@work("search.take_in")
def take_in(progress: Progress) -> dict[str, Any]:
    """Index what came since; again it does nothing."""
    progress.step(0, 0)
    return {"documents": actions.take_in(progress.step)}


@watch
def look_for_new_documents() -> None:
    """One job for all that came within the minute."""
    if Job.objects.filter(name="search.take_in", state__in=WAITING).exists():
        return
    if actions.something_new():
        enqueue("search.take_in")


@daily("search.rebuild", at="03:20")
def rebuild(progress: Progress, day: str) -> dict[str, Any]:
    """Go through everything: what was changed or deleted since is found as it is now."""
    return {"day": day, "changed": actions.rebuild(progress.step)}
