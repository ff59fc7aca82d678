"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.inspections import actions
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work


@work("inspections.export")
def export(progress: Progress, export: str) -> dict[str, Any]:
    """Make a ledger that was asked for; again, it is written anew unless it is there."""
    return {**actions.make_export(export, progress.step)}


@daily("inspections.tidy", at="03:35")
def tidy(progress: Progress, day: str) -> dict[str, Any]:
    """Take away ledgers that were kept long enough."""
    return {"day": day, "removed": actions.tidy_exports(progress.step)}
