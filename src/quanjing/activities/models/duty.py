"""Counted duties that activities fulfil: which kinds count, and what was counted."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models.activity import Activity
from quanjing.activities.models.kind import ActivityKind
from quanjing.tasks.models import Duty, DutyRecord


class DutyKind(models.Model):
    """Activities of this kind count for this duty."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="activity_kinds")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "kind"], name="duty_kind_once")]

    def __str__(self) -> str:
        return f"{self.duty} {self.kind}"


class DutyCount(models.Model):
    """The record of a duty that an activity made."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="duty_counts")
    record = models.OneToOneField(DutyRecord, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.activity_id} {self.record_id}"
