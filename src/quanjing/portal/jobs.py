"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.actions import enqueue
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work
from quanjing.portal import actions

WAITING = (JobState.QUEUED, JobState.RUNNING)


@work("portal.follow_schedule")
def follow_schedule(progress: Progress) -> dict[str, Any]:  # noqa: ARG001
    """Publish and unpublish what is due; again, it finds nothing left."""
    return {**actions.follow_schedule()}


@watch
def look_at_schedule() -> None:
    """Every minute: whether anything is due."""
    waiting = Job.objects.filter(name="portal.follow_schedule", state__in=WAITING)
    if actions.something_due() and not waiting.exists():
        enqueue("portal.follow_schedule")


@daily("portal.end_consents", at="00:05")
def end_consents(progress: Progress, day: str) -> dict[str, Any]:  # noqa: ARG001
    """Take off the stories whose consent ended yesterday."""
    return {"day": day, "removed": actions.end_consents()}
