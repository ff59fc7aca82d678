"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.queries import runs_before
from quanjing.jobs.registry import watch, work
from quanjing.mailroom import actions

watch(actions.watch_mailroom)


@work("mailroom.fetch")
def fetch(progress: Progress) -> dict[str, Any]:
    """Take what is new in the mailbox; again, it takes nothing twice."""
    progress.step(0, 1)
    return {"mails": actions.look()}


@work("mailroom.read")
def read(progress: Progress) -> dict[str, Any]:
    """Read what waits; one reader at a time, a second one leaves it to the first."""
    if runs_before("mailroom.read", progress.job_id):
        return {"mails": 0}
    return {"mails": actions.read_waiting(progress.step)}
