"""The fields of the composing page, and what they say to the engine.

A document's facts are kept as they were typed: every value a text, lists as one line each, rows as lists of
fields, a table as lines whose cells are parted by tabs or |. So nothing is lost that cannot be drawn yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quanjing.documents.enums import DocumentKind
from quanjing.documents.rules.wording import heading_of

Facts = dict[str, Any]

TEXTS = ("agency", "subject", "reason", "closing", "date", "printed_by", "printed_on", "urgency", "sealed")
LINES = ("addressees", "signers", "copies", "words")
ROWS: dict[str, tuple[str, ...]] = {
    "basis": ("title", "number"),
    "items": ("name", "text", "due", "things", "audience", "points", "level"),
    "tables": ("caption", "unit", "cells"),
    "annexes": ("title", "text", "cells", "landscape", "file"),
    "contacts": ("name", "phone", "mail"),
    "attendance": ("label", "names"),
}
SETTINGS = {"landscape", "level"}  # a row in which nothing else stands is empty
MOST_ROWS = 500
_BARE = {"agency", "subject", "date"}
_IMPRINT = {"copies", "printed_by", "printed_on"}
_BODY = (
    _BARE | _IMPRINT | {"addressees", "basis", "reason", "items", "tables", "annexes", "contacts", "closing"}
)
SHOWN: dict[str, set[str]] = {
    DocumentKind.NOTICE: _BODY | {"sealed", "words"},
    DocumentKind.RED_HEAD_NOTICE: _BODY | {"sealed", "urgency", "words"},
    DocumentKind.LETTER: _BODY | {"sealed", "urgency", "words"},
    DocumentKind.MINUTES: (_BODY - {"addressees"}) | {"attendance", "words"},
    DocumentKind.BULLETIN: _BODY | {"sealed", "urgency", "words"},
    DocumentKind.COVER_NOTE: _BODY | {"sealed", "urgency", "signers", "words"},
    DocumentKind.SUMMARY_TABLE: {"agency", "subject", "tables", "words"},
    DocumentKind.STATISTICS_TABLE: {"agency", "subject", "tables", "words"},
    DocumentKind.VOLUME: _BARE | {"items"},
}
_PLACE = re.compile(r"^(?P<name>\w+)(?:\[(?P<row>\d+)\](?:\.(?P<field>\w+))?)?")
_CELLS = re.compile(r"[\t|]")


def shown_fields(kind: str) -> set[str]:
    """The names of the fields that a kind has."""
    return SHOWN[kind]


def blank_facts() -> Facts:
    return {**dict.fromkeys(TEXTS + LINES, ""), "sealed": "yes", **{name: [] for name in ROWS}}


def cleaned(facts: Mapping[str, Any]) -> Facts:
    """Facts of the shape that is kept: known names only, texts, rows in which something stands."""
    made: Facts = {name: str(facts.get(name) or "").strip() for name in TEXTS + LINES}
    for name, fields in ROWS.items():
        rows = [
            {field: str(row.get(field) or "").strip() for field in fields}
            for row in list(facts.get(name) or ())[:MOST_ROWS]
        ]
        made[name] = [row for row in rows if any(row[field] for field in fields if field not in SETTINGS)]
    return made


def engine_values(kind: str, facts: Mapping[str, Any], number: str) -> dict[str, Any]:
    """The facts as `gongwen.facade.facts_from` takes them: only what the kind shows."""
    shown = SHOWN[kind]
    values: dict[str, Any] = {"kind": kind, "number": number if "date" in shown else ""}
    readers = {**dict.fromkeys(LINES, lines), **dict.fromkeys(("date", "printed_on", "urgency"), _or_none)}
    for name in shown - set(ROWS) - {"sealed"}:
        values[name] = readers.get(name, str)(facts[name])
    if "sealed" in shown:
        values["sealed"] = facts["sealed"] == "yes"
    rows = {"items": _item, "tables": _table, "annexes": _annex}
    for name in shown & set(ROWS):
        values[name] = [rows.get(name, dict)(row) for row in facts[name]]
    return values


def volume_values(facts: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """The chapters of a volume: heading, level 1 or 2, text."""
    return [(row["name"], 2 if row["level"] == "2" else 1, row["text"]) for row in facts["items"]]


def place_of(where: str) -> str:
    """The field of the page that an error of the engine speaks of: `items[0].name` is `items.0.name`."""
    found = _PLACE.match(where)
    if found is None or found["row"] is None:
        return found["name"] if found else ""
    name, row, field = found["name"], found["row"], found["field"] or ""
    if name in ("tables", "annexes") and field in ("", "rows", "columns", "parts"):
        field = "cells"
    fields = ROWS.get(name, ())
    return f"{name}.{row}.{field if field in fields else fields[0]}" if fields else name


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _or_none(text: str) -> str | None:
    return text or None


def _item(row: Mapping[str, str]) -> dict[str, Any]:
    texts = {name: row[name] for name in ("name", "text", "due", "audience")}
    return {**texts, "things": lines(row["things"]), "points": lines(row["points"])}


def _grid(cells: str) -> dict[str, Any]:
    """The first line is the head; shorter lines end in empty cells."""
    parted = [[cell.strip() for cell in _CELLS.split(line)] for line in cells.splitlines() if line.strip()]
    columns = parted[0] if parted else []
    return {"columns": columns, "rows": [row + [""] * (len(columns) - len(row)) for row in parted[1:]]}


def _table(row: Mapping[str, str]) -> dict[str, Any]:
    return {"caption": row["caption"], "unit": row["unit"], **_grid(row["cells"])}


def _part(line: str) -> dict[str, Any]:
    """A paragraph, or a heading where the line is numbered like one; the engine numbers headings anew."""
    found = heading_of(line)
    return {"level": found[0], "heading": found[1]} if found else {"text": line}


def _annex(row: Mapping[str, str]) -> dict[str, Any]:
    """With a file the annex is named only: it is a file of its own."""
    parts: list[dict[str, Any]] = [] if row["file"] else [_part(line) for line in lines(row["text"])]
    if row["cells"] and not row["file"]:
        parts.append(_grid(row["cells"]))
    return {"title": row["title"], "parts": parts, "landscape": row["landscape"] == "yes"}
