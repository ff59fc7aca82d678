"""What a browser sends -> clean values."""

from __future__ import annotations

from django.http import QueryDict

from quanjing.sheets.enums import FieldType
from quanjing.submissions.queries import ReportPage

MOST_TEXTS = 20  # of one page that are looked at in one go


def read_texts(post: QueryDict, page: ReportPage) -> list[tuple[str, str]]:
    """The long texts of a typed page: (label of the field, text); inputs are named BLOCK.ROW.FIELD."""
    labels = {
        field.key: field.label
        for place in page.places
        for field in place.block.fields.all()
        if field.type == FieldType.LONGTEXT
    }
    found = []
    for name, text in post.items():
        key = name.rsplit(".", 1)[-1]
        if "." in name and key in labels and isinstance(text, str) and text.strip():
            found.append((labels[key], text))
    return found[:MOST_TEXTS]
