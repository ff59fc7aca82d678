"""Lines that a layout broke in the middle of a sentence, joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.parse.labels import label_at
from gongwen.text.dates import whole_date
from gongwen.text.kinds import ending_kind
from gongwen.text.widths import fold, is_chinese

_ENDED = re.compile(r"[。!?;:.…][”\"')》]?$|[)）]$")
_OPEN_END = re.compile(r"[,、(〔《“—-]$")
_NEW = re.compile(
    r"附件|附:|附表|关于|抄送|主题词|特此|此致|联系人|联系电话|联系方式|电话|邮箱|地址|传真|责任(?:部门|单位)"
    r"|\(此件|\(联系人|[^,。;:()《》\d]{1,10}:|[一-龥]{1,12}[〔\[(]\d{4}[〕\])]第?\d+号"
)
_CONTACT_END = re.compile(r"\d{7,}\)?$|@[\w.-]+$")
_DATED = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日$|[一二][〇零一二三四五六七八九]{3}年")
_PAIRS = (("(", ")"), ("《", "》"), ("“", "”"), ("〔", "〕"))
_ADDRESSEES = re.compile(r"(?:各|有关|全|省|市|区|县|本)[^。:;《》]{3,200}[,、][^。:;《》]{1,30}")
_OPENED = re.compile("[(《“〔]")
_LONG = 20  # characters from which an unfinished line was broken by the layout
_SEEN, _SEEN_HEAD = 1200, 400  # characters of a joined line that are looked at; of a longer one each end
_LONG_HEADING = 40  # a numbered line without a full stop is a heading up to this length


@dataclass(frozen=True, slots=True)
class Joined:
    """A joined line; `first` is the index of the line it begins with."""

    text: str
    first: int


def rejoin(lines: Sequence[tuple[str, bool]]) -> list[Joined]:
    """Join each line to the next where the sentence runs on; rows of tables (True) stay alone."""
    width = _wrap_width([text for text, is_row in lines if not is_row])
    folded = [fold(text) for text, _ in lines]
    answer: list[_Growing] = []
    is_open = False
    for index, (text, is_row) in enumerate(lines):
        below = folded[index + 1] if index + 1 < len(lines) else ""
        signs = len(text) <= 40 and bool(_DATED.match(below))
        may_run_on = is_open and not is_row and not signs
        if may_run_on and _runs_on(answer[-1].seen, len(lines[index - 1][0]), folded[index], width):
            answer[-1].add(text, folded[index])
        else:
            answer.append(_Growing(text, folded[index], index))
        is_open = not is_row
    return [Joined("".join(line.parts), line.first) for line in answer]


class _Growing:
    """A line that others are joined to; of a long one only its ends, folded, are looked at again."""

    def __init__(self, text: str, folded: str, first: int) -> None:
        self.parts = [text]
        self.first = first
        self.seen = folded

    def add(self, text: str, folded: str) -> None:
        """Join `text`, with a blank between two Latin words."""
        before, after = self.seen[-1:], folded[:1]
        latin = before.isalpha() and after.isalpha() and not is_chinese(before) and not is_chinese(after)
        self.parts.append(" " + text if latin else text)
        self.seen += " " + folded if latin else folded
        if len(self.seen) > _SEEN:
            self.seen = self.seen[:_SEEN_HEAD] + self.seen[-_SEEN_HEAD:]


def _wrap_width(lines: list[str]) -> int:
    """The width at which a text was wrapped; 0 where its lines are whole paragraphs."""
    lengths = sorted(len(line) for line in lines)
    if len(lengths) < 8:
        return 0
    longest = lengths[int(len(lengths) * 0.95)]
    full = sum(length >= longest - 4 for length in lengths)
    return longest if 18 <= longest <= 60 and full >= 0.3 * len(lengths) else 0


def _runs_on(left: str, last: int, right: str, width: int) -> bool:
    """Whether the folded line `left` goes on in `right`; `last` is the length of its last piece."""
    unclosed = _OPENED.search(left) and any(left.count(a) > left.count(b) for a, b in _PAIRS)
    if unclosed and _opens_late(left):
        return True
    if right.endswith(":") and len(right) < _LONG and _ADDRESSEES.fullmatch(left):
        return True
    if _starts_anew(right):
        return False
    if _OPEN_END.search(left):
        return True
    if last < (max(width - 6, 12) if width else _LONG):
        return False  # the line had room for more
    if _ENDED.search(left) or _CONTACT_END.search(left):
        return False
    if _is_title(left) or left.startswith("附件") or (right.endswith(":") and len(right) < 120):
        return False
    if label_at(left) and "。" not in left and len(left) <= _LONG_HEADING:
        return bool(width) and last >= width - 3
    return True


def _opens_late(left: str) -> bool:
    """Whether the last opening bracket stands close enough to the end to be closed on the next line."""
    last = max(left.rfind(mark) for mark, _ in _PAIRS)
    return len(left) - last < 80


def _is_title(left: str) -> bool:
    return ending_kind(left) is not None and ("关于" in left or len(left) < 40)


def _starts_anew(right: str) -> bool:
    return bool(label_at(right) or _NEW.match(right) or whole_date(right))
