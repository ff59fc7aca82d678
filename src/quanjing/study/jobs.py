"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import work
from quanjing.study import actions
from quanjing.study.models import Campaign, Examination, TrainingClass


@work("study.tell_campaign")
def tell_campaign(progress: Progress, campaign_id: int) -> dict[str, Any]:
    """Tell the bodies below of a campaign; told once they are not told again."""
    progress.step(0, 1)
    campaign = Campaign.objects.select_related("organization", "event").get(pk=campaign_id)
    return {"told": actions.tell_campaign(campaign=campaign)}


@work("study.tell_class")
def tell_class(progress: Progress, class_id: int, what: str) -> dict[str, Any]:
    """Tell who is concerned that a class is open, moved or off; nobody is told twice."""
    progress.step(0, 1)
    found = TrainingClass.objects.select_related("organization").get(pk=class_id)
    return {"told": actions.tell_class(training_class=found, what=what)}


@work("study.tell_examination")
def tell_examination(progress: Progress, examination_id: int) -> dict[str, Any]:
    """Tell the people of a class of its examination; nobody is told twice."""
    progress.step(0, 1)
    found = Examination.objects.select_related("contest", "training_class").get(pk=examination_id)
    return {"told": actions.tell_examination(examination=found)}


@work("study.mark_examination")
def mark_examination(progress: Progress, examination_id: int) -> dict[str, Any]:
    """Give certificates to who passes after a key was put right; again, it gives none."""
    progress.step(0, 1)
    found = Examination.objects.select_related("contest", "training_class__organization").get(
        pk=examination_id
    )
    return {"given": actions.mark_again(examination=found)}
