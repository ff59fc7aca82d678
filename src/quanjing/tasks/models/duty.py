"""Counted duties: so many times within a window."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.models.assignment import Assignment
from quanjing.tasks.models.task import Task


class Duty(models.Model):
    """A counted duty that a body sets: so many times within a window, for each addressed organization."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="duties")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties")
    name = models.CharField(max_length=300)
    required = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(required__gte=1, last_on__gte=models.F("first_on")),
                name="duty_makes_sense",
            )
        ]

    def __str__(self) -> str:
        return self.name


class DutyLine(models.Model):
    """A duty at one organization; how often it was done is counted from its records."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="lines")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="duty_lines")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "organization"], name="duty_line_once")]

    def __str__(self) -> str:
        return f"{self.duty} {self.organization}"


class DutyRecord(models.Model):
    """One time that a duty was done. Undone, it stays and is not counted."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    line = models.ForeignKey(DutyLine, on_delete=models.CASCADE, related_name="records")
    happened_on = models.DateField()
    note = models.CharField(max_length=300)
    report = models.ForeignKey(Assignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.note[:40]}"
