"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import work
from quanjing.organizations import actions


@work("organizations.take_on_names", daily=True)
def take_on_names(progress: Progress) -> dict[str, Any]:
    """Let bodies bear the names whose day has come."""
    progress.step(0, 1)
    return {"renamed": actions.take_on_names()}
