"""What the files of a mail answer: the one place where filled forms are read for the desk."""

from __future__ import annotations

from collections.abc import Sequence

from quanjing.files.models import StoredFile
from quanjing.submissions.queries import Part, ReportPage
from quanjing.submissions.queries.page import FILE_TYPES

Answers = tuple[dict[str, object], dict[str, dict[str, object]]]


def answers_of(page: ReportPage, part: Part, files: Sequence[StoredFile]) -> Answers:
    """Header and draft (as `submissions.actions.enter_for` takes them) from the files of one item.

    A file answers the field that asks for a file, where the item has one such field; the words inside are
    left to the desk, which sees the file beside the item.
    """
    asking = [
        (place, field)
        for place in part.places
        for field in place.block.fields.all()
        if field.type in FILE_TYPES
    ]
    if len(asking) != 1 or not files or page.header_of(part):
        return {}, {}
    place, field = asking[0]
    kept = files if place.block.repeat else files[:1]
    rows = [{"task": part.code, "values": {field.key: file.code}} for file in kept]
    return {}, {place.key: {"none": [], "rows": rows}}
