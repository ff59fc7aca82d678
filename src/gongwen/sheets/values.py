"""What was typed, told apart from what is printed: values, ticks, several labels in one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from gongwen.extract import sheet_words as words
from gongwen.render.strings import strings
from gongwen.sheets.texts import norm
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_EDGES = " \t\u3000\xa0_\n"
_BOXES = "□☐▢◻○◯◇"
_TICKS = "☑√■☒✓✔●◉▣◆✅"
_MARK = re.compile(rf"[{_BOXES}{_TICKS}]")
_BRACKETED = re.compile(rf"[(（\[【]\s*(?P<mark>[{_TICKS}]?)\s*[)）\]】]")
_NOTE = re.compile(r"[(（][^()（）]{1,40}[)）]")
_UNITS = re.compile(r"(?:万元|亿元|元|人次|人|场次|场|次|篇|项|个|名|家|份|件|%|天|小时|岁|字|年|月|日)")
_OUR_HINTS = frozenset(squeeze(strings(language).file_hint) for language in ("zh", "en"))  # of drawn blanks
_NIL = frozenset(("无", "没有", "暂无", "无。", "无此项", "none", "nil", "n/a"))
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_FIRST_DAY, _FROM, _TO = date(1899, 12, 30), 20_000, 60_000
_NUMBER = re.compile(
    r"[¥$约]?[+-]?\d[\d,]*(?:\.\d+)?(?:万|亿)?(?:人次|人|元|篇|场次|场|次|个|名|票|分|年|字|%|项|件|家|份|天|小时|岁|周岁|期|届|册)?"
)
_DATE = re.compile(r"\d{4}[-年./]\d{1,2}(?:[-月./]\d{1,2}日?号?|月)?(?:\d{1,2}:\d{2})?|\d{8}|\d{4}年?")


def is_nil(text: str) -> bool:
    """An answer that says there is none."""
    return squeeze(fold(text)).lower() in _NIL


def is_empty(text: str) -> bool:
    """Nothing that anyone typed: blanks, lines, places for a date or a stamp."""
    return not text.strip(_EDGES) or words.is_blank(text) or squeeze(text) in _OUR_HINTS


def without_print(text: str, printed: str) -> str:
    """What was typed into a box in which `printed` stands in the blank."""
    if not printed:
        lines = text.strip(_EDGES).split("\n")
        while len(lines) > 1 and words.is_blank(lines[-1]):  # a place for a stamp or a date
            lines.pop()
        return "\n".join(lines).strip(_EDGES)
    if norm(text) == norm(printed):
        return ""
    known = [norm(line) for line in printed.split("\n") if line.strip()]
    if len(known) > 1 and all(words.numbered(line) for line in printed.split("\n") if line.strip()):
        return text.strip(_EDGES)  # catchwords belong to the text written around them
    kept = [line for line in text.split("\n") if norm(line) not in known]
    rest = "\n".join(kept).strip(_EDGES)
    for line in printed.split("\n"):
        rest = _without_line(rest, line.strip(_EDGES))
    return "" if is_empty(rest) and not rest.strip().isdigit() else rest


def _without_line(text: str, line: str) -> str:
    """The text without a printed line at its beginning or end: a note in brackets, a unit, a signature."""
    if not line or not text:
        return text
    for note in _NOTE.findall(line):
        text = text.replace(note, "")
    bare = _NOTE.sub("", line).strip(_EDGES)
    if not bare:
        return text.strip(_EDGES)
    if _UNITS.fullmatch(bare) and text.rstrip().endswith(bare):
        return text.rstrip()[: -len(bare)].strip(_EDGES)
    if len(norm(bare)) > 2 and norm(text).startswith(norm(bare)):
        return after_print(text, bare)
    if words.is_blank(bare) and len(norm(bare)) > 1 and norm(text).endswith(norm(bare)):
        return _before_print(text, bare)
    return text.strip(_EDGES)


def after_print(text: str, printed: str) -> str:
    """`text` behind the characters of `printed`, with which it begins but for white space and width."""
    wanted = norm(printed)
    seen = 0
    for at, char in enumerate(text):
        if seen == len(wanted):
            return text[at:].lstrip(" \t\u3000\xa0_\n:：")
        if not char.isspace():
            seen += 1
    return ""


def _before_print(text: str, printed: str) -> str:
    """`text` before the characters of `printed`, with which it ends but for white space."""
    left = len(norm(printed))
    for at in range(len(text) - 1, -1, -1):
        if not left:
            return text[: at + 1].strip(_EDGES)
        left -= not text[at].isspace()
    return ""


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
        if _follows(behind, last=last) if behind_all else _is_ticked(before, behind, first=number == 0, last=last):
            chosen.append(option)
            rest = _MARK.sub("", behind).strip(_EDGES + ",，、;；:。/")
            extra = rest if option.startswith("其他") and rest and not is_empty(rest) else extra
    return chosen, extra


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
    before, behind = flat[:start].rstrip(_EDGES)[-1:], flat[end:].lstrip(_EDGES)[:1]
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
    if found is None or found.group() not in _TICKS:
        return False
    return last or not found.start() or behind[-1:] != found.group() or len(_MARK.findall(behind)) > 1


def _last_mark(text: str) -> str:
    marks = _MARK.findall(text)
    return marks[-1] if marks and not text[text.rfind(marks[-1]) + 1 :].strip(_EDGES) else ""


def _is_behind(between: str) -> bool:
    """Whether the tick between two options belongs to the first: a box of the second follows."""
    marks = _MARK.findall(between)
    return (
        len(marks) > 1
        and marks[0] in _TICKS
        and marks[1] in _BOXES
        and not between[: between.index(marks[0])].strip(_EDGES)
    )


def _bare(flat: str, found: Sequence[tuple[int, int, str]]) -> tuple[list[str], str]:
    """Options without any box: the text is made of the chosen ones only."""
    rest = flat
    for start, end, _ in reversed(found):
        rest = rest[:start] + rest[end:]
    rest = rest.strip(_EDGES + ",，、;；:。/和及")
    return ([option for *_, option in found], "") if not rest or len(rest) <= 1 else ([], "")


def labelled(text: str, labels: Sequence[str]) -> tuple[dict[int, str], str]:
    """The answers behind labels with a colon in one text, by the label's number, and what stands before."""
    flat = fold(text)
    hits: list[tuple[int, int, int]] = []
    for number, label in enumerate(labels):
        spelled = r"\s*".join(map(re.escape, squeeze(fold(label)).rstrip(":")))
        for hit in re.finditer(rf"{spelled}\s*(?:\([^()]*\)\s*)*:", flat, re.IGNORECASE):
            begin = _boundary(flat, hit.start())
            if all(hit.end() <= start or begin >= end for start, end, _ in hits):
                hits.append((begin, hit.end(), number))
                break
    hits.sort()
    answers: dict[int, str] = {}
    for at, (_, end, number) in enumerate(hits):
        beyond = hits[at + 1][0] if at + 1 < len(hits) else len(text)
        answers[number] = text[end:beyond].strip(_EDGES)
    return answers, text[: hits[0][0]].strip(_EDGES) if hits else text.strip(_EDGES)


