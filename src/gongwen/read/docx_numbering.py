"""The numbering that Word generates: 一、 （二） 3. in front of paragraphs, counted as Word does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.read.ordinals import ordinal
from gongwen.read.safe_xml import W, whole

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: %n in `text` stands for the counter of level n."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # 0 never restarts, n restarts after level n
    legal: bool = False  # counters of upper levels in decimal
    paragraph_style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]  # explicit restarts, applied when the list is first used
    used: set[int] = field(default_factory=set)


class Numbering:
    """All lists of a document and how far each has been counted."""

    def __init__(self, root: etree._Element | None, style_lists: dict[str, str]) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root, style_lists)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a paragraph style is tied to in its list, 0 where to none."""
        known = self._lists.get(list_id)
        levels = known.levels.items() if known else ()
        return next((number for number, level in levels if level.paragraph_style == style), 0)

    def label(self, list_id: str, number: int) -> str:
        """Count one paragraph at level `number` (from 0) of a list and write its label.

        Returns:
            The label as printed, "" for bullets and for lists that are not defined.
        """
        known = self._lists.get(list_id)
        if known is None or number not in known.levels:
            return ""
        counters = self._counters.setdefault(known.abstract, [None] * _LEVELS)
        self._count(known, counters, number)
        level = known.levels[number]
        if level.style == "bullet":
            return ""
        return re.sub(
            r"%([1-9])",
            lambda match: self._counter(known, counters, int(match[1]) - 1, level.legal),
            level.text,
        )

    def _count(self, known: _List, counters: list[int | None], number: int) -> None:
        current = counters[number]
        start = known.levels[number].start
        if number in known.starts and number not in known.used:
            current, start = None, known.starts[number]
            known.used.add(number)
        counters[number] = start if current is None else current + 1
        for upper in range(number):
            if counters[upper] is None and upper in known.levels:
                counters[upper] = known.levels[upper].start
        for deeper in range(number + 1, _LEVELS):
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or number < restart:
                counters[deeper] = None

    def _counter(self, known: _List, counters: list[int | None], number: int, legal: bool) -> str:
        style = known.levels[number].style if number in known.levels else "decimal"
        return ordinal(counters[number] or 0, "decimal" if legal and style != "none" else style)

    def _load(self, root: etree._Element, style_lists: dict[str, str]) -> None:
        abstracts = {_value(node, "abstractNumId"): node for node in root.iter(W + "abstractNum")}
        of_list = {
            _value(node, "numId"): _child_value(node, "abstractNumId") or "" for node in root.iter(W + "num")
        }
        for node in root.iter(W + "num"):
            abstract = _child_value(node, "abstractNumId") or ""
            linked = _child_value(abstracts.get(abstract), "numStyleLink")
            if linked:  # the levels stand in the list that the style points to
                abstract = of_list.get(style_lists.get(linked, ""), abstract)
            if abstract in abstracts:
                levels = dict(_levels(abstracts[abstract]))
                levels.update(_overridden(node))
                self._lists[_value(node, "numId")] = _List(abstract, levels, dict(_starts(node)))


def _levels(node: etree._Element) -> Iterator[tuple[int, Level]]:
    for child in node.iterchildren(W + "lvl"):
        number = whole(_value(child, "ilvl"))
        if number >= _LEVELS:
            continue
        restart = _child_value(child, "lvlRestart")
        yield (
            number,
            Level(
                style=_style(child),
                text=_child_value(child, "lvlText") or "",
                start=whole(_child_value(child, "start"), 1),
                restart=None if restart is None else whole(restart),
                legal=child.find(W + "isLgl") is not None,
                paragraph_style=_child_value(child, "pStyle") or "",
            ),
        )


def _style(level: etree._Element) -> str:
    """The number format; newer ones stand in a choice with a fallback."""
    node = next(level.iter(W + "numFmt"), None)
    return "decimal" if node is None else _value(node, "val")


def _overridden(node: etree._Element) -> Iterator[tuple[int, Level]]:
    for override in node.iterchildren(W + "lvlOverride"):
        yield from _levels(override)


def _starts(node: etree._Element) -> Iterator[tuple[int, int]]:
    for override in node.iterchildren(W + "lvlOverride"):
        start = _child_value(override, "startOverride")
        if start is not None:
            yield whole(_value(override, "ilvl")), whole(start, 1)


def _value(node: etree._Element, name: str) -> str:
    return str(node.get(W + name, ""))


def _child_value(node: etree._Element | None, name: str) -> str | None:
    child = None if node is None else node.find(W + name)
    return None if child is None else _value(child, "val")
