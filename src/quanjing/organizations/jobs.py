"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily
from quanjing.organizations import actions


@daily("organizations.take_on_names", at="00:05")
def take_on_names(progress: Progress, day: str) -> dict[str, Any]:  # noqa: ARG001
    """Let bodies bear the names whose day has come."""
    progress.step(0, 1)
    return {"renamed": actions.take_on_names()}
