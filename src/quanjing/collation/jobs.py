"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.collation import actions
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work


# Workers are ended at every update of the product; only a paper that ends its worker itself is given up.
@work("collation.make", attempts=20)
def make(progress: Progress, export: str) -> dict[str, Any]:
    """Make a paper that was asked for; what a killed worker wrote is taken up again."""
    return actions.make(export, progress.step)


@daily("collation.tidy", at="03:20")
def tidy(progress: Progress, day: str) -> dict[str, Any]:
    """Take away old results and what dead workers left behind."""
    return {"day": day, **actions.tidy(progress.step)}
