"""What was typed, told apart from what is printed; several labels in one text; kinds of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from gongwen.extract import sheet_words as words
from gongwen.render.strings import strings
from gongwen.sheets.texts import norm
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

EDGES = " \t\u3000\xa0_\n"
_NOTE = re.compile(r"[(（][^()（）]{1,40}[)）]")
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
    return not text.strip(EDGES) or words.is_blank(text) or squeeze(text) in _OUR_HINTS


def without_print(text: str, printed: str) -> str:
    """What was typed into a box in which `printed` stands in the blank."""
    if not printed:
        lines = text.strip(EDGES).split("\n")
        while len(lines) > 1 and words.is_blank(lines[-1]):  # a place for a stamp or a date
            lines.pop()
        return "\n".join(lines).strip(EDGES)
    if norm(text) == norm(printed):
        return ""
    known = [norm(line) for line in printed.split("\n") if line.strip()]
    if len(known) > 1 and all(words.numbered(line) for line in printed.split("\n") if line.strip()):
        return text.strip(EDGES)  # catchwords belong to the text written around them
    kept = [line for line in text.split("\n") if norm(line) not in known]
    rest = "\n".join(kept).strip(EDGES)
    for line in printed.split("\n"):
        rest = _without_line(rest, line.strip(EDGES))
    return "" if is_empty(rest) and not rest.strip().isdigit() else rest


def _without_line(text: str, line: str) -> str:
    """The text without a printed line at its beginning or end: a note in brackets, a unit, a signature."""
    if not line or not text:
        return text
    for note in _NOTE.findall(line):
        text = text.replace(note, "")
    bare = _NOTE.sub("", line).strip(EDGES)
    if not bare:
        return text.strip(EDGES)
    if words.is_ruled(line):
        return _on_line(text, line)
    if words.is_unit(bare) and text.rstrip().endswith(bare):
        return text.rstrip()[: -len(bare)].strip(EDGES)
    if len(norm(bare)) > 2 and norm(text).startswith(norm(bare)):
        return after_print(text, bare)
    if words.is_blank(bare) and len(norm(bare)) > 1 and norm(text).endswith(norm(bare)):
        return _before_print(text, bare)
    return text.strip(EDGES)


_SIGNED = re.compile(r"(?:单位|部门|主要|推荐人|本人|专家)?(?:负责人|签字|签名|签章|经办人)[^:\n]{0,6}:")
_DAY_AT_END = re.compile(r"[\s_]*\d{4}年\d{1,2}月\d{1,2}日[\s_]*$")


def without_signature(value: str, printed: str) -> tuple[str, str]:
    """An opinion without the signature and the day that the blank has places for; and these."""
    flat = fold(value)
    cut = len(value)
    if _SIGNED.search(fold(printed)):
        found = _SIGNED.search(flat)
        cut = found.start() if found else cut
    if "年" in printed and "月" in printed and len(squeeze(printed)) > len("年月日"):
        found = _DAY_AT_END.search(flat[:cut])
        cut = found.start() if found and found.start() else cut
    return value[:cut].strip(EDGES), value[cut:].strip(EDGES)


def _on_line(text: str, line: str) -> str:
    """What was written on a line within words: 12 of 共__12__人."""
    before, _, behind = fold(line).partition("__")
    before, behind = before.strip(EDGES), behind.strip(EDGES)
    text = text.strip(EDGES)
    if before and fold(text).startswith(before):
        text = text[len(before) :]
    if behind and fold(text).endswith(behind):
        text = text[: -len(behind)]
    return text.strip(EDGES)


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
            return text[: at + 1].strip(EDGES)
        left -= not text[at].isspace()
    return ""


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
        answers[number] = text[end:beyond].lstrip(EDGES + "：:").rstrip(EDGES)
    return answers, text[: hits[0][0]].strip(EDGES) if hits else text.strip(EDGES)


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
