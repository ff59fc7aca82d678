"""Sketches of what was sent, texts to compare with, and what was found; all but the uploads is derived."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Attachment, Entry, Submission


class ReferenceText(models.Model):
    """A speech, a report, a printed text that a body's desk wants reports compared with."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="reference_texts")
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    noted = models.BinaryField()  # runs of the text that were chosen for looking it up, see `rules.noting`
    added_by = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Turns(models.Model):
    """The turns that many texts of a call share, folded, the longest first; found anew every night.

    `call` is the first directive of a chain of papers that were passed on. `edition` counts how often they
    were found; until `is_done` the texts are being compared without them, up to the sketch `reached`.
    """

    call = models.OneToOneField(Directive, on_delete=models.CASCADE, related_name="+")
    turns = models.JSONField(default=list)
    texts = models.PositiveIntegerField()  # how many there were
    found_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1)
    is_done = models.BooleanField(default=True)
    reached = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.call} {len(self.turns)}"


class Sketch(models.Model):
    """One text of a report and the 128 numbers of it, four bytes each; empty where it is too short.

    The text is that of a file where there is an `attachment`, else the long texts of the `entry`. `edition`
    is that of the turns which were left out of it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="sketches")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, null=True, related_name="sketches")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, null=True, related_name="sketch")
    call = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    values = models.BinaryField()
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(attachment=None), name="sketch_of_entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.attachment_id}"


class Band(models.Model):
    """One band of a sketch: texts that share one are looked at."""

    sketch = models.ForeignKey(Sketch, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return str(self.value)


class Likeness(models.Model):
    """`share` per cent of one text stand in one other: of another report, a reference, the notice.

    `edition` is that of the turns without which they were compared.
    """

    text = models.ForeignKey(Sketch, on_delete=models.CASCADE, related_name="likenesses")
    other = models.ForeignKey(Sketch, on_delete=models.CASCADE, null=True, related_name="+")
    reference = models.ForeignKey(ReferenceText, on_delete=models.CASCADE, null=True, related_name="+")
    notice = models.ForeignKey(Directive, on_delete=models.CASCADE, null=True, related_name="+")
    share = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-share", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "other"], name="likeness_of_texts_once"),
            models.UniqueConstraint(fields=["text", "reference"], name="likeness_to_reference_once"),
            models.UniqueConstraint(fields=["text", "notice"], name="likeness_to_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text_id} {self.share} %"
