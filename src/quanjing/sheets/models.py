"""Tables to be filled in: a template has blocks, a block has fields, a field may be a known fact."""

from __future__ import annotations

from django.db import models

from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.sheets.enums import FieldType, KeyClass, KeyReason, KeyScope

HEADER = "header"  # the key of the block of fields above the table, answered once


class FieldKey(models.Model):
    """A word of the field dictionary: one meaning, whatever a sheet calls it.

    `fact` names what the platform knows (see `foundation.facts`), empty where it knows nothing. `kind`
    says whether the answer is known, derived or new each time, `reason` why.
    """

    key = models.CharField(max_length=60, unique=True)  # organization.name, filler.name …
    labels = models.JSONField(default=list)  # the ways in which sheets print it
    fact = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=8, choices=KeyClass, default=KeyClass.NEW)
    reason = models.CharField(max_length=12, choices=KeyReason, default=KeyReason.ONCE)
    scope = models.CharField(max_length=8, choices=KeyScope, default=KeyScope.ANY)

    def __str__(self) -> str:
        return self.key


class SheetTemplate(models.Model):
    """A sheet, versioned: a used version is never changed."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    title = models.CharField(max_length=300)
    version = models.PositiveSmallIntegerField(default=1)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField()
    blank = models.ForeignKey(  # the issuer's own paper, docx or xlsx, where it came with the notice
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.title


class Block(models.Model):
    """A part of a sheet. `repeat`: any number of rows; `optional`: an explicit none is an answer.

    `likeness` is the same for blocks that ask the same under the same heading, in whatever year.
    """

    template = models.ForeignKey(SheetTemplate, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)  # header, b1, b2 …
    label = models.CharField(max_length=300)
    hint = models.TextField(blank=True)
    repeat = models.BooleanField(default=False)
    optional = models.BooleanField(default=False)
    likeness = models.CharField(max_length=32, blank=True, db_index=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["template", "key"], name="block_key_in_template")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_header(self) -> bool:
        return self.key == HEADER


class Field(models.Model):
    """A cell to be filled in."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="fields")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)  # name, post, text, f1 …
    label = models.CharField(max_length=300)
    hint = models.TextField(blank=True)
    type = models.CharField(max_length=12, choices=FieldType, default=FieldType.TEXT)
    options = models.JSONField(default=list)
    required = models.BooleanField(default=True)
    meaning = models.ForeignKey(FieldKey, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["block", "key"], name="field_key_in_block")]

    def __str__(self) -> str:
        return self.label
