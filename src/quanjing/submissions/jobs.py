"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import work
from quanjing.submissions import actions


@work("submissions.read_forms")
def read_forms(progress: Progress, filled_id: int) -> dict[str, Any]:
    """Read scans and files in old formats that were handed in; again it does nothing."""
    progress.step(0, 1)
    actions.read_handed_in(filled_id)
    return {}
