"""Which options are ticked in a text, in every habit of ticking."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.sheets.values import EDGES, is_empty
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_BOXES = "□☐▢◻○◯◇"
_TICKS = "☑√■☒✓✔●◉▣◆✅"
_MARK = re.compile(rf"[{_BOXES}{_TICKS}]")
_PIECES = re.compile(r"[\s_,，、;；:。/]+")
_BRACKETED = re.compile(rf"[(（\[【]\s*(?P<mark>[{_TICKS}]?)\s*[)）\]】]")


def ticked(text: str, options: Sequence[str]) -> tuple[list[str], str]:
    """The options that are chosen in a text, and what stands behind a chosen one (其他：…).

    A tick may replace the box, stand beside it, or behind the option; only the chosen option may be left.
    """
    flat = _BRACKETED.sub(lambda found: (found["mark"] or "□").center(len(found.group())), text)
    flat = fold(flat.replace("○", "□").replace("◯", "□"))
    found = _spots(flat, options)
    if not found:
        return [], ""
    if not _MARK.search(flat):
        return _bare(flat, found)
    chosen: list[str] = []
    extra = ""
    behind_all = not _MARK.search(flat[: found[0][0]])
    for number, (start, end, option) in enumerate(found):
        before_from = found[number - 1][1] if number else 0
        next_start = found[number + 1][0] if number + 1 < len(found) else len(flat)
        before, behind = flat[before_from:start], flat[end:next_start]
        last = number + 1 == len(found)
        if (
            _follows(behind, last=last)
            if behind_all
            else _is_ticked(before, behind, first=number == 0, last=last)
        ):
            chosen.append(option)
            rest = _MARK.sub("", behind).strip(EDGES + ",，、;；:。/")
            extra = rest if option.startswith("其他") and rest and not is_empty(rest) else extra
    return chosen, extra


def ticked_among(text: str, options: Sequence[str]) -> list[str]:
    """The options chosen in a text that holds more; without any box those that stand by themselves."""
    if _MARK.search(text) or _BRACKETED.search(text):
        return ticked(text, options)[0]
    pieces = {squeeze(fold(piece)) for piece in _PIECES.split(fold(text))}
    return [option for option in options if squeeze(fold(option)) in pieces]


def unmarked(text: str) -> str:
    """The text with one sign for all boxes and ticks, so that it is like its print."""
    return _MARK.sub("□", text)


def _spots(flat: str, options: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where the options stand, the longer one where one holds another."""
    spots: list[tuple[int, int, str]] = []
    for option in sorted(options, key=len, reverse=True):
        spelled = r"\s*".join(map(re.escape, squeeze(fold(option))))
        for hit in re.finditer(spelled, flat):
            if all(hit.end() <= start or hit.start() >= end for start, end, _ in spots):
                spots.append((hit.start(), hit.end(), option))
                if _is_marked(flat, hit.start(), hit.end()):
                    spots[:] = [one for one in spots if one[2] != option or one[0] == hit.start()]
                    break
        own = [one for one in spots if one[2] == option]
        spots[:] = [one for one in spots if one[2] != option] + own[-1:]
    return sorted(spots)


def _is_marked(flat: str, start: int, end: int) -> bool:
    """Whether a box or tick stands right before or behind."""
    before, behind = flat[:start].rstrip(EDGES)[-1:], flat[end:].lstrip(EDGES)[:1]
    return _MARK.match(before) is not None or (behind != "" and behind in _TICKS)


def _is_ticked(before: str, behind: str, *, first: bool, last: bool) -> bool:
    own = _last_mark(before)
    if own and own in _TICKS:
        # A tick right behind the option before and a box in front of this one: the tick is the other's.
        return not (not first and _is_behind(before))
    tail = _MARK.findall(behind)
    if not tail or tail[0] not in _TICKS:
        return False
    return last or _is_behind(behind)


def _follows(behind: str, *, last: bool) -> bool:
    """Whether the mark behind an option is its own tick, where no mark stands in front of the first one."""
    found = _MARK.search(behind)
    marks = _MARK.findall(behind)
    if found is None or found.group() not in _TICKS:
        return len(marks) > 1 and marks[1] in _TICKS  # a tick behind its box
    return last or not found.start() or behind[-1:] != found.group() or len(_MARK.findall(behind)) > 1


def _last_mark(text: str) -> str:
    marks = _MARK.findall(text)
    return marks[-1] if marks and not text[text.rfind(marks[-1]) + 1 :].strip(EDGES) else ""


def _is_behind(between: str) -> bool:
    """Whether the tick between two options belongs to the first: a box of the second follows."""
    marks = _MARK.findall(between)
    return (
        len(marks) > 1
        and marks[0] in _TICKS
        and marks[1] in _BOXES
        and not between[: between.index(marks[0])].strip(EDGES)
    )


def _bare(flat: str, found: Sequence[tuple[int, int, str]]) -> tuple[list[str], str]:
    """Options without any box: the text is made of the chosen ones only."""
    rest = flat
    for start, end, _ in reversed(found):
        rest = rest[:start] + rest[end:]
    rest = rest.strip(EDGES + ",，、;；:。/和及")
    return ([option for *_, option in found], "") if not rest or len(rest) <= 1 else ([], "")
