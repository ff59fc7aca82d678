"""Facts from plain values such as JSON holds: every value is checked, and what is wrong is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from typing import Any

from gongwen.errors import BadFacts
from gongwen.official import (
    Annex,
    Attendance,
    ContactLine,
    Facts,
    Grid,
    Heading,
    Item,
    Kind,
    Part,
    Reference,
    Text,
    Urgency,
)

_MOST = 99  # the largest number of a heading


def facts_from(values: object) -> Facts:
    """The facts that `values` state: a mapping with the names of `Facts`, lists, dates as YYYY-MM-DD.

    A part of an annex is {"text"}, {"level", "heading", "follows"?} or {"columns", "rows", …}.

    Raises:
        BadFacts: something is missing, unknown or of a wrong kind; `where` names it.
    """
    facts: Facts = _made(Facts, values, "")
    return facts


def _made(kind: type[Any], values: object, where: str) -> Any:
    if not isinstance(values, Mapping):
        raise BadFacts(where=where or "facts")
    known = {field.name: field for field in fields(kind)}
    for name in values:
        if name not in known:
            raise BadFacts(where=_inside(where, str(name)))
    made: dict[str, object] = {}
    for name, field in known.items():
        place = _inside(where, name)
        if name in values:
            made[name] = _READERS[kind].get(name, _text)(values[name], place)
        elif field.default is MISSING:
            raise BadFacts(where=place)
    return kind(**made)


def _inside(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise BadFacts(where=where)
    return value


def _needed(value: object, where: str) -> str:
    if not _text(value, where).strip():
        raise BadFacts(where=where)
    return str(value)


def _truth(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadFacts(where=where)
    return value


def _day(value: object, where: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(_text(value, where))
    except ValueError as error:
        raise BadFacts(where=where) from error


def _whole(least: int, most: int) -> Callable[[object, str], int]:
    def read(value: object, where: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadFacts(where=where)
        return value

    return read


def _one_of(kind: type[StrEnum]) -> Callable[[object, str], StrEnum | None]:
    def read(value: object, where: str) -> StrEnum | None:
        if value is None and kind is Urgency:
            return None
        try:
            return kind(_text(value, where))
        except ValueError as error:
            raise BadFacts(where=where) from error

    return read


def _list(read: Callable[[object, str], object]) -> Callable[[object, str], tuple[Any, ...]]:
    def read_all(value: object, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise BadFacts(where=where)
        return tuple(read(one, f"{where}[{place}]") for place, one in enumerate(value))

    return read_all


def _few(read: Callable[[object, str], object]) -> Callable[[object, str], tuple[Any, ...]]:
    """A list of what gets a number, or may get one."""

    def read_few(value: object, where: str) -> tuple[Any, ...]:
        found = _list(read)(value, where)
        if len(found) > _MOST:
            raise BadFacts(where=where)
        return found

    return read_few


def _of(kind: type[Any]) -> Callable[[object, str], Any]:
    return lambda value, where: _made(kind, value, where)


def _grid(value: object, where: str) -> Grid:
    grid: Grid = _made(Grid, value, where)
    rows = list(grid.rows)
    if not grid.columns or (grid.widths and len(grid.widths) != len(grid.columns)):
        raise BadFacts(where=where)
    for place, row in enumerate(rows):
        if len(row) != len(grid.columns):
            raise BadFacts(where=f"{where}.rows[{place}]")
    return grid


def _part(value: object, where: str) -> Part:
    if isinstance(value, Mapping) and "columns" in value:
        return _grid(value, where)
    if isinstance(value, Mapping) and "heading" in value:
        renamed = {"text" if name == "heading" else name: one for name, one in value.items()}
        heading: Heading = _made(Heading, renamed, where)
        return heading
    text: Text = _made(Text, value, where)
    return text


_TEXTS = _list(_text)
_READERS: dict[type, dict[str, Callable[[object, str], Any]]] = {
    Facts: {
        **dict.fromkeys(("agency", "subject"), _needed),
        **dict.fromkeys(("addressees", "signers", "copies", "words"), _TEXTS),
        **dict.fromkeys(("date", "printed_on"), _day),
        "kind": _one_of(Kind),
        "urgency": _one_of(Urgency),
        "sealed": _truth,
        "basis": _list(_of(Reference)),
        "items": _few(_of(Item)),
        "tables": _list(_grid),
        "annexes": _list(_of(Annex)),
        "contacts": _list(_of(ContactLine)),
        "attendance": _list(_of(Attendance)),
    },
    Reference: {},
    Item: {"name": _needed, "things": _TEXTS, "points": _few(_text)},
    ContactLine: {},
    Attendance: {},
    Annex: {"title": _needed, "parts": _few(_part), "landscape": _truth},
    Grid: {"columns": _TEXTS, "rows": _list(_TEXTS), "widths": _list(_whole(1, 1000))},
    Heading: {"level": _whole(1, 4)},
    Text: {},
}
