"""What a browser sends -> clean values."""

from __future__ import annotations

from django.http import QueryDict

from quanjing.sheets.enums import FieldType
from quanjing.submissions.queries import ReportPage

MOST_TEXTS = 20  # of one page that are looked at in one go


def read_texts(post: QueryDict, page: ReportPage) -> list[tuple[str, str]]:
    """The long texts of a typed page: (label, text); inputs are named BLOCK.ROW.FIELD or fix.ENTRY.FIELD."""
    labels = {
        f"{place.key}.{field.key}": f"{place.block.label} · {field.label}"
        for place in page.places
        for field in place.block.fields.all()
        if field.type == FieldType.LONGTEXT
    }
    labels |= {f"fix.{name.rsplit('.', 1)[-1]}": label for name, label in labels.items()}
    found = []
    for name, text in post.items():
        block, _dot, rest = name.partition(".")
        label = labels.get(f"{block}.{rest.rsplit('.', 1)[-1]}")
        if label and isinstance(text, str) and text.strip():
            found.append((label, text))
    return found[:MOST_TEXTS]
