"""A task that a directive sets, and its assignment to each organization."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive, DirectiveItem, Event
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Desk, Organization, Post
from quanjing.sheets.models import Block
from quanjing.tasks.enums import DeadlineKind, Every, Role, Side, Since, State, Unit, Wish


class Task(models.Model):
    """One request, as the office hands it out. Only tasks with `assign` become assignments.

    `doubts` maps a fact's name (deadline, audience, desk, sheet) to the reason why a person must look.
    `due_time` is HH:MM where the text gives one; `due_at` is the resolved moment (UTC), `closes_at` the
    end of grace: until then a late report is taken, afterwards the assignment is locked. `source` is the
    superior's task of which this one is a copy with an earlier date.
    end of grace: until then a late report is taken, afterwards the assignment is locked. A recurring task
    with a `Rhythm` is the `series` of one task a period; it is not handed out itself.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="tasks")
    source = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="passed_on"
    )
    item = models.ForeignKey(DirectiveItem, on_delete=models.SET_NULL, null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    audience = models.CharField(max_length=500, blank=True)
    assign = models.BooleanField(default=False)
    deliverables = models.JSONField(default=list)  # [{"text", "media", "required"}]
    responsible = models.JSONField(default=list)
    desk = models.JSONField(default=dict)  # {"name", "org", "phones", "emails"}
    bound_desk = models.ForeignKey(  # where its reports arrive; `desk` is what the notice printed
        Desk, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
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
    event_side = models.CharField(max_length=6, choices=Side, blank=True)
    offset_workdays = models.PositiveSmallIntegerField(null=True, blank=True)  # after receipt
    recurrence = models.CharField(max_length=12, blank=True)
    series = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="occurrences"
    )
    period = models.CharField(max_length=10, blank=True)  # of an occurrence: 2026, 2026-H1, 2026-Q3, 2026-10
    count = models.PositiveIntegerField(null=True, blank=True)
    nil_allowed = models.BooleanField(default=True)
    doubts = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["series", "period"], name="occurrence_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def awaited(self) -> str:
        """What the deadline waits for, in words; empty where it has a day or waits for nothing."""
        if self.due_at is not None:
            return ""
        if self.deadline_kind == DeadlineKind.EVENT and self.event:
            after = _("after: %(event)s, date not yet known")
            before = _("before: %(event)s, date not yet known")
            return (after if self.event_side == Side.AFTER else before) % {"event": self.event}
        is_relative = self.deadline_kind == DeadlineKind.RELATIVE
        return _("counted from the day on which receipt is confirmed") if is_relative else ""


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
            models.Index(fields=["directive", "organization"]),
            models.Index(fields=["organization", "state"]),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.task.code}-{self.organization.code}"


class Anchor(models.Model):
    """What the deadline of a task is counted from: an event, or the receipt at each unit.

    Before an event, `count` 0 is the day before it; after it, the day itself. `grace_days` is the
    time after the deadline in which a late report is still taken; None: without end.
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="anchor")
    since = models.CharField(max_length=12, choices=Since)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="anchors")
    side = models.CharField(max_length=6, choices=Side, default=Side.AFTER)
    count = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.WORKDAYS)
    grace_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since=Since.EVENT) ^ models.Q(event=None),
                name="anchor_event_if_since_event",
            )
        ]

    def __str__(self) -> str:
        return f"{self.since} {self.side} {self.count} {self.unit}"


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


class Rhythm(models.Model):
    """How a task recurs: an occurrence for each period that overlaps `first_on` to `last_on`.

    Due `due_days` after the last day of the period (before it where negative).
    """

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="rhythm")
    every = models.CharField(max_length=12, choices=Every)
    due_days = models.SmallIntegerField(default=0)
    grace_days = models.PositiveSmallIntegerField(null=True, blank=True)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.every} {self.due_days:+d}"


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
