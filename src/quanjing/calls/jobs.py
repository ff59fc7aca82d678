"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.calls import actions
from quanjing.calls.actions.ending import follow_endings
from quanjing.calls.actions.notices import tell_notice
from quanjing.calls.actions.objections import forget_objectors
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


@work("calls.tell_notice")
def tell_of_notice(_progress: Progress, notice: str) -> dict[str, Any]:
    """Tell everybody whom a notice reaches; again, nobody is told twice."""
    return {"told": tell_notice(notice)}


@daily("calls.forget_objectors", at="03:40")
def forget(_progress: Progress, day: str) -> dict[str, Any]:
    """Erase who objected, some time after the decision."""
    return {"day": day, "erased": forget_objectors()}


@daily("calls.follow_endings", at="00:20")
def follow(_progress: Progress, day: str) -> dict[str, Any]:
    """Close drafts and pass projects on, of bodies whose last day is over."""
    applications, projects = follow_endings()
    return {"day": day, "applications": applications, "projects": projects}
