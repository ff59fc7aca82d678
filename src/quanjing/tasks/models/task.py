"""A task that a directive sets, and what its deadline hangs on."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive, DirectiveItem, Event
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Desk
from quanjing.sheets.models import Block
from quanjing.tasks.enums import DeadlineKind, Every, Side, Since, Unit


class Task(models.Model):
    """One request, as the office hands it out. Only tasks with `assign` become assignments.

    `doubts` maps a fact's name (deadline, audience, desk, sheet) to the reason why a person must look.
    `due_time` is HH:MM where the text gives one; `due_at` is the resolved moment (UTC), `closes_at` the
    end of grace: until then a late report is taken, afterwards the assignment is locked. `source` is the
    superior's task of which this one is a copy with an earlier date. A recurring task with a `Rhythm` is
    the `series` of one task a period; it is not handed out itself.
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
