"""Rows of sketches and their bands: written for many texts at once, only where they changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import QuerySet

from quanjing.files.actions import text_of
from quanjing.likeness import queries
from quanjing.likeness.actions.scopes import Scopes
from quanjing.likeness.matching.sketching import band_numbers, sketches
from quanjing.likeness.models import Band, Sketch
from quanjing.likeness.queries import Text
from quanjing.submissions.models import Attachment

Place = tuple[int | None, int | None]  # entry, attachment


def read_attachments(attachments: QuerySet[Attachment]) -> dict[int, Text]:
    """The texts of attached files; those that nobody read yet are read now."""
    for file in queries.unread(attachments):
        text_of(file)
    return queries.attachment_texts(attachments)


def keep_sketches(texts: Sequence[Text], scopes: Scopes) -> dict[Place, Sketch]:
    """Sketch texts and keep what is new or changed, with its bands; the rows by place of the text."""
    rows = _rows_of(texts)
    changed = []
    for text, values in _sketched(texts, scopes):
        row = rows.get((text.entry, text.attachment))
        if row is None:
            row = Sketch(
                submission_id=text.submission, entry_id=text.entry, attachment_id=text.attachment,
                call_id=text.call, organization_id=text.organization,
            )  # fmt: skip
        if row.pk is None or bytes(row.values) != values:
            changed.append(row)
        row.values, row.edition = values, scopes.of(text).edition
        rows[(text.entry, text.attachment)] = row
    known = [row for row in rows.values() if row.pk is not None]
    Sketch.objects.bulk_create([row for row in rows.values() if row.pk is None])
    Sketch.objects.bulk_create(
        known, update_conflicts=True, update_fields=["values", "edition"], unique_fields=["pk"]
    )
    _replace_bands(changed)
    return rows


def _rows_of(texts: Sequence[Text]) -> dict[Place, Sketch]:
    typed = [text.entry for text in texts if text.attachment is None and text.entry is not None]
    filed = [text.attachment for text in texts if text.attachment is not None]
    found = [
        *Sketch.objects.filter(entry_id__in=typed, attachment=None),
        *Sketch.objects.filter(attachment_id__in=filed),
    ]
    return {(row.entry_id, row.attachment_id): row for row in found}


def _sketched(texts: Sequence[Text], scopes: Scopes) -> Iterable[tuple[Text, bytes]]:
    """Each text with its sketch; those of one call are sketched together, without its turns."""
    for call in dict.fromkeys(text.call for text in texts):
        group = [text for text in texts if text.call == call]
        made = sketches((text.text for text in group), scopes.of(group[0]).turns)
        yield from zip(group, made, strict=True)


def _replace_bands(rows: Sequence[Sketch]) -> None:
    """Past the ORM: forty-two rows a text."""
    Band.objects.filter(sketch__in=[row.pk for row in rows]).delete()
    bands = ((row.pk, number) for row in rows for number in band_numbers(bytes(row.values)))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY likeness_band (sketch_id, value) FROM STDIN") as copy:
                for band in bands:
                    copy.write_row(band)
        else:
            cursor.executemany("INSERT INTO likeness_band (sketch_id, value) VALUES (%s, %s)", list(bands))
