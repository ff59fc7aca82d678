"""Two versions of a manuscript, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quanjing.manuscripts.queries.content import Content
from quanjing.submissions.queries.comparing import Segment, segments


@dataclass(frozen=True, slots=True)
class Difference:
    """A point that came, went or changed. Numbers are None where it does not stand; sources by unit."""

    before: int | None
    after: int | None
    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]


def differences(old: Content, new: Content) -> list[Difference]:
    """What changed from one version to the next, in the order of the new one; what went stands last."""
    before = {point["code"]: (number, point) for number, point in enumerate(old["points"], start=1)}
    found = []
    for number, point in enumerate(new["points"], start=1):
        was, earlier = before.pop(point["code"], (None, None))
        if earlier is None or was != number or _facts(earlier) != _facts(point):
            found.append(_between(was, earlier, number, point))
    return found + [_between(number, point, None, None) for number, point in before.values()]


def _between(
    was: int | None, old: dict[str, Any] | None, now: int | None, new: dict[str, Any] | None
) -> Difference:
    one, other = old or _NOTHING, new or _NOTHING
    names_before = {source["entry"]: source["unit"] for source in one["sources"]}
    names_after = {source["entry"]: source["unit"] for source in other["sources"]}
    return Difference(
        was,
        now,
        segments(one["title"], other["title"]),
        segments(one["text"], other["text"]),
        tuple(name for code, name in names_after.items() if code not in names_before),
        tuple(name for code, name in names_before.items() if code not in names_after),
    )


def _facts(point: dict[str, Any]) -> tuple[str, str, list[str]]:
    return point["title"], point["text"], [source["entry"] for source in point["sources"]]


_NOTHING: dict[str, Any] = {"title": "", "text": "", "sources": []}
