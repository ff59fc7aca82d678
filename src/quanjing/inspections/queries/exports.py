"""Ledgers that were made into files: seen by the post that asked for them."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.files.models import StoredFile
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.inspections.models import Finding, FindingExport

SHOWN = 20


def exports_of(actor: Actor) -> QuerySet[FindingExport]:
    """The newest of the own post."""
    mine = FindingExport.objects.filter(post=actor.post_id).select_related("job", "file")
    return mine.order_by("-pk")[:SHOWN]


def export_file(actor: Actor, code: str) -> StoredFile:
    """The file of one of them. Raises `Missing`, also while it is not made yet."""
    rows = FindingExport.objects.filter(post=actor.post_id, code=code).select_related("file")
    found = rows.first()
    if found is None or found.file is None:
        raise Missing
    return found.file


def evidence_of(finding: Finding) -> StoredFile:
    """The file that proves it. Raises `Missing`."""
    if finding.file is None:
        raise Missing
    return finding.file
