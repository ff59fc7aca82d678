"""Papers made of what came in, the issuer's own layouts, and cross-checks of numbers."""

from __future__ import annotations

from django.db import models

from quanjing.collation.enums import CheckKind, ExportKind
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.jobs.models import Job
from quanjing.organizations.models import Organization, Post
from quanjing.sheets.models import Block


class Layout(models.Model):
    """The issuer's own table for a block, and which column takes what; one for a body and block.

    `columns`: {letter of the column: field key, or one of `rules.ROLES`}; a column that is not named stays
    empty. `layout` is what the engine read of the file: sheet, head rows, labels.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="layouts")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    layout = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    is_confirmed = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["directive", "organization", "block"], name="layout_of_block")
        ]

    def __str__(self) -> str:
        return f"{self.block} {self.file}"


class Export(models.Model):
    """A paper that is made, or was: what it takes is held fast when it is asked for.

    `submissions` and `nil` are primary keys in the order of the paper, so that a worker that dies leaves
    nothing to guess: the next one makes the same. `entries` and `files` are counted when it is done,
    `missing` are files that the store has lost, `notes` what the reader should know.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="exports")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # whose
    head = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # of the subtree
    kind = models.CharField(max_length=12, choices=ExportKind)
    states = models.JSONField(default=list)
    pattern = models.CharField(max_length=200, blank=True)  # by which files are named
    layout = models.ForeignKey(Layout, on_delete=models.SET_NULL, null=True, blank=True)
    language = models.CharField(max_length=10)
    submissions = models.JSONField(default=list)
    nil = models.JSONField(default=list)
    expected = models.PositiveIntegerField()
    reports = models.PositiveIntegerField()
    entries = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    made_by = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, related_name="+")
    made_name = models.CharField(max_length=150)
    finished_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # the result was kept long enough

    class Meta:
        indexes = [models.Index(fields=["directive", "organization", "taken_at"])]

    def __str__(self) -> str:
        return f"{self.directive} {self.get_kind_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.file_id is None and self.job is not None and not self.job.is_finished


class Check(models.Model):
    """A cross-check of the numbers of a block; it finds and never refuses.

    AT_MOST: each of `parts` is not more than `total`; ADDS_UP: the sum of `parts` is `total`; LIKE_BEFORE:
    `total` differs from the body's last round by not more than `percent`. Fields by key.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="checks")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=CheckKind)
    parts = models.JSONField(default=list)
    total = models.CharField(max_length=40)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.block} {self.kind} {self.total}"