def _boundary(flat: str, start: int) -> int:
    """Where the word begins in which a label was found: 党组织书记 for 书记."""
    begin = start
    while begin and start - begin < 8 and not (flat[begin - 1].isspace() or flat[begin - 1] in ":,。;_()"):
        begin -= 1
    return begin if begin == 0 or flat[begin - 1].isspace() else start


_SIGN = r"[^\s:_,;。()\d]"
_SEGMENT = re.compile(
    rf"(?:^|(?<=[\s_,;。).、]))(?P<label>{_SIGN}(?:\s{{1,4}}{_SIGN}){{1,5}}|{_SIGN}{{1,20}})\s*(?:\([^()]*\)\s*)*:"
)


def segments(text: str) -> list[str]:
    """Whatever looks like a label before a colon, in order."""
    return [
        text[found.start("label") : found.end("label")].strip() for found in _SEGMENT.finditer(fold(text))
    ]


def in_gaps(text: str, printed: str, gaps: Sequence[tuple[int, int]]) -> tuple[dict[int, str], bool]:
    """What stands in the blanks of a sentence, and whether all of the sentence was found again.

    Each answer lies between the end of what is printed before its blank and the beginning of what is
    printed behind it; where that was typed anew, its nearest characters are enough.
    """
    flat, blank = fold(text), fold(printed)
    edges = [(gaps[at - 1][1] if at else 0, start) for at, (start, _) in enumerate(gaps)]
    pieces = [blank[a:b] for a, b in edges] + [blank[gaps[-1][1] :]]
    answers: dict[int, str] = {}
    at, sure = 0, True
    for number in range(len(gaps)):
        begin = _behind(flat, pieces[number], at)
        if begin is None:
            return answers, False
        end = _before(flat, pieces[number + 1], begin)
        sure = sure and end is not None
        stop = len(flat) if end is None else end
        answers[number] = text[begin:stop].strip(_EDGES)
        at = stop
    return answers, sure


def _behind(flat: str, piece: str, at: int) -> int | None:
    """Where the answer behind a printed piece begins."""
    wanted = piece.strip(_EDGES)
    if not wanted:
        return at
    for length in range(len(wanted), 1, -1):
        hit = _find(flat, wanted[len(wanted) - length :], at)
        if hit:
            return hit[1]
    return None


def _before(flat: str, piece: str, at: int) -> int | None:
    """Where the answer before a printed piece ends."""
    wanted = piece.strip(_EDGES)
    if not wanted:
        return len(flat)
    for length in range(len(wanted), min(2, len(wanted)) - 1, -1):
        hit = _find(flat, wanted[:length], at)
        if hit:
            return hit[0]
    return None


def _find(flat: str, wanted: str, at: int) -> tuple[int, int] | None:
    exact = flat.find(wanted, at)
    if exact >= 0:
        return exact, exact + len(wanted)
    if not re.search(r"\s", wanted):
        return None
    hit = re.compile(r"\s*".join(map(re.escape, squeeze(wanted)))).search(flat, at)
    return hit.span() if hit else None


def as_date(text: str) -> str:
    """A day that Excel counts (46086) as YYYY-MM-DD; any other text as it is."""
    bare = squeeze(fold(text))
    if _SERIAL.fullmatch(bare) and _FROM <= float(bare) <= _TO:
        return (_FIRST_DAY + timedelta(days=int(float(bare)))).isoformat()
    return text


def is_number(text: str) -> bool:
    return _NUMBER.fullmatch(squeeze(fold(text))) is not None


def is_date(text: str) -> bool:
    return _DATE.fullmatch(squeeze(fold(text))) is not None
