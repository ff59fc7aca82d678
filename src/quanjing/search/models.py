"""What can be found: one row a thing, derived from it; who sees it is asked of the thing itself."""

from __future__ import annotations

from datetime import date

from django.db import models

from quanjing.directives.models import Directive
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Submission

UNDATED = date.min  # stands behind everything that has a day


class Document(models.Model):
    """A thing with its words; see `foundation.findable.Facts`. Its kind is one that an app registered.

    The segmented words lie beside it: in the table `search_words` (FTS5) on SQLite, in the columns
    `titles` and `vector` on PostgreSQL; `actions` writes both in one transaction.
    """

    kind = models.CharField(max_length=24)
    object_id = models.BigIntegerField()
    code = models.CharField(max_length=40, blank=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, null=True, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, null=True, related_name="+")
    on = models.DateField(default=UNDATED)
    title = models.CharField(max_length=500)
    text = models.TextField()
    keys = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="document_once")]
        indexes = [
            models.Index(
                models.F("kind"), models.F("on").desc(), models.F("id").desc(), name="document_newest"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> int | None:
        return self.on.year if self.on != UNDATED else None
