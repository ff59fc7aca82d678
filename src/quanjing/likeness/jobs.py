"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.directives.models import Directive
from quanjing.jobs.actions import enqueue
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work
from quanjing.likeness import actions, queries

WAITING = (JobState.QUEUED, JobState.RUNNING)


@work("likeness.take_in")
def take_in(progress: Progress) -> dict[str, Any]:
    """Sketch and compare what came since; again it does nothing."""
    progress.step(0, 0)
    return {"texts": actions.take_in(progress.step)}


@watch
def look_for_new_texts() -> None:
    """One job for all that came within the minute: sending waits for nothing and most send at the end."""
    if not any(rows.exists() for rows in queries.without_sketch()):
        return
    if not Job.objects.filter(name="likeness.take_in", state__in=WAITING).exists():
        enqueue("likeness.take_in")


@work("likeness.rebuild_call")
def rebuild_call(progress: Progress, call: str) -> dict[str, Any]:
    """Compare all texts of a call anew, as the desk asked; one that was interrupted is taken up again."""
    directive = Directive.objects.filter(code=call).first()
    return {"texts": actions.rebuild(directive, progress.step) if directive else 0}


@daily("likeness.rebuild", at="02:40")
def rebuild(progress: Progress, day: str) -> dict[str, Any]:
    """Find the common turns of calls that grew, and compare their texts anew without them."""
    actions.take_in(progress.step)
    return {
        "day": day,
        "texts": sum(actions.rebuild(call, progress.step) for call in queries.calls_with_news()),
    }
