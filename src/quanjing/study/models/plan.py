"""What a unit means to study in a year, and what it says it has studied."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models import Activity
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.study.enums import Mode
from quanjing.study.models.campaign import StudyItem
from quanjing.study.models.library import Material, ReadingEntry


class StudyPlan(models.Model):
    """A unit's plan of a year."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="study_plans")
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "year"], name="study_plan_once")]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class PlanLine(models.Model):
    """One line: adopted from a campaign or a reading list, or the unit's own.

    Progress is the unit's own word: a day, a note, and the activity in which it was studied, if any.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    plan = models.ForeignKey(StudyPlan, on_delete=models.CASCADE, related_name="lines")
    title = models.CharField(max_length=200)
    chapters = models.TextField(blank=True)
    mode = models.CharField(max_length=16, choices=Mode, blank=True, default=Mode.ANY)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(
        StudyItem, on_delete=models.PROTECT, null=True, blank=True, related_name="adopted"
    )
    entry = models.ForeignKey(
        ReadingEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="adopted"
    )
    planned_for = models.DateField(null=True, blank=True)
    studied_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="studied_lines"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "item"], condition=~models.Q(item=None), name="plan_item_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "entry"], condition=~models.Q(entry=None), name="plan_entry_once"
            ),
        ]
        indexes = [models.Index(fields=["plan", "studied_on"])]

    def __str__(self) -> str:
        return self.title
