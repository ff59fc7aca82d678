"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.actions import enqueue
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work
from quanjing.panorama import actions


@work("panorama.count")
def count(progress: Progress) -> dict[str, Any]:
    """Count everything anew; again it counts again."""
    progress.step(0, 1)
    made = actions.count_all()
    return {"code": made.code, "bodies": made.bodies, "seconds": round(made.seconds, 2)}


@watch
def count_where_due() -> None:
    """Have everything counted when something was done since."""
    under_way = Job.objects.filter(name="panorama.count", state__in=(JobState.QUEUED, JobState.RUNNING))
    if actions.is_due() and not under_way.exists():
        enqueue("panorama.count")


@daily("panorama.snapshot", at="06:00")
def snapshot(progress: Progress, day: str = "") -> dict[str, Any]:
    """The snapshot of a day; a day has one, however often it is asked for."""
    progress.step(0, 1)
    return {"code": actions.snapshot_of_day(day=day).code}
