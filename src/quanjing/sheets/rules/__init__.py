"""Whether rows fit a block: computed from the content, never from a "complete" button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from django.utils.translation import gettext as _

from quanjing.foundation.errors import Problem
from quanjing.foundation.facts import KnownFact
from quanjing.sheets.models import Block, Field
from quanjing.sheets.rules.values import CHECKS, Unfit, is_empty

MOST_ROWS = 2_000
PICTURES = frozenset({"photo", "video"})  # video is no kind of field yet; it would need a purpose as well
Row = dict[str, object]


def validate_rows(
    block: Block, rows: Sequence[Mapping[str, object]] | Literal["none"], known: Mapping[str, KnownFact]
) -> tuple[list[Row], list[Problem]]:
    """The rows as they are kept, and what is wrong with them.

    Args:
        block: with its fields prefetched.
        rows: field key -> value; or "none", which only an optional block takes.
        known: facts by key (`foundation.facts.known`); a known field is not asked, and is filled in
            where the row leaves it empty.

    Returns:
        Clean rows (text trimmed, numbers as numbers, dates as YYYY-MM-DD, several choices as a list,
        files as the code of a stored file; empty fields left out) and problems whose `where` is
        "b2.3.name" (third row of block b2), "b2.3" for a row, "b2" for the block. Rows with a problem
        are kept as far as they are right.
    """
    if rows == "none":
        return [], [] if block.optional else [
            Problem(block.key, _("This part cannot be answered with none."))
        ]
    if isinstance(rows, str) or not all(isinstance(row, Mapping) for row in rows):
        return [], [Problem(block.key, _("This must be a list of rows."))]
    problems = _row_count(block, len(rows))
    if problems:
        return [], problems
    clean: list[Row] = []
    for number, row in enumerate(rows, start=1):
        kept, wrong = _row(block, row, known, f"{block.key}.{number}")
        clean.append(kept)
        problems += wrong
    return clean, problems


def lacks_purpose(kind: str, *, required: bool, hint: str) -> bool:
    """Whether a photo or video would be required without a word on what it is for: that is forbidden."""
    return required and kind in PICTURES and not hint.strip()


def is_known(field: Field, known: Mapping[str, KnownFact]) -> bool:
    """Whether the platform can answer the field itself."""
    return field.meaning is not None and field.meaning.fact in known


def _row_count(block: Block, count: int) -> list[Problem]:
    if count > MOST_ROWS:
        return [Problem(block.key, _("At most %(limit)d rows.") % {"limit": MOST_ROWS})]
    if count > 1 and not block.repeat:
        return [Problem(block.key, _("This part takes one row only."))]
    if count == 0 and not block.is_header:
        wanted = _("Fill in a row or answer none.") if block.optional else _("Fill in at least one row.")
        return [Problem(block.key, wanted)]
    return []


def _row(
    block: Block, row: Mapping[str, object], known: Mapping[str, KnownFact], where: str
) -> tuple[Row, list[Problem]]:
    fields = {field.key: field for field in block.fields.all()}
    problems = [
        Problem(f"{where}.{key}", _("This part has no such field: %(key)s.") % {"key": key})
        for key in row
        if key not in fields
    ]
    if not block.is_header and all(is_empty(row.get(key)) for key in fields):
        return {}, [*problems, Problem(where, _("This row is empty."))]
    clean: Row = {}
    for key, field in fields.items():
        value, wrong = _value(field, row.get(key), known)
        if wrong:
            problems.append(Problem(f"{where}.{key}", wrong))
        elif value is not None:
            clean[key] = value
    return clean, problems


def _value(field: Field, value: object, known: Mapping[str, KnownFact]) -> tuple[object, str]:
    """The clean value (None where empty) and what is wrong (empty where nothing is)."""
    if is_empty(value):
        if field.meaning is not None and field.meaning.fact in known:
            return known[field.meaning.fact].value, ""
        return None, _("Please fill in “%(label)s”.") % {"label": field.label} if field.required else ""
    try:
        return CHECKS[field.type](value, field), ""
    except Unfit as error:
        return None, str(error)
