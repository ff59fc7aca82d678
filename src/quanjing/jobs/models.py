"""Work by name: state, progress, cancel, lease."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.jobs.enums import FINISHED, JobState


class Job(models.Model):
    """One piece of background work; idempotent, since a worker may die and another run it again."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    name = models.CharField(max_length=80)  # as registered, e.g. "tasks.read_directive"
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    furthest = models.PositiveIntegerField(default=0)  # the most progress of any attempt
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_wanted = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    owner_post_code = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "lease_until"])]

    def __str__(self) -> str:
        return f"{self.name} {self.code} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED


class DailyRun(models.Model):
    """A day on which a daily work was started: the row is what keeps it from starting twice."""

    name = models.CharField(max_length=80)
    day = models.DateField()  # in China
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="daily_run_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
