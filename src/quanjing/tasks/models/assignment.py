"""A task at one organization, and more time for it."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.enums import State, Wish
from quanjing.tasks.models.task import Task


class Assignment(models.Model):
    """A task at one organization. Its public code is `TASKCODE-ORGANIZATIONCODE`.

    `due_at` and `closes_at` are the unit's own where they are counted from its receipt (`received_on`);
    empty, those of the task hold. `extended_to` stands above both.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="assignments")
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="assignments")
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    received_on = models.DateField(null=True, blank=True)  # the first day of counting, as confirmed
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    extended_to = models.DateTimeField(null=True, blank=True)
    return_due = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)  # the first time
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "organization"], name="assignment_once")]
        indexes = [
            models.Index(fields=["directive", "organization", "state"], name="assignment_of_notice"),
            models.Index(
                fields=["submitted_at", "organization"],
                name="assignment_sent",
                condition=models.Q(submitted_at__isnull=False),
            ),
            models.Index(fields=["organization", "state"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.task.code}-{self.organization.code}"


class Extension(models.Model):
    """More time for one unit: asked for and decided, or given by the desk of its own accord.

    `reason` and `wanted_on` are the unit's, `answer` and `until` the desk's.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="extensions")
    state = models.CharField(max_length=8, choices=Wish)
    reason = models.CharField(max_length=1000, blank=True)
    wanted_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(state=Wish.ASKED), name="extension_asked_once"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code


class Excuse(models.Model):
    """Why the desk let a unit off an item, took the item back, or asked for it again after all."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="excuses")
    state = models.CharField(max_length=12, choices=State)  # exempt, cancelled, or due again
    reason = models.CharField(max_length=1000)
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.state}"
