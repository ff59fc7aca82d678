"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.calls import actions
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work


@work("calls.compare")
def compare(progress: Progress, call: str) -> dict[str, Any]:
    """Compare the texts of the applications of a call; again, the hints are written anew."""
    return {"hints": actions.find_similar(call, progress.step)}


@work("calls.export")
def export(progress: Progress, export: str) -> dict[str, Any]:
    """Make a file that was asked for; again, it is written anew unless it is there."""
    return {"applications": actions.make_export(export, progress.step)}


@daily("calls.tidy", at="03:35")
def tidy(progress: Progress, day: str) -> dict[str, Any]:
    """Take away files that were kept long enough."""
    return {"day": day, "removed": actions.tidy_exports(progress.step)}
