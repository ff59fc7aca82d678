"""The manuscript as it is being written: points in order, each with its sources."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.submissions.models import Entry


class Compilation(models.Model):
    """One manuscript of a body on what came in for a directive."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="compilations")
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="compilations")
    title = models.CharField(max_length=300)
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Point(models.Model):
    """One heading of the manuscript with its text. `recheck`: a source was withdrawn since it was written."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    recheck = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # of title and text
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title or self.text[:40]


class Source(models.Model):
    """An entry that a point rests on; one entry may stand behind several points."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="sources")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="points")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["point", "entry"], name="source_of_point_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.point}"


class Step(models.Model):
    """How all points stood before somebody changed them, so that the last steps can be undone.

    `before`: [{"code", "title", "text", "recheck", "entries": [primary key], "version"}] in order.
    """

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=40)
    before = models.JSONField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.compilation} {self.verb}"
