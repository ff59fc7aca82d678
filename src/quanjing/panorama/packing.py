"""How a count is kept: a roster of bodies in the order of the tree, and columns of numbers, compressed.

A subtree is a stretch of the roster, so that any sum is one pass over a part of one array.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any

from quanjing.foundation.paths import next_path

Key = tuple[str, str]  # name and month ("" for none) of a column
TYPES = ("b", "h", "i", "q")  # signed; the smallest that holds all numbers of a column
LEVEL = 6
LARGE = 500  # bodies of a stretch whose sums are kept: few stretches are that long
LENGTH = 8  # bytes that say how long the head is


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it was when the count was made."""

    pk: int
    path: str
    code: str
    name: str
    short: str
    kind: str
    level: str
    society_class: int


@dataclass(frozen=True)
class Edition:
    """A count, unpacked. `months` are those of which there are columns, as 2026-09."""

    code: str
    months: tuple[str, ...]
    bodies: Sequence[Body]
    columns: Mapping[Key, Sequence[int]]
    _masks: dict[tuple[int, str], bytes] = field(default_factory=dict, repr=False)
    _totals: dict[tuple[object, ...], int] = field(default_factory=dict, repr=False)
    _spans: dict[tuple[str, tuple[str, ...]], Sequence[int]] = field(default_factory=dict, repr=False)

    @cached_property
    def paths(self) -> list[str]:
        return [body.path for body in self.bodies]

    @cached_property
    def places(self) -> dict[int, int]:
        """Primary key of a body -> its place in the roster."""
        return {body.pk: place for place, body in enumerate(self.bodies)}

    def stretch(self, path: str, *, subtree: bool = True) -> range:
        """The places of a subtree, or of the body alone; empty where the roster does not have it."""
        first = bisect_left(self.paths, path)
        if not subtree:
            there = first < len(self.paths) and self.paths[first] == path
            return range(first, first + 1) if there else range(0)
        return range(first, bisect_left(self.paths, next_path(path)))

    def mask(self, society_class: int, level: str) -> bytes | None:
        """One byte a body: whether it is of a class and level; None where nothing is narrowed."""
        if not society_class and not level:
            return None
        key = (society_class, level)
        if key not in self._masks:
            self._masks[key] = bytes(
                society_class in (0, body.society_class) and level in ("", body.level) for body in self.bodies
            )
        return self._masks[key]

    @cached_property
    def codes(self) -> dict[str, Body]:
        return {body.code: body for body in self.bodies}

    @cached_property
    def names(self) -> frozenset[str]:
        """The columns that were counted, of whatever month."""
        return frozenset(name for name, _month in self.columns)

    def has(self, name: str) -> bool:
        return name in self.names

    def is_monthly(self, name: str) -> bool:
        return (name, "") not in self.columns

    def column(self, name: str, months: tuple[str, ...]) -> Sequence[int]:
        """The numbers of a column; a monthly one added up over months. Zeros for what was not counted."""
        if not self.is_monthly(name):
            return self.columns[name, ""]
        key = (name, months)
        if key not in self._spans:
            found = [self.columns[name, month] for month in months if (name, month) in self.columns]
            self._spans[key] = (
                array("q", map(sum, zip(*found, strict=True)))
                if found
                else array("b", bytes(len(self.bodies)))
            )
        return self._spans[key]

    def total(
        self, name: str, months: tuple[str, ...], where: range, mask: bytes | None, *, bodies: bool = False
    ) -> int:
        """The sum of a column over a stretch, or how many bodies have anything in it."""
        if len(where) < LARGE:
            return self._total(name, months, where, mask, bodies)
        key = (name, months, where.start, where.stop, mask, bodies)
        if key not in self._totals:
            self._totals[key] = self._total(name, months, where, mask, bodies)
        return self._totals[key]

    def _total(
        self, name: str, months: tuple[str, ...], where: range, mask: bytes | None, bodies: bool
    ) -> int:
        part = self.column(name, months)[where.start : where.stop]
        if mask is not None:
            part = list(compress(part, mask[where.start : where.stop]))
        return sum(map(bool, part)) if bodies else sum(part)


def pack(bodies: Sequence[Body], months: Sequence[str], columns: Mapping[Key, Mapping[int, int]]) -> bytes:
    """A count as bytes. `columns` are numbers by primary key; bodies that the roster lacks are left out."""
    places = {body.pk: place for place, body in enumerate(bodies)}
    named: list[list[str]] = []
    arrays: list[bytes] = []
    for (name, month), numbers in sorted(columns.items()):
        values = [0] * len(bodies)
        for pk, number in numbers.items():
            if pk in places:
                values[places[pk]] = number
        kind = _type_of(values)
        named.append([name, month, kind])
        arrays.append(array(kind, values).tobytes())
    roster = [list(each) for each in zip(*(_row(body) for body in bodies), strict=True)]
    head = json.dumps({"months": list(months), "columns": named, "roster": roster}, ensure_ascii=False)
    raw = head.encode()
    return zlib.compress(len(raw).to_bytes(LENGTH, "little") + raw + b"".join(arrays), LEVEL)


def unpack(code: str, data: bytes) -> Edition:
    """The count that `pack` made bytes of."""
    raw = memoryview(zlib.decompress(data))
    start = LENGTH + int.from_bytes(raw[:LENGTH], "little")
    head: dict[str, Any] = json.loads(bytes(raw[LENGTH:start]))
    bodies = [Body(*row) for row in zip(*head["roster"], strict=True)]
    columns: dict[Key, Sequence[int]] = {}
    for name, month, kind in head["columns"]:
        numbers = array(kind)
        length = numbers.itemsize * len(bodies)
        numbers.frombytes(raw[start : start + length])
        columns[name, month] = numbers
        start += length
    return Edition(code, tuple(head["months"]), bodies, columns)


def _row(body: Body) -> tuple[object, ...]:
    return tuple(getattr(body, name) for name in Body.__dataclass_fields__)


def _type_of(values: Sequence[int]) -> str:
    most = max(max(values, default=0), -min(values, default=0))
    return next(kind for kind in TYPES if most < 1 << (8 * array(kind).itemsize - 1))
