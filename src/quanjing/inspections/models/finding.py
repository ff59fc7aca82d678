"""What is not in order: about organizations and processes only; and the ledger as a file."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.inspections.enums import EventKind, FindingState, Format, Origin
from quanjing.inspections.models.inspection import InspectedBody, Inspection, InspectionStage, Visit
from quanjing.jobs.models import Job
from quanjing.organizations.models import Organization, Post, UploadedTable
from quanjing.registers.models import RegisterEntry


class Finding(models.Model):
    """One matter with its owner (a post or office of the body), its date and the proof that it is mended.

    `written_by` and `rectified_by` are who signs; whoever closes it is neither. `is_disputed` stands while a
    comment of the body waits for an answer. Its colour is computed from the date and stored nowhere.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    number = models.PositiveIntegerField()  # within the inspection
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    body = models.ForeignKey(InspectedBody, on_delete=models.CASCADE, related_name="findings")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="findings")
    origin = models.CharField(max_length=8, choices=Origin)
    visit = models.ForeignKey(
        Visit, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    stage = models.ForeignKey(
        InspectionStage, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    item = models.CharField(max_length=40, blank=True)  # key of the check item
    text = models.TextField()
    process = models.CharField(max_length=300)  # where in the work: a step, never who
    basis = models.CharField(max_length=300, blank=True)
    guidance = models.ForeignKey(
        RegisterEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner = models.CharField(max_length=100)  # a post or office of the body
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FindingState, default=FindingState.OPEN)
    is_disputed = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file_purpose = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_name = models.CharField(max_length=150)
    written_on = models.DateField()
    rectified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rectified_name = models.CharField(max_length=150, blank=True)
    rectified_on = models.DateField(null=True, blank=True)
    closed_name = models.CharField(max_length=150, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "number"], name="finding_numbered_once"),
            models.CheckConstraint(
                condition=~models.Q(state=FindingState.CLOSED) | ~models.Q(closed_name=""),
                name="finding_closed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "due_on"], name="finding_of_body"),
            models.Index(fields=["state", "due_on"], name="finding_due"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.process}"


class FindingEvent(models.Model):
    """A line of the history that people read: what was said, by whom, when. Never changed."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind)
    text = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)  # the new date, or the day of a visit
    name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind}"


class FindingTable(UploadedTable):
    """A table of findings, for one inspection."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")


class ComplaintChannel(models.Model):
    """Where complaints about persons go, as the office says it; for its body and all below."""

    organization = models.OneToOneField(
        Organization, on_delete=models.CASCADE, related_name="complaint_channel"
    )
    text = models.CharField(max_length=300)
    link = models.URLField(max_length=300, blank=True)
    set_name = models.CharField(max_length=150)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text


class FindingExport(models.Model):
    """The ledger as a file, made by a job for the post that asked for it; `wanted` are its filters."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
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
        return f"{self.code} {self.format}"

    @property
    def is_under_way(self) -> bool:
        return self.file_id is None and self.job is not None and not self.job.is_finished
