"""Background work of this app."""

from __future__ import annotations

from datetime import date
from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily
from quanjing.services import actions


@daily("services.erase_contacts", at="02:20")
def erase_contacts(progress: Progress, day: str) -> dict[str, Any]:
    """Erase contact data whose time is over; again, it erases nothing."""
    progress.step(0, 1)
    return {"erased": actions.erase_contacts(day=date.fromisoformat(day))}
