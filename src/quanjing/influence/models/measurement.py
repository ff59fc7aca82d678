"""A measurement, its dimensions, who takes part, and the third party that collects."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.influence.enums import State
from quanjing.organizations.models import Organization, Post


class Measurement(models.Model):
    """What is measured openly in a year. `aliases` are other names of the selection.

    `kinds`, `levels` and `classes` are those of organizations, empty: all; who takes part joins by itself.
    Items lie between `first_day` and `last_day`. `method` is what the third party does, as published.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="measurements")
    directive = models.ForeignKey(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list)
    year = models.PositiveSmallIntegerField()
    intro = models.TextField(blank=True)
    method = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    reason = models.CharField(max_length=300, blank=True)  # why it was called off
    under = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField()
    collect_until = models.DateField()  # last day for the third party, and for joining
    check_until = models.DateField()  # last day on which societies contest and add
    per_outlet_month = models.PositiveSmallIntegerField(default=2)
    per_outlet = models.PositiveSmallIntegerField(default=10)
    front = models.PositiveSmallIntegerField(default=10)  # how many are named
    results = models.JSONField(default=list)  # as published: [{"body", "numbers", "points", "total"}]
    version = models.PositiveIntegerField(default=1)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="measured_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(check_until__gte=models.F("collect_until")),
                name="measurement_checked_after_collecting",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Dimension(models.Model):
    """What items are counted by; weights of a measurement make 100."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="dimensions")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=8)  # d1, d2 …
    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=300, blank=True)  # what is an item, what is none
    weight = models.PositiveSmallIntegerField()
    full = models.PositiveSmallIntegerField(default=20)  # with so many items all points are reached

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["measurement", "key"], name="dimension_key_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=100, full__gte=1), name="dimension_weighs"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A society that joined. `names` are its other names, by which items of a table are understood."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="participants")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="measured")
    names = models.JSONField(default=list)
    joined_name = models.CharField(max_length=150)
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)  # says that its list is right
    confirmed_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["organization__path"]
        constraints = [
            models.UniqueConstraint(fields=["measurement", "organization"], name="participant_once")
        ]

    def __str__(self) -> str:
        return f"{self.measurement} {self.organization}"


class ThirdParty(models.Model):
    """A guest who collects items, until a day. Its name is published."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="third_parties")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)  # the firm or institute
    until = models.DateField()  # last day
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["measurement", "post"], name="third_party_once")]

    def __str__(self) -> str:
        return self.name
