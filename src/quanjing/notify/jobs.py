"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import watch, work
from quanjing.notify import actions

watch(actions.watch_mails)


@work("notify.send_mails")
def send_mails(progress: Progress) -> dict[str, Any]:
    """Send what waits in the outbox; again, it sends nothing twice."""
    progress.step(0, 1)
    return {"mails": actions.send_waiting()}
