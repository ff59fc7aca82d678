"""Background work of this app."""

from __future__ import annotations

from datetime import date
from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work
from quanjing.notify import actions

watch(actions.watch_mails)


@work("notify.send_mails")
def send_mails(progress: Progress) -> dict[str, Any]:
    """Send what waits in the outbox; again, it sends nothing twice."""
    progress.step(0, 1)
    return {"mails": actions.send_waiting()}


@daily("notify.post_digests", at="07:30")
def post_digests(progress: Progress, day: str) -> dict[str, Any]:
    """Write the mails of the day; again, nobody is written twice."""
    progress.step(0, 1)
    return {"mails": actions.post_digests(date.fromisoformat(day))}


@daily("notify.remind_of_terms", at="06:00")
def remind_of_terms(progress: Progress, day: str) -> dict[str, Any]:  # noqa: ARG001
    """Tell of terms that end within six and three months; what was told before is not told again."""
    progress.step(0, 1)
    return {"told": actions.remind_of_terms()}
