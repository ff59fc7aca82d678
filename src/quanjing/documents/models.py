"""Documents from facts to their frozen editions, and the register of the numbers that a body gives out."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.documents.enums import UNNUMBERED, DocumentKind, DocumentState, NumberState, NumberStyle
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post


class Series(models.Model):
    """A way of numbering that a body uses year after year; `prefix` is empty where issues are counted."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="number_series")
    style = models.CharField(max_length=8, choices=NumberStyle, default=NumberStyle.YEAR)
    prefix = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "style", "prefix"], name="series_of_body_once")
        ]
        ordering = ["style", "prefix"]

    def __str__(self) -> str:
        return self.prefix or str(NumberStyle(self.style).label)


class SeriesYear(models.Model):
    """The numbers of a series in one year: `first` to `last` are all in the register, none twice.

    `last` is `first` − 1 as long as none was taken. Numbers below `first` were taken on paper before; those
    that were entered stand in the register as well. Everybody who takes a number locks this row.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="series_year_once")]
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"


class Document(models.Model):
    """What a body writes. `facts` are the fields of the page as they were typed, see `rules.fields`.

    `title` and `dated_on` are taken from them for lists. `directive` is what it was composed from,
    `registered_as` the directive that was made of it. With `strict` it is drawn with the standard's own
    faces or not at all. Once it has an edition its number stays, also while it is being corrected.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    state = models.CharField(max_length=12, choices=DocumentState, default=DocumentState.DRAFT)
    directive = models.ForeignKey(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="composed"
    )
    registered_as = models.OneToOneField(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="composed_as"
    )
    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    facts = models.JSONField(default=dict)
    strict = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    doc_number = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    changed_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_name = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)
    remark = models.CharField(max_length=1000, blank=True)  # the head's, with which it was sent back
    reason = models.CharField(max_length=1000, blank=True)  # of the withdrawal, or the correction under way

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["organization", "state"])]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def is_draft(self) -> bool:
        return self.state == DocumentState.DRAFT

    @property
    def is_asked(self) -> bool:
        return self.state == DocumentState.ASKED

    @property
    def is_final(self) -> bool:
        return self.state == DocumentState.FINAL

    @property
    def is_withdrawn(self) -> bool:
        return self.state == DocumentState.WITHDRAWN

    @property
    def can_have_number(self) -> bool:
        """A table alone and a volume have none."""
        return self.kind not in UNNUMBERED


class AnnexFile(models.Model):
    """A file that was put to a document as an annex; the facts name it by the code of the file."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="annex_files")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.file)


class Number(models.Model):
    """A number that was taken: by a document, or on paper. Never removed; one that is given up is void."""

    year = models.ForeignKey(SeriesYear, on_delete=models.PROTECT, related_name="numbers")
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=NumberState, default=NumberState.USED)
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="number"
    )
    title = models.CharField(max_length=500)
    dated_on = models.DateField()
    reason = models.CharField(max_length=1000, blank=True)  # why it is void
    taken_name = models.CharField(max_length=150)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "serial"], name="number_once")]
        ordering = ["year", "serial"]

    def __str__(self) -> str:
        return f"{self.year} {self.serial}"

    @property
    def is_void(self) -> bool:
        return self.state == NumberState.VOID


class Edition(models.Model):
    """A document as it went out: facts and files with their checksums, never changed.

    A correction makes the next edition under the same number. `substitutes` lists the faces that stood in for
    those of the standard in the PDF: {"face", "used"}.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    docx = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    substitutes = models.JSONField(default=list)
    reason = models.CharField(max_length=1000, blank=True)  # why it was corrected
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="edition_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"
