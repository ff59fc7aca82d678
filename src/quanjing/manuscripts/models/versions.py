"""Frozen versions of a manuscript, to whom they went, and what was answered."""

from __future__ import annotations

from django.db import models

from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.manuscripts.enums import VersionState, Way
from quanjing.manuscripts.models.writing import Compilation
from quanjing.organizations.models import Post
from quanjing.submissions.models import Entry


class Version(models.Model):
    """All points as they stood when somebody finished them; never changed.

    `content`: {"title", "points": [{"code", "title", "text", "sources": [{"entry", "unit", "title",
    "author"}]}]}, the codes and words of that day.
    """

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=VersionState)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["compilation", "number"], name="version_of_compilation"),
            models.UniqueConstraint(
                fields=["compilation"],
                condition=models.Q(state=VersionState.WAITING),
                name="version_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compilation} {self.number}"

    @property
    def is_waiting(self) -> bool:
        return self.state == VersionState.WAITING

    @property
    def is_approved(self) -> bool:
        return self.state == VersionState.APPROVED


class VersionSource(models.Model):
    """An entry in a version, by the number of the point there."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sources")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "entry", "place"], name="source_in_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.place}"


class Forward(models.Model):
    """A version that was passed on."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="forwards")
    recipient = models.CharField(max_length=200)
    sent_on = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    note = models.CharField(max_length=500, blank=True)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.recipient} {self.version}"


class Answer(models.Model):
    """What a recipient answered, to the points numbered in `places` or (empty) to the whole."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    forward = models.ForeignKey(Forward, on_delete=models.PROTECT, related_name="answers")
    places = models.JSONField(default=list)
    given_on = models.DateField()
    text = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["given_on", "pk"]

    def __str__(self) -> str:
        return f"{self.forward} {self.given_on}"
