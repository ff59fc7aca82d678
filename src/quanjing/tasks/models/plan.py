"""Who does what: the responsibility matrix, and a body's own action plan."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import Role
from quanjing.tasks.models.task import Task


class Responsibility(models.Model):
    """A unit's part in an item: one cell of the responsibility matrix. `name` as the notice prints it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="responsibilities")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=8, choices=Role, default=Role.LEAD)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["task", "name"], name="responsibility_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.role}"


class PlanLine(models.Model):
    """A line of an organization's own action plan for a directive.

    Without an owner and a date it is a heading; a planner makes it work by giving both.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="plan_lines")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="plan_lines")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    owner = models.CharField(max_length=200, blank=True)  # a post or a division, not a person
    measure = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["directive", "organization"])]

    def __str__(self) -> str:
        return self.text

    @property
    def is_heading(self) -> bool:
        return not (self.owner and self.due_on)
