"""Background work of this app."""

from __future__ import annotations

from datetime import date
from typing import Any

from quanjing.foundation import clock
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily
from quanjing.worklog import actions


@daily("worklog.recount", at="04:05")
def recount(progress: Progress, day: str = "") -> dict[str, Any]:
    """Count the entries of every month anew; name the months that differed."""
    months = actions.counted_months(date.fromisoformat(day) if day else clock.today())
    wrong = {}
    for place, month in enumerate(months):
        progress.step(place, len(months))
        different = actions.recount(month=month)
        if different:
            wrong[month.isoformat()] = different
    return {"months": len(months), "wrong": wrong}
