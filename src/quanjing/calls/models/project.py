"""What a selected application becomes: a project with milestones, changes, a budget, and its closing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from quanjing.calls.enums import ChangeState, MilestoneState, ProjectState
from quanjing.calls.models.application import Application
from quanjing.calls.models.call import Programme
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization


class Project(models.Model):
    """`organization` leads it, the desk of `issuer` looks after it. An own topic has no application.

    `goals` are what was promised: [{"name", "number", "unit"}]; `plan` is the question and the way to work.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="project"
    )
    issuer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="projects_overseen")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="projects")
    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    leader = models.CharField(max_length=100, blank=True)
    direction = models.CharField(max_length=100, blank=True)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    plan = models.TextField(blank=True)
    goals = models.JSONField(default=list)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)  # granted, yuan
    state = models.CharField(max_length=8, choices=ProjectState, default=ProjectState.RUNNING)
    starts_on = models.DateField()
    ends_on = models.DateField()  # last day for the closing report
    closed_on = models.DateField(null=True, blank=True)
    closed_name = models.CharField(max_length=150, blank=True)
    was_late = models.BooleanField(default=False)  # the closing report came after its day
    reason = models.CharField(max_length=500, blank=True)  # why it was stopped, or has another lead
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="project_ends_after_start"
            )
        ]
        indexes = [
            models.Index(fields=["organization", "state", "ends_on"], name="project_of_body"),
            models.Index(fields=["issuer", "state", "ends_on"], name="project_of_desk"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def numbered(self) -> str:
        """Number and title, as lists and papers name a project."""
        return f"{self.number} {self.title}"

    def named_for(self, organization_id: int) -> str:
        """The same for a body; of one that it follows, whose the project was."""
        if self.organization_id == organization_id:
            return self.numbered
        words = _("%(project)s (formerly of %(body)s)")
        return words % {"project": self.numbered, "body": self.organization.name}

    @property
    def is_topic(self) -> bool:
        return self.application_id is None


class Milestone(models.Model):
    """A report that is due: midterm, another step, or the closing. The reached goals stand in `reached`.

    `reached`: [{"name", "number", "unit"}] in the order of the application's goals.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    due_on = models.DateField()
    is_closing = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MilestoneState, default=MilestoneState.DUE)
    text = models.TextField(blank=True)
    reached = models.JSONField(default=list)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)  # why it was sent back
    reported_name = models.CharField(max_length=150, blank=True)
    reported_post = models.CharField(max_length=16, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)
    decided_post = models.CharField(max_length=16, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="milestone_once"),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(is_closing=True), name="milestone_one_closing"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "state"], name="milestone_due"),
            models.Index(fields=["accepted_on"], name="milestone_accepted"),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectChange(models.Model):
    """A change that the lead asks for before it is made: of what, why, and the answer.

    `what`: {column: [before, after]} for the columns `title`, `leader`, `ends_on`; "plan" is words alone.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes")
    what = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.ASKED)
    answer = models.CharField(max_length=500, blank=True)
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


class BudgetLine(models.Model):
    """A line of the budget against what was settled; amounts in yuan."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    planned = models.DecimalField(max_digits=14, decimal_places=2)
    settled = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it differs

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="budget_line_once")]

    def __str__(self) -> str:
        return self.name


class ProjectUse(models.Model):
    """Where the result of a project is used: by whom, since which day, of what."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uses")
    what = models.CharField(max_length=500)
    adopted_by = models.CharField(max_length=200)
    on = models.DateField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.what}: {self.adopted_by}"
