"""Lists that were made into files: seen by the post that asked for them."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.files.models import StoredFile
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.registers.models import EntryExport, RegisterKind

SHOWN = 20


def exports_of(actor: Actor, kind: RegisterKind) -> QuerySet[EntryExport]:
    """The newest of the own post."""
    mine = EntryExport.objects.filter(post=actor.post_id, kind=kind).select_related("job", "file")
    return mine.order_by("-pk")[:SHOWN]


def export_file(actor: Actor, kind: RegisterKind, code: str) -> StoredFile:
    """The file of one of them. Raises `Missing`, also while it is not made yet."""
    rows = EntryExport.objects.filter(post=actor.post_id, kind=kind, code=code).select_related("file")
    found = rows.first()
    if found is None or found.file is None:
        raise Missing
    return found.file
