"""What can be found: one row a thing, derived from it; who sees it is asked of the thing itself."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.organizations.models import Organization
from quanjing.search.enums import DocumentKind
from quanjing.submissions.models import Submission


class Document(models.Model):
    """A thing with its words. `organization` issued, sent, or is it; `keys` are names in Latin letters.

    The segmented words lie beside it: in the table `search_words` (FTS5) on SQLite, in the column
    `vector` on PostgreSQL; `actions` writes both in one transaction.
    """

    kind = models.CharField(max_length=12, choices=DocumentKind)
    object_id = models.BigIntegerField()
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, null=True, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=500)
    text = models.TextField()
    keys = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="document_once")]
        indexes = [models.Index(fields=["kind", "year"])]

    def __str__(self) -> str:
        return self.title
