"""An activity of one or several bodies: time, place, counts and decisions, no list of persons."""

from __future__ import annotations

from django.db import models

from quanjing.activities.enums import COUNTED, ActivityState
from quanjing.activities.models.kind import ActivityKind
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.tasks.models import Task


class ActivityYear(models.Model):
    """The last number that a body gave in a year; locked while the next one is given."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "year"], name="activity_year_once")]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class Activity(models.Model):
    """One activity, kept by the body that leads it; `chair`, `recorder`, `speaker` are posts or names.

    `day` is the day of `starts_at` in China, so that periods are counted without a time zone. The paper
    keeps the words that were spoken; here stand header, numbers, agenda, decisions and what was studied.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="activities")
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="activities")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    day = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=100, blank=True)
    recorder = models.CharField(max_length=100, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    expected = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    online = models.PositiveIntegerField(null=True, blank=True)
    absent_duty = models.PositiveIntegerField(null=True, blank=True)  # away on duty
    absent_leave = models.PositiveIntegerField(null=True, blank=True)
    absent_other = models.PositiveIntegerField(null=True, blank=True)
    agenda = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    studied = models.TextField(blank=True)
    campaign = models.CharField(max_length=100, blank=True, db_index=True)
    other_hosts = models.CharField(max_length=300, blank=True)  # partners outside the platform
    tasks = models.ManyToManyField(Task, blank=True, related_name="activities")  # discussed or carried out
    is_joint = models.BooleanField(default=False)
    cancel_reason = models.CharField(max_length=300, blank=True)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    written_name = models.CharField(max_length=150, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "sequence"], name="activity_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="activity_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ActivityState.CANCELLED) | ~models.Q(cancel_reason=""),
                name="activity_cancelled_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["day", "starts_at"]),
            models.Index(fields=["place", "day"], condition=~models.Q(place=""), name="activity_place"),
            models.Index(fields=["chair", "day"], condition=~models.Q(chair=""), name="activity_chair"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def number(self) -> str:
        """As it stands on the minutes: 2026-012."""
        return f"{self.year}-{self.sequence:03d}"

    @property
    def took_place(self) -> bool:
        return self.state in COUNTED

    @property
    def absent(self) -> int:
        """How many were absent for any reason."""
        return sum(count or 0 for count in (self.absent_duty, self.absent_leave, self.absent_other))


class ActivityHost(models.Model):
    """A body that holds an activity, alone or with others; once for its rhythm, whoever leads.

    `kind`, `day` and `held` repeat the activity, so that a rhythm is counted in this table alone.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="hosts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="hosted")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "organization"], name="activity_host_once")
        ]
        indexes = [
            models.Index(fields=["organization", "day", "activity"]),
            models.Index(fields=["kind", "held", "day", "organization"], name="activity_rhythm"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.organization_id}"
