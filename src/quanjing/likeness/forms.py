"""What a browser sends -> clean values."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict

from quanjing.files.actions import text_of
from quanjing.files.models import StoredFile
from quanjing.sheets.enums import FieldType
from quanjing.submissions.queries import ReportPage

MOST_TEXTS = 20  # of one page that are looked at in one go


def read_texts(post: QueryDict, page: ReportPage, files: Mapping[str, StoredFile]) -> list[tuple[str, str]]:
    """The texts of a typed page: (label, text); inputs are named BLOCK.ROW.FIELD or fix.ENTRY.FIELD.

    Long texts as they are typed, and what stands in `files` (by code) of the own body that are named.
    """
    fields = {
        f"{place.key}.{field.key}": (f"{place.block.label} · {field.label}", field.type)
        for place in page.places
        for field in place.block.fields.all()
        if field.type in (FieldType.LONGTEXT, FieldType.FILE)
    }
    fields |= {f"fix.{name.rsplit('.', 1)[-1]}": field for name, field in fields.items()}
    found: list[tuple[str, str]] = []
    for name, value in post.items():
        block, _dot, rest = name.partition(".")
        label, kind = fields.get(f"{block}.{rest.rsplit('.', 1)[-1]}", ("", ""))
        if not isinstance(value, str) or not value.strip() or not label or len(found) == MOST_TEXTS:
            continue
        if kind == FieldType.LONGTEXT:
            found.append((label, value))
        elif value in files and (text := text_of(files[value])):
            found.append((f"{label} · {files[value].name}", text))
    return found
