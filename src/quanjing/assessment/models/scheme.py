"""A scheme of a year, its indicators as a tree, the posts that review."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models

from quanjing.assessment.enums import PatternKind, SchemeState, Source
from quanjing.foundation import clock
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post


class Scheme(models.Model):
    """What bodies are assessed by in a year. One that is open is changed by a new version with a reason.

    `addressed` are kinds, levels and classes of the bodies below; `tiers` and `grades` are lists of
    {"key", "label", …} (a grade with "from" and "below", or with "share"). `window` of the facts: first days
    of its first and last month.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="schemes")
    name = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="newer"
    )
    reason = models.CharField(max_length=500, blank=True)  # for this version
    state = models.CharField(max_length=10, choices=SchemeState, default=SchemeState.DRAFT)
    addressed = models.JSONField(default=dict)
    facts_from = models.DateField()
    facts_to = models.DateField()  # first day of the last month
    opens_on = models.DateField()
    due_on = models.DateField()
    grace_days = models.PositiveSmallIntegerField(default=3)
    appeal_days = models.PositiveSmallIntegerField(default=5)
    base = models.DecimalField(max_digits=8, decimal_places=2, default=100)
    bonus = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    total = models.DecimalField(max_digits=8, decimal_places=2, default=100)
    places = models.PositiveSmallIntegerField(default=2)
    tiers = models.JSONField(default=list)
    grades = models.JSONField(default=list)
    tie = models.CharField(max_length=4, default="in")
    quota_group = models.CharField(max_length=6, default="class")
    names_reviewers = models.BooleanField(default=False)  # to the unit, once it is published
    appeals_until = models.DateField(null=True, blank=True)  # last day
    issued_at = models.DateTimeField(null=True, blank=True)
    facts_at = models.DateTimeField(null=True, blank=True)  # when the facts were read for the last time
    asked_by = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    approved_name = models.CharField(max_length=150, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="assessment_new_version_reason"
            )
        ]

    def __str__(self) -> str:
        return self.name if self.version == 1 else f"{self.name} v{self.version}"

    @property
    def under(self) -> Organization:
        """With `kinds`, `levels`, `classes` an audience: the bodies below the one that assesses."""
        return self.organization

    @property
    def kinds(self) -> list[str]:
        return list(self.addressed.get("kinds", ()))

    @property
    def levels(self) -> list[str]:
        return list(self.addressed.get("levels", ()))

    @property
    def classes(self) -> list[int]:
        return list(self.addressed.get("classes", ()))

    @property
    def is_draft(self) -> bool:
        return self.state == SchemeState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == SchemeState.PUBLISHED

    @property
    def due_at(self) -> datetime:
        return clock.end_of(self.due_on, self.organization.day_end)

    @property
    def closes_at(self) -> datetime:
        """The end of grace; what is sent between is late, and taken."""
        return self.due_at + timedelta(days=self.grace_days)


class Indicator(models.Model):
    """A place in the tree of a scheme; with a pattern it is a line that is judged.

    `parameters` are those of the pattern (`scoring.wire`), `options` words for its keys. `fact` is the code
    of a figure (`foundation.figures`). `only` is {"classes", "tiers"}, `weights` a list of [such, factor].
    """

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="indicators")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="below")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=16, default=new_code)
    label = models.CharField(max_length=120)
    definition = models.CharField(max_length=500, blank=True)  # what counts, and by what it is shown
    pattern = models.CharField(max_length=12, choices=PatternKind, blank=True)
    parameters = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    source = models.CharField(max_length=6, choices=Source, default=Source.UNIT)
    fact = models.CharField(max_length=60, blank=True)
    most = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # cap of a branch
    is_bonus = models.BooleanField(default=False)
    needs_evidence = models.BooleanField(default=False)
    only = models.JSONField(default=dict)
    weights = models.JSONField(default=list)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["scheme", "key"], name="assessment_key_once")]

    def __str__(self) -> str:
        return self.label


class Reviewer(models.Model):
    """A post that the desk named to review under a scheme."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="reviewers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["scheme", "post"], name="assessment_reviewer_once")]

    def __str__(self) -> str:
        return str(self.post)
