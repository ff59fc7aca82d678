"""A task that a directive sets, and its assignment to each organization."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive, DirectiveItem
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.sheets.models import Block
from quanjing.tasks.enums import DeadlineKind, State


class Task(models.Model):
    """One request, as the office hands it out. Only tasks with `assign` become assignments.

    `doubts` maps a fact's name (deadline, audience, desk, sheet) to the reason why a person must look.
    `due_time` is HH:MM where the text gives one; `due_at` is the resolved moment (UTC), `closes_at` the
    end of grace: until then a late report is taken, afterwards the assignment is locked.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="tasks")
    item = models.ForeignKey(DirectiveItem, on_delete=models.SET_NULL, null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    audience = models.CharField(max_length=500, blank=True)
    assign = models.BooleanField(default=False)
    deliverables = models.JSONField(default=list)  # [{"text", "media", "required"}]
    responsible = models.JSONField(default=list)
    desk = models.JSONField(default=dict)  # {"name", "org", "phones", "emails"}
    blocks = models.ManyToManyField(Block, blank=True, related_name="tasks")
    deadline_text = models.CharField(max_length=300, blank=True)
    deadline_start = models.PositiveIntegerField(null=True, blank=True)
    deadline_end = models.PositiveIntegerField(null=True, blank=True)
    deadline_kind = models.CharField(max_length=12, choices=DeadlineKind, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_time = models.CharField(max_length=5, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    inferred = models.JSONField(default=list)
    event = models.CharField(max_length=200, blank=True)
    offset_workdays = models.PositiveSmallIntegerField(null=True, blank=True)  # after receipt
    recurrence = models.CharField(max_length=12, blank=True)
    count = models.PositiveIntegerField(null=True, blank=True)
    nil_allowed = models.BooleanField(default=True)
    doubts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A task at one organization. Its public code is `TASKCODE-ORGANIZATIONCODE`."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="assignments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="assignments")
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="assignments")
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    extended_to = models.DateTimeField(null=True, blank=True)
    return_due = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)  # the first time
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "organization"], name="assignment_once")]
        indexes = [
            models.Index(fields=["directive", "organization"]),
            models.Index(fields=["organization", "state"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.task.code}-{self.organization.code}"


class DirectiveLoad(models.Model):
    """What a published directive asks of each body that it addresses; `minutes` by `queries.load`."""

    directive = models.OneToOneField(Directive, on_delete=models.CASCADE, related_name="load")
    requests = models.PositiveIntegerField()
    fields_asked = models.PositiveIntegerField()
    fields_known = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.directive}: {self.minutes}"


class DuplicateMark(models.Model):
    """One unit says that a task duplicates another request; `mark` is a keyed hash, no unit is kept."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="duplicate_marks")
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.task)
