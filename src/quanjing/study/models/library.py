"""Material with its versions, reading lists, and notes that nobody but their author sees."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.study.enums import MaterialKind, Sharing


class Material(models.Model):
    """Something to study, kept by a body. What it says stands in its versions, the last is the one in use."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="materials")
    kind = models.CharField(max_length=8, choices=MaterialKind)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)  # publisher, author, number
    topic = models.CharField(max_length=100, blank=True)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.BELOW)
    valid_to = models.DateField(null=True, blank=True)  # last day
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )
    latest = models.PositiveIntegerField(default=0)  # number of the version in use
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(superseded_by=models.F("id")), name="material_not_by_itself"
            )
        ]
        indexes = [models.Index(fields=["organization", "topic"])]

    def __str__(self) -> str:
        return self.title

    def is_out_of_date(self, day: date) -> bool:
        return self.superseded_by_id is not None or (self.valid_to is not None and self.valid_to < day)


class MaterialVersion(models.Model):
    """A file, a link, or a text, as it was from one day on; never changed. Captions are WebVTT."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    captions = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)  # what is new in it
    added_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["material", "number"], name="material_version_once")]

    def __str__(self) -> str:
        return f"{self.material} {self.number}"


class MaterialNote(models.Model):
    """What a person wrote for himself while reading: nobody else sees it or that it is there."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "user"], name="material_note_once")]

    def __str__(self) -> str:
        return str(self.material_id)


class ReadingList(models.Model):
    """What a body suggests to read; its entries may be in the library or be books on a shelf."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reading_lists")
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class ReadingEntry(models.Model):
    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="entries")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    chapters = models.TextField(blank=True)  # one a line
    material = models.ForeignKey(Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
