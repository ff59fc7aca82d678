"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work
from quanjing.urging import actions
from quanjing.urging.rules import REMINDING_AT


@daily("urging.remind", at=REMINDING_AT)
def remind(progress: Progress, day: str) -> dict[str, Any]:
    """Remind who is missing by the rules, then tell the desks above; again, it tells nobody twice."""
    return {"day": day, "units": actions.remind_by_rules(progress.step), "desks": actions.escalate()}


@work("urging.urge")
def urge(progress: Progress, directive_id: int, bodies: list[int]) -> dict[str, Any]:
    """Remind many units of a notice; again, it tells nobody twice."""
    sent = actions.remind_bodies(directive_id=directive_id, bodies=bodies, step=progress.step)
    return {"sent": sent}
