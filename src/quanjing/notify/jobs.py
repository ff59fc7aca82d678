"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import work
from quanjing.notify import actions


@work("notify.remind_of_terms", daily=True)
def remind_of_terms(progress: Progress) -> dict[str, Any]:
    """Tell of terms that end within six and three months; what was told before is not told again."""
    progress.step(0, 1)
    return {"told": actions.remind_of_terms()}
