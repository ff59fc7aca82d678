"""A call, its directions, what it demands, how it is judged, and its versions."""

from __future__ import annotations

from django.db import models

from quanjing.calls.enums import CallKind, CallState, Mean, TickKind
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.sheets.models import SheetTemplate
from quanjing.tasks.models import Task


class Programme(models.Model):
    """What calls and projects of several years belong to."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=100)
    intro = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="programme_named_once")]

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """An invitation to apply or nominate, for bodies of a subtree.

    `kinds`, `levels` and `classes` are those of organizations; empty: all. `unseen` are keys of fields of the
    sheet that no judge sees. `ties` are `Tie` values in the order in which they are tried. `aliases` are
    other names of the award. Numbers of places: 0 stands for not said.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="calls")
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    directive = models.ForeignKey(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="calls"
    )
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="calls")
    kind = models.CharField(max_length=10, choices=CallKind)
    title = models.CharField(max_length=200)
    award = models.CharField(max_length=200, blank=True)  # the official name of what is given
    aliases = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField()
    intro = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=CallState, default=CallState.DRAFT)
    reason = models.CharField(max_length=300, blank=True)  # why it was called off

    under = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    opens_on = models.DateField()
    closes_at = models.DateTimeField()
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+")
    title_length = models.PositiveSmallIntegerField(default=60)  # characters of an application's title
    nominates = models.BooleanField(default=False)  # its subject is a person or a body that consents
    allows_joint = models.BooleanField(default=False)
    asks_team = models.BooleanField(default=False)  # authors or team by name and unit
    asks_goals = models.BooleanField(default=False)  # goals that hold numbers
    asks_budget = models.BooleanField(default=False)
    asks_schedule = models.BooleanField(default=False)  # what is done until when
    per_direction = models.PositiveSmallIntegerField(default=1)  # applications of a body; 0: no limit
    per_body = models.PositiveSmallIntegerField(default=0)
    fewest = models.PositiveSmallIntegerField(default=3)  # applications of a direction; below, extend for all
    second_chance_days = models.PositiveSmallIntegerField(default=5)  # to mend what the form check sent back

    is_blind = models.BooleanField(default=True)
    unseen = models.JSONField(default=list)
    judges_each = models.PositiveSmallIntegerField(default=5)
    mean = models.CharField(max_length=8, choices=Mean, default=Mean.TRIMMED)
    trim_from = models.PositiveSmallIntegerField(default=5)  # judges; with fewer nothing is left out
    ties = models.JSONField(default=list)
    seed = models.CharField(max_length=32, blank=True)  # printed before a lot is drawn
    show_share = models.PositiveSmallIntegerField(default=0)  # per cent that come to the road show
    show_weight = models.PositiveSmallIntegerField(default=50)  # per cent of the result
    places = models.PositiveSmallIntegerField(default=0)
    notice_days = models.PositiveSmallIntegerField(default=5)  # working days
    makes_projects = models.BooleanField(default=False)
    from_projects = models.BooleanField(default=False)  # each is based on a closed project of its body
    excludes_former = models.BooleanField(default=False)  # who holds the award is not nominated again
    version = models.PositiveIntegerField(default=1)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=CallState.CANCELLED) | ~models.Q(reason=""),
                name="call_off_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(show_share__lte=100, show_weight__lte=100), name="call_show_in_per_cent"
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"], name="call_of_body")]

    def __str__(self) -> str:
        return self.title


class CallVersion(models.Model):
    """How an open call was changed: an extension for all or a correction, with its reason, for everybody."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    what = models.JSONField(default=dict)  # column -> [before, after] as people read them
    reason = models.CharField(max_length=500)
    changed_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="call_version_once")]

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


class Direction(models.Model):
    """A direction or category of a call; a call has at least one."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="directions")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    hint = models.CharField(max_length=500, blank=True)
    places = models.PositiveSmallIntegerField(default=0)  # 0: not said, the places of the call hold

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["call", "name"], name="direction_named_once")]

    def __str__(self) -> str:
        return self.name


class Condition(models.Model):
    """What an applicant must fulfil: a tick, with a date where it is wanted, or a fact of the platform.

    A `figure` is the code of a figure of `foundation.figures`, which is at least `least`.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="conditions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=TickKind)
    text = models.CharField(max_length=300)
    figure = models.CharField(max_length=60, blank=True)
    least = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class CallQuota(models.Model):
    """How many applications the bodies of a subtree may send together, its head included."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="quotas")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "organization"], name="call_quota_once")]

    def __str__(self) -> str:
        return f"{self.organization} {self.number}"


class Criterion(models.Model):
    """What a judge scores from 0 to `most`; it makes `weight` per cent of the total."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    hint = models.CharField(max_length=500, blank=True)
    most = models.PositiveSmallIntegerField(default=100)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="criterion_named_once"),
            models.CheckConstraint(
                condition=models.Q(most__gte=1, weight__gte=1, weight__lte=100), name="criterion_weighs"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Share(models.Model):
    """Of those selected at least or at most so many per cent answer yes to a tick of the application."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="shares")
    label = models.CharField(max_length=100)  # what is ticked: under 45, from the front line
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(least__isnull=False) | models.Q(most__isnull=False), name="share_bounds"
            )
        ]

    def __str__(self) -> str:
        return self.label


class CallPaper(models.Model):
    """A paper that goes with a call: guide, model form."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
