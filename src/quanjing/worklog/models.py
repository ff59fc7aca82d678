"""What the secretary adds to the work log, whom entries serve, and the counts of every body."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models import Activity
from quanjing.foundation.ids import new_code
from quanjing.foundation.worklog import LogKind
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.organizations.models import Organization
from quanjing.worklog.enums import Service, Yearly


class LogEntry(models.Model):
    """Work that left no record elsewhere, as the body itself entered it. About work, never about a person.

    `reference` is a file or letter number, `decision` the meeting at which it was decided.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="log_entries")
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=LogKind)
    matter = models.CharField(max_length=300)
    result = models.CharField(max_length=1000, blank=True)
    reference = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    decision = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="log_entries"
    )
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "day"]), models.Index(fields=["day"])]

    def __str__(self) -> str:
        return self.matter


class ServiceMark(models.Model):
    """An entry serves one of the four; said by its body, whatever source the entry comes from."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="service_marks")
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=LogKind)
    service = models.CharField(max_length=12, choices=Service)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "source", "key"], name="service_mark_once")
        ]
        indexes = [models.Index(fields=["organization", "day"])]

    def __str__(self) -> str:
        return f"{self.source} {self.key} {self.service}"


class YearCount(models.Model):
    """A number of the year as a body itself counts it: how many, never who."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="year_counts")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Yearly)
    number = models.PositiveIntegerField()
    entered_name = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "kind"], name="year_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year} {self.kind}"


class LogTally(models.Model):
    """How many entries of a month `node` has in its subtree, by kind and class; drawn, or own ones.

    Lines are only added; the worker compares the sums with the sources month by month and folds them.
    `society_class` and `level` are those of the society that the entry's body belongs to.
    """

    # no constraints: their check would make every entry touch the row of the national body
    node = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    month = models.DateField()
    kind = models.CharField(max_length=12, choices=LogKind)
    society_class = models.PositiveSmallIntegerField(choices=SocietyClass)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    drawn = models.BooleanField()
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["node", "month"]), models.Index(fields=["month"])]

    def __str__(self) -> str:
        return f"{self.node_id} {self.month:%Y-%m} {self.kind} {self.count:+d}"
