"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import work
from quanjing.quiz import actions
from quanjing.quiz.models import KeyCorrection


@work("quiz.rescore")
def rescore(progress: Progress, correction_id: int) -> dict[str, Any]:
    """Mark all attempts again after a key was put right; again, it changes nothing."""
    correction = KeyCorrection.objects.get(pk=correction_id)
    return {"changed": actions.rescore(correction=correction, step=progress.step)}
