"""Rows that are typed below each other: the parts of a call, the lines of an application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

Row = dict[str, str]


def typed_rows(post: QueryDict, prefix: str, columns: Sequence[str], needed: str = "") -> list[Row]:
    """The rows `prefix-column`, as typed; one without its `needed` column (or without anything) is none."""
    lists = [post.getlist(f"{prefix}-{name}") for name in columns]
    rows = [dict(zip(columns, cells, strict=False)) for cells in zip(*lists, strict=False)] if lists else []
    return [
        row for row in rows if (row.get(needed, "").strip() if needed else any(map(str.strip, row.values())))
    ]


def shown_rows(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str], blank: int, most: int = 40
) -> list[Row]:
    """Rows as the page shows them, with empty ones below, and the number of each."""
    found = [{name: str(row.get(name, "") or "") for name in columns} for row in rows]
    found += [dict.fromkeys(columns, "") for _place in range(min(blank, max(most - len(found), 0)))]
    return [{**row, "place": str(place)} for place, row in enumerate(found, start=1)]


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number as typed, from 0 to 10000."""
    digits = text.strip()
    return min(int(digits), 10_000) if digits.isdecimal() else otherwise
