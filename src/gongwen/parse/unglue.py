"""What stands on one line and belongs on several: title, number, addressees, items, sign-off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongwen.parse.labels import INLINE, label_at
from gongwen.text.kinds import OFFICIAL
from gongwen.text.organizations import is_actor
from gongwen.text.widths import fold

NUMBER = r"[〔\[(【](?:19|20)\d{2}[〕\])】]\s?第?\d{1,5}号"
_KIND = "|".join(sorted((kind for kind in OFFICIAL if len(kind) > 1), key=len, reverse=True))
_AFTER_TITLE = re.compile(
    rf"(?<=关于).{{4,120}}(?:{_KIND})(?=[一-龥]{{1,12}}{NUMBER}|各[^。]{{2,120}}?:|(?:发布)?(?:时间|日期|来源|作者|浏览):)"
)
_AFTER_NUMBER = re.compile(rf"^[一-龥]{{2,14}}{NUMBER}(?=[一-龥《“(])")
_NUMBER_BEHIND = re.compile(
    rf"(?<=关于)[^。;:]{{4,120}}(?:{_KIND})(?P<number>\([一-龥A-Za-z]{{2,14}}{NUMBER}\))$"
)
_ADDRESSED = re.compile(r"^([^。:;]{2,160}):(?=[^:]{30,})")
_DAY_LAST = re.compile(r"\d年\d{1,2}月\d{1,2}日(?:\(此件[^()]*\))?$")
_SIGNED = re.compile(
    r"(?<=[。;!)”])(?=[^。,;:!()《》\d]{0,40}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日(?:\(此件[^()]*\))?$)"
)
_SIGNED_ANNEX = re.compile(  # the sign-off behind the last attachment's title, a number or a mailbox
    r"(?:(?<=[表单案执录法南书])|(?<=\d{7})|(?<=\.com)|(?<=\.cn))(?=[一-龥]{2,24}(?:会|办公室|局|厅|委|部|处|院|校|府|司|所|科协)(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$)"
)
_AFTER_FILE = re.compile(r"(?:(?<=\.doc)|(?<=\.xls)|(?<=\.docx)|(?<=\.xlsx)|(?<=\.pdf))(?=附件)")
_NOTICE_GIVEN = re.compile(
    r"(?<=特此通知)(?=[一-龥]{3,30}[一二〇\d]{4}年)|(?=特此通知[一-龥]{3,30}[一二〇\d]{4}年)"
)
_DATED = re.compile(r"(?:19|20)\d{2}年\d{1,2}月")
_SIGNER = re.compile(r"(?<=[。!)])(?=[一-龥]{3,30}$)")
_AFTER_DUTY = re.compile(r"(?:(?<=负责\))|(?<=牵头\))|(?<=配合\)))(?=[^\s,。;:()])")
_ANNEX = re.compile(r"(?<=[。;])(?=附件?:\s?1[.、])")
_INLINE = {"cn": "。;!?):”", "pcn": "。;!?):”", "num": "。)"}
_GLUED_SECTION = re.compile(r"(?:^|[。):])[一二三四五六七八九十]{1,3}、[^。;:]{2,48}$")
_GLUED_HEADING = re.compile(r"\([一二三四五六七八九十]{1,3}\)[^。;:,]{2,32}$")
_PUBLIC = re.compile(
    r"(?<=[。;!])(?=[一-龥]{3,30}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\(此件)|(?<=\(此件公开发布\))(?=.)"
)
_SIGN_OFF = 120  # characters that a signer and the date take at most
_LONE = 5  # characters of a line that holds one thing only
_HEAD = 8  # lines in which the head of a notice is looked for
_GLUED = 300  # characters from which arabic numbering within a line starts an item


def unglue(lines: Sequence[tuple[str, bool]]) -> list[tuple[int, str]]:
    """Pieces of the lines with the index of the line each came from; rows (True) stay whole."""
    pieces: list[tuple[int, str]] = []
    counter = _Counter()
    plain = [fold(text) for text, _ in lines]
    for index, (text, is_row) in enumerate(lines):
        if is_row:
            pieces.append((index, text))
            continue
        for piece in _head(text, plain[index]) if index < _HEAD else [text]:
            folded = plain[index] if piece is text else fold(piece)
            cuts = counter.cuts(folded)
            if len(folded) > _LONE:
                dated = index + 1 < len(lines) and bool(_DATED.match(plain[index + 1]))
                cuts |= _tail_cuts(folded, dated)
            pieces += (
                [(index, part) for part in _cut(piece, cuts)]
                if cuts
                else [(index, piece.strip(" ") or piece)]
            )
    return pieces


def _cut(text: str, cuts: set[int]) -> list[str]:
    edges = [0, *sorted(cuts - {0, len(text)}), len(text)]
    parts = [text[a:b].strip(" ") for a, b in pairwise(edges)]
    return [part for part in parts if part] or [text]


def _head(text: str, folded: str) -> list[str]:
    cuts: set[int] = set()
    title = _AFTER_TITLE.search(folded)
    at = title.end() if title and len(folded) > title.end() else 0
    cuts.add(at)
    number = _AFTER_NUMBER.match(folded[at:])
    if number:
        at += number.end()
        cuts.add(at)
    numbered = _NUMBER_BEHIND.search(folded)
    if numbered:
        cuts.add(numbered.start("number"))
    addressed = _ADDRESSED.match(folded[at:])
    if addressed and _are_addressees(addressed.group(1)):
        cuts.add(at + addressed.end())
    return _cut(text, cuts)


def _are_addressees(folded: str) -> bool:
    if label_at(folded) or re.search(r"如下|以下|通知$|时间|附件|联系", folded):
        return False
    return folded.startswith(("各", "有关", "尊敬", "本")) or is_actor(folded)


def _tail_cuts(folded: str, dated: bool) -> set[int]:
    """Offsets in one line before an attachment, behind a duty, before and behind the sign-off."""
    ways = (
        (_AFTER_FILE, "附件"),
        (_NOTICE_GIVEN, "特此通知"),
        (_AFTER_DUTY, ")"),
        (_ANNEX, "附"),
        (_PUBLIC, "(此件"),
    )
    cuts = {found.start() for way, sign in ways if sign in folded for found in way.finditer(folded)}
    signed = None
    if folded.endswith(("日", ")")):
        tail = max(0, len(folded) - _SIGN_OFF)
        if _DAY_LAST.search(folded, tail):
            signed = _SIGNED.search(folded, tail) or _SIGNED_ANNEX.search(folded, tail)
    if signed is None and dated:
        signed = _SIGNER.search(folded)
    return cuts | ({signed.start()} if signed else set())


class _Counter:
    """Follows the numbering of a text, so that only the number that comes next starts an item."""

    def __init__(self) -> None:
        self.last = {"cn": 0, "pcn": 0, "num": 0}

    def cuts(self, folded: str) -> set[int]:
        """Offsets within one line at which a numbered item begins."""
        first = label_at(folded)
        cuts: set[int] = set()
        if first:
            self._step(first.kind, first.number)
        for found in INLINE.finditer(folded, first.end if first else 1):
            kind = found.lastgroup or ""
            label = label_at(folded, found.start())
            if label and self._is_item(folded, found.start(), found.end(), kind, label.number):
                cuts.add(found.start())
                self._step(kind, label.number)
        return cuts

    def _is_item(self, folded: str, start: int, end: int, kind: str, number: int) -> bool:
        if number != self.last[kind] + 1 and number != 1:
            return False
        above, after = folded[max(0, start - 60) : start], folded[end : end + 1]
        if kind == "num":
            fits = above.endswith(("。", ")", "措施:")) or bool(_GLUED_HEADING.search(above))
            fits = fits or (number == 1 and bool(_GLUED_SECTION.search(above)))
            is_date = re.match(r"\d{4}年", folded[end : end + 5])
            return fits and len(folded) > _GLUED and (bool(is_date) or not after.isdigit())
        if after in tuple("款项条、和至"):
            return False
        if kind == "pcn" and _GLUED_SECTION.search(above):
            return True
        if kind == "cn" and number == self.last["cn"] + 1 > 1 and len(folded) > _GLUED:
            return above[-1:] not in tuple("第十百、和至之年月日")
        return above[-1:] in tuple(_INLINE[kind])

    def _step(self, kind: str, number: int) -> None:
        if kind not in self.last:
            return
        self.last[kind] = number
