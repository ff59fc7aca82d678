"""A notice that arrived: its file, its cleaned text, every fact with its place in the text."""

from __future__ import annotations

from django.db import models

from quanjing.directives.enums import DirectiveState, VersionKind
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.sheets.models import SheetTemplate


class Directive(models.Model):
    """A directive of `organization`, edited freely until published.

    `notice` keeps what the engine read (the JSON form of `gongwen`), the columns what a person made
    of it; `corrected` holds, for each fact that a person had read anew, its value and its places in the
    text. `doubts` maps a fact's name (doc_number, title, issuers, addressees, issued_on, or "warning.2" for
    the engine's second doubt) to the code of the reason why a person must confirm it; confirming or
    setting the fact removes its doubt. `reissue_of` is the superior's directive that this one passes
    on, `root` the first of that chain.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="directives")
    state = models.CharField(max_length=12, choices=DirectiveState, default=DirectiveState.READING)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)  # code of the engine's error
    text = models.TextField(blank=True)
    notice = models.JSONField(default=dict)
    doc_number = models.CharField(max_length=100, blank=True, db_index=True)
    title = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    issuers = models.JSONField(default=list)
    addressees = models.JSONField(default=list)
    issued_on = models.DateField(null=True, blank=True)
    doubts = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict)
    reissue_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reissues"
    )
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    duplicate_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="superseded_by"
    )
    day_end = models.CharField(max_length=5)  # copied from the body when registered
    registered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    published_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    audience_filter = models.JSONField(default=dict)  # as published: under, kinds, levels, classes, groups
    override_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["organization", "state"]), models.Index(fields=["registered_at"])]
        constraints = [
            models.UniqueConstraint(fields=["reissue_of", "organization"], name="directive_passed_on_once")
        ]

    def __str__(self) -> str:
        return self.title or self.doc_number or self.code

    @property
    def is_published(self) -> bool:
        return self.state == DirectiveState.PUBLISHED

    @property
    def is_recalled(self) -> bool:
        return self.state == DirectiveState.RECALLED


class DirectiveItem(models.Model):
    """A request as the text makes it; never changed after reading. `start` and `end` point into the text."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    section = models.JSONField(default=list)  # labels and headings from the top down
    purpose = models.TextField(blank=True)
    content = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:80]


class Attachment(models.Model):
    """An annex of the directive; `sheet` where it is a table to be filled in."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="attachments")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    sheet = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title


class Basis(models.Model):
    """A paper that a directive rests on: one in the platform, or only its number and title."""

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="bases")
    source = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="based_on_it"
    )
    doc_number = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["directive", "source"], name="basis_once")]

    def __str__(self) -> str:
        return self.title or self.doc_number


class Receipt(models.Model):
    """A directive at one addressed organization. Confirmed by one press, never measured by opening.

    `passed_on` is the directive by which the organization handed it further down, `root` the first
    superior's, which the whole chain shares.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="receipts")
    root = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="receipts")
    delivered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=150, blank=True)
    passed_on = models.ForeignKey(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="passes_on"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "organization"], name="receipt_once")]
        indexes = [models.Index(fields=["organization", "confirmed_at"])]

    def __str__(self) -> str:
        return f"{self.directive} {self.organization}"


class Correction(models.Model):
    """A fact that a person had read anew from a marked passage, `start` to `end` of the text.

    `task` is the code of the task that the fact belongs to, empty for the frame. `before` restores what
    stood there, `after` is what was put in its place. Who did it stands in the audit record alone.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="corrections")
    task = models.CharField(max_length=16, blank=True)
    fact = models.CharField(max_length=16)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    before = models.JSONField()
    after = models.JSONField()
    made_at = models.DateTimeField()
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.fact} {self.code}"


class Event(models.Model):
    """A named occasion of the issuing body that deadlines hang on; its day may come later."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="events")
    name = models.CharField(max_length=200)
    happens_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="event_named_once")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CalendarDay(models.Model):
    """A day on which the office's calendar differs from the official one."""

    day = models.DateField(unique=True)
    is_workday = models.BooleanField()
    note = models.CharField(max_length=200)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class DirectiveVersion(models.Model):
    """A change of a published directive that everyone addressed sees; number 1 is what was published.

    `changes` lists the facts that changed: {"task", "position", "name", "fact", "old", "new"}, a
    deadline as {"due", "time", "closes"}; `units` is how many organizations it touched.
    """

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=VersionKind)
    reason = models.CharField(max_length=1000)
    changes = models.JSONField(default=list)
    units = models.PositiveIntegerField()
    made_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "number"], name="directive_version_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.directive} {self.number}"
