"""What is done with entries over the years: hand-overs, log, confirmations, steps, answers, tables."""

from __future__ import annotations

from django.db import models

from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.jobs.models import Job
from quanjing.organizations.models import Organization, Post, UploadedTable
from quanjing.registers.enums import Format, LogKind, Opinion, Role
from quanjing.registers.models.entry import RegisterEntry
from quanjing.registers.models.kind import RegisterKind


class HandOver(models.Model):
    """Entries that went from one post or office to another, with the note that was signed for it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    from_title = models.CharField(max_length=100, blank=True)
    to_title = models.CharField(max_length=100)
    note = models.TextField()
    on = models.DateField()
    entries = models.ManyToManyField(RegisterEntry, related_name="hand_overs")
    signed_name = models.CharField(max_length=150)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.from_title} → {self.to_title}"


class EntryLog(models.Model):
    """What happened to an entry on a day; a matter raised has the day on which it was settled."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="log")
    what = models.CharField(max_length=10, choices=LogKind)
    day = models.DateField()
    text = models.CharField(max_length=500)
    settled_on = models.DateField(null=True, blank=True)
    settled_text = models.CharField(max_length=500, blank=True)
    written_name = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.text}"

    @property
    def is_open(self) -> bool:
        return self.what == LogKind.MATTER and self.settled_on is None


class Confirmation(models.Model):
    """A body has gone through its entries of a kind in a year; the numbers say what it found."""

    kind = models.ForeignKey(RegisterKind, on_delete=models.PROTECT, related_name="confirmations")
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="register_confirmations"
    )
    year = models.PositiveSmallIntegerField()
    kept = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    confirmed_name = models.CharField(max_length=150)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "organization", "year"], name="register_confirmed_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.organization_id} {self.year}"


class Acknowledgement(models.Model):
    """A body says that it has read what is in force: one press of any of its people for the whole body."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="acknowledgements")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    said_name = models.CharField(max_length=150)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "organization"], name="register_acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.organization_id}"


class Consultation(models.Model):
    """A body is asked about a matter before it is decided, and answers by a day."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="consultations")
    asked = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    due_on = models.DateField()
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    opinion = models.CharField(max_length=10, choices=Opinion, blank=True)
    answer = models.TextField(blank=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry} {self.due_on:%Y-%m-%d}"


class EntryStep(models.Model):
    """A step of a procedure: when it is due, when it was taken, by which paper. No word on persons."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    days_before = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    paper = models.CharField(max_length=100, blank=True)  # number of the letter or file
    done_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="register_step_once")]

    def __str__(self) -> str:
        return self.name


class EntryTable(UploadedTable):
    """A table of entries, for one register."""

    kind = models.ForeignKey(RegisterKind, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")


class EntryExport(models.Model):
    """A list as a file, made by a job for the post that asked for it; `wanted` are its filters."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    kind = models.ForeignKey(RegisterKind, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    wanted = models.JSONField(default=dict)
    format = models.CharField(max_length=8, choices=Format)
    language = models.CharField(max_length=10)
    count = models.PositiveIntegerField(default=0)
    made_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.format}"

    @property
    def is_under_way(self) -> bool:
        return self.file_id is None and self.job is not None and not self.job.is_finished
