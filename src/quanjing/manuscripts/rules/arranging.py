"""The points of a manuscript as plain values, and what becomes of them; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quanjing.foundation.errors import Missing
from quanjing.foundation.ids import new_code
from quanjing.manuscripts.queries.words import paragraphs


@dataclass(frozen=True, slots=True)
class Standing:
    """A point as it stands: `entries` are primary keys in the order in which they were added."""

    code: str
    title: str
    text: str
    recheck: bool = False
    entries: tuple[int, ...] = ()
    version: int = 1


Order = tuple[Standing, ...]


def place_of(points: Order, code: str) -> int:
    """The place of a point, from 0. Raises `Missing`."""
    for place, one in enumerate(points):
        if one.code == code:
            return place
    raise Missing


def added(points: Order, title: str, text: str, entries: Sequence[int]) -> Order:
    """One more at the end."""
    return (*points, Standing(new_code(), title, text, entries=tuple(dict.fromkeys(entries))))


def changed(points: Order, code: str, **fields: object) -> Order:
    """The same points with other values in one of them."""
    place = place_of(points, code)
    new = replace(points[place], **fields)  # type: ignore[arg-type]
    return (*points[:place], new, *points[place + 1 :])


def moved(points: Order, code: str, to: int) -> Order:
    """The point at place `to` (from 0; beyond the ends: at the end), the others in their order."""
    place = place_of(points, code)
    rest = [*points[:place], *points[place + 1 :]]
    rest.insert(max(0, min(to, len(rest))), points[place])
    return tuple(rest)


def without(points: Order, code: str) -> Order:
    place = place_of(points, code)
    return (*points[:place], *points[place + 1 :])


def joined(points: Order, code: str, into: str) -> Order:
    """One point out of two, at the place of `into`: its title, both texts, all sources."""
    if code == into:
        raise Missing
    gone, kept = points[place_of(points, code)], points[place_of(points, into)]
    together = replace(
        kept,
        title=kept.title or gone.title,
        text="\n".join(text for text in (kept.text, gone.text) if text),
        recheck=kept.recheck or gone.recheck,
        entries=tuple(dict.fromkeys((*kept.entries, *gone.entries))),
    )
    return tuple(together if one is kept else one for one in points if one is not gone)


def divided(points: Order, code: str, at: int, title: str, leaving: Iterable[int]) -> Order:
    """Two points out of one: paragraphs from number `at` (from 1) on become the next point.

    The sources in `leaving` go with them, the others stay. Raises `Missing` where one side had no text.
    """
    place = place_of(points, code)
    whole = points[place]
    lines = paragraphs(whole.text)
    if not 1 < at <= len(lines):
        raise Missing
    gone = set(leaving)
    first = replace(
        whole,
        text="\n".join(lines[: at - 1]),
        entries=tuple(one for one in whole.entries if one not in gone),
    )
    rest = tuple(one for one in whole.entries if one in gone)
    second = Standing(new_code(), title, "\n".join(lines[at - 1 :]), whole.recheck, rest)
    return (*points[:place], first, second, *points[place + 1 :])


def resting_on(points: Order, entries: Iterable[int]) -> list[str]:
    """The codes of the points of which one of these entries is a source."""
    wanted = set(entries)
    return [one.code for one in points if wanted & set(one.entries)]


def deprived(points: Order, entries: Iterable[int], *, recheck: bool) -> Order:
    """The points without these sources; those that had one are to be looked at again if `recheck`."""
    gone = set(entries)
    return tuple(
        replace(
            one,
            entries=tuple(each for each in one.entries if each not in gone),
            recheck=one.recheck or recheck,
        )
        if gone & set(one.entries)
        else one
        for one in points
    )
