"""What a unit sends: one page per directive, one submission per assignment and version, its entries."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.sheets.models import Block
from quanjing.submissions.enums import ConfirmationState, EntryState, FilledState, SubmissionState, Way
from quanjing.tasks.models import Assignment, Task


class Report(models.Model):
    """The page of one organization for one directive: header answers once, and the draft.

    `header`: {field key: value}. `draft`: {block key: {"none": [task code], "rows": [{"task": task code,
    "values": {field key: value}}]}}; a file field's value is the code of a stored file. `corrections`:
    {code of a returned entry: {field key: new value}}. Block keys are those of `queries.page`.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="reports")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reports")
    header = models.JSONField(default=dict)
    draft = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    dropped = models.JSONField(default=list)  # keys of blocks whose rows of the last time were declined
    files = models.JSONField(default=dict)  # {task code: [code of a stored file]} sent with the whole item
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150, blank=True)
    handled_by = models.ForeignKey(  # the post that typed last: what it hands over when it leaves
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "organization"], name="report_once_per_directive")
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.organization}"


class Filled(models.Model):
    """Filled forms handed in for a page, with what they say, until somebody takes it into the draft.

    `files`: [{"code": of the stored file, "" where it was refused, "name", "note": see
    `actions.understanding.Note`, "trouble"}]. `said`: see `rules.understood`. `before`: header, draft,
    corrections and files of the report as they stood when it was taken, to be put back once.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="filled")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=FilledState, default=FilledState.READING)
    files = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    taken_version = models.PositiveIntegerField(default=0)  # of the report, with what was taken
    language = models.CharField(max_length=10)  # of whoever handed it in
    handed_by = models.CharField(max_length=150)
    handed_at = models.DateTimeField()
    taken_by = models.CharField(max_length=150, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["directive", "organization", "state"])]

    def __str__(self) -> str:
        return ", ".join(file["name"] for file in self.files)


class Submission(models.Model):
    """One version of a unit's answer to one assignment; never overwritten."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="submissions")
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=SubmissionState)
    is_nil = models.BooleanField(default=False)
    nil_reason = models.TextField(blank=True)
    header = models.JSONField(default=dict)  # the header answers and known facts as sent
    none_blocks = models.JSONField(default=list)  # keys of "if any" blocks answered none
    submitted_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_name = models.CharField(max_length=150)
    entered_way = models.CharField(max_length=12, choices=Way, blank=True)  # entered by the desk for the unit
    entered_from = models.CharField(max_length=150, blank=True)  # who of the unit told it or handed it in
    prepared_name = models.CharField(max_length=150, blank=True)  # who asked the head to confirm it
    submitted_at = models.DateTimeField()
    was_late = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "version"], name="submission_version")]
        indexes = [models.Index(fields=["state", "submitted_at"])]

    def __str__(self) -> str:
        return f"{self.assignment.task} v{self.version}"


class Entry(models.Model):
    """One row of a block, answering exactly one task. `values`: {field key: value}."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="entries")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="entries")
    row = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=EntryState, default=EntryState.SUBMITTED)

    class Meta:
        ordering = ["block__position", "row"]
        constraints = [models.UniqueConstraint(fields=["submission", "block", "row"], name="entry_place")]

    def __str__(self) -> str:
        return f"{self.block} {self.row}"


class RolledUp(models.Model):
    """An accepted entry of a unit below that was taken into the own report of the body that asked for it.

    `values` are the row as it went into the draft, None where it was joined with others in one row;
    `entry` is where it stands in the newest version that was sent, None where the row was changed.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="rolled_up")
    source = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="taken_up")
    values = models.JSONField(null=True)
    entry = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, blank=True, related_name="sources")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "source"], name="rolled_up_once")]

    def __str__(self) -> str:
        return f"{self.source} → {self.assignment}"


class Attachment(models.Model):
    """A file sent with an entry (or with the whole submission where `entry` is null)."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="attachments")
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    field_key = models.CharField(max_length=40, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.file.name


class ReturnNote(models.Model):
    """One thing sent back: a field of an entry, a whole entry, or (entry null) the whole submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="return_notes")
    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, null=True, blank=True, related_name="return_notes"
    )
    field_key = models.CharField(max_length=40, blank=True)
    reason = models.TextField()
    due_at = models.DateTimeField()
    returned_by = models.CharField(max_length=150)
    returned_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class SealedCopy(models.Model):
    """The scan of a printed, signed and sealed sheet; its check code was that of the content."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="sealed_copies")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    check_code = models.CharField(max_length=12)
    uploaded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_name = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.check_code


class Confirmation(models.Model):
    """A handler asks the head of the body to confirm items of a page before they leave."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="confirmations")
    tasks = models.JSONField(default=list)  # codes
    nil_reason = models.TextField(blank=True)  # the one task has nothing to report
    state = models.CharField(max_length=12, choices=ConfirmationState, default=ConfirmationState.WAITING)
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(state="waiting"), name="confirmation_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.state}"


class Question(models.Model):
    """A unit asks the desk about a task; the answer is seen by all that the task addresses.

    Other units see `shown_text` and never who asked.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="questions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    text = models.TextField()
    shown_text = models.TextField(blank=True)  # in the desk's words, where the unit's would name it
    answer = models.TextField(blank=True)
    answered_name = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text[:80]


class Claim(models.Model):
    """Who at the desk has a report in hand; free again once released, decided or lapsed."""

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="claim")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="claims")
    name = models.CharField(max_length=150)
    reason = models.CharField(max_length=300, blank=True)  # why an officer of another desk took it
    claimed_at = models.DateTimeField()
    lapses_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.assignment} {self.name}"

    @property
    def is_in_force(self) -> bool:
        return self.lapses_at > clock.now()


class OutsideCode(models.Model):
    """Lets somebody without an account fill in the page of a body, once, until a moment.

    What he fills in becomes `filled`, which a person of the body takes into the draft, or leaves. `purpose`
    is what the body wrote down of whom it is for.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    secret_hash = models.CharField(max_length=64, unique=True)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=100)
    until = models.DateTimeField()
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_name = models.CharField(max_length=150, blank=True)
    filled = models.OneToOneField(
        Filled, on_delete=models.SET_NULL, null=True, blank=True, related_name="outside"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["directive", "organization"], name="outside_code_of_page")]

    def __str__(self) -> str:
        return self.purpose

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and self.until > clock.now()
