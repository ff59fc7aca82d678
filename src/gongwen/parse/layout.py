"""A document's lines and tables as the cleaned text that all spans point into.

The order of work: raw lines are tidied, page furniture is dropped, broken lines are rejoined, what
was glued is taken apart, and the paragraphs are laid end to end, one newline between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from gongwen.model import Document, Line, Span, Table
from gongwen.parse.labels import Label, label_at
from gongwen.parse.rejoin import rejoin
from gongwen.parse.unglue import unglue
from gongwen.text.organizations import is_unit
from gongwen.text.spaces import squeeze, tidy, without_marks
from gongwen.text.widths import fold

_WIDE_GAP = re.compile(
    r"[ \u3000\xa0]{2,}(?=附\s*件\s*[:：])|"
    r"[ \u3000\xa0]{8,}|(?<=[。；！：])\u3000{2,}|(?<=[。；！]) {2,}"
    r"|(?<=[^\s\u3000]{4})\u3000{2,}(?=[^\s\u3000]{4})"
)
_FURNITURE = re.compile(
    r"[-·\s]*\d{1,3}[-·\s]*|第\s*\d+\s*页(?:[,/]?\s*共\s*\d+\s*页)?|\d{1,3}\s*/\s*\d{1,3}|[-=_*·.\s]+"
    r"|(?:上一[篇条]|下一[篇条])[:\s].*|\|[|\s]*|[^。]{0,80}(?:版权所有|ICP备)[^。]{0,120}|(?:(?:打印本页|打印本文|关闭窗口|返回顶部|返回列表|打印|关闭)\s*){1,3}|(?:正文|分享到?|\[?(?:字体|字号)[:\s].{0,8})"
)
_CN = "[一二三四五六七八九十]{1,3}"
_ITEM_GAP = re.compile(
    rf"(?<=\S)[ \u3000\xa0]+(?={_CN}、\S)|(?<=[。；：！）])[ \u3000\xa0]+(?=[（(]{_CN}[）)])"
)
_COUNTED_GAP = re.compile(r"(?<=[^\s件第表图共约和至、])[ \u3000\xa0]+(?=\d{1,2}[、．.](?![\d\s]))")
_HEADING_GAP = re.compile(
    rf"^((?:{_CN}、|\d{{1,2}}[、．.])[^\s，。；：,;:]{{2,16}})[ \u3000\xa0]+(?=\S{{2}})"
)
_PART_GAP = re.compile(
    r"(?<=\S)[ \u3000\xa0]+(?=附\s*件\s*[:：]|联\s*系\s*人\s*[:：]"
    r"|[一-龥]{4,24}[ \u3000\xa0]+(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*$)"
)
_FOLDED = 200  # characters from which a line holds a whole notice or a large part of one
_YEAR_WITH_O = re.compile("[一二][〇0Oo零一二三四五六七八九]{3}(?=年)")  # 二O一一年 and 二0一一年
_ZERO = str.maketrans("0Oo", "〇〇〇")
_DAY_ALONE = re.compile(r"[\d \u3000\xa0]{4,12}年[\d \u3000\xa0]{1,6}月[\d \u3000\xa0]{1,6}日")
_GAP = re.compile(r"\s")
_LABEL_TAB = re.compile(rf"^((?:{_CN}[、.．]|[（(](?:{_CN}|\d{{1,2}})[）)]|\d{{1,2}}[、.．]|[①-⑳]))\t+")
_PROSE = 20  # characters from which a cell that ends a sentence is a paragraph indented with a tab
_KEYED = re.compile(r"[^,。;:]{1,12}:")
_LONG_CELL = 400  # from this length on a cell is a page laid out with a table
_MANY_LINES = 6


_SIGNERS = 120  # characters of a line that names nothing but units
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Raw:
    """A line before it has an offset; `cells` where it is a row of a table."""

    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the cleaned text; `cells` are the spans of a table row's cells.

    `part` is the index of the document's part that it begins in.
    """

    start: int
    end: int
    folded: str
    cells: tuple[Span, ...] = ()
    part: int = field(default=0, compare=False)

    @cached_property
    def label(self) -> Label | None:
        """The numbering that the paragraph begins with, offsets within the whole text."""
        found = None if self.cells else label_at(self.folded)
        return found and Label(found.kind, found.number, self.start, self.start + found.end)


@dataclass(frozen=True, slots=True)
class Layout:
    """The cleaned text, the same folded, and its paragraphs."""

    text: str
    folded: str
    paragraphs: tuple[Paragraph, ...]


def lay_out(document: Document) -> Layout:
    """The cleaned text of `document` with its paragraphs and table rows."""
    found = [(index, raw) for index, part in enumerate(document.parts) for raw in _raws(part)]
    raws = [raw for _, raw in found]
    joined = rejoin([(raw.text, bool(raw.cells)) for raw in raws])
    lines = [raws[line.first] if raws[line.first].cells else Raw(line.text) for line in joined]
    pieces = unglue([(line.text, bool(line.cells)) for line in lines])
    return _joined(
        [lines[index] if lines[index].cells else Raw(text) for index, text in pieces],
        [found[joined[index].first][0] for index, _ in pieces],
    )


def _joined(lines: list[Raw], origins: list[int]) -> Layout:
    paragraphs: list[Paragraph] = []
    texts = ["\t".join(line.cells) if line.cells else line.text for line in lines]
    whole = "\n".join(texts)
    folded = folded_text(whole)
    at = 0
    for line, text, part in zip(lines, texts, origins, strict=True):
        cells: list[Span] = []
        inner = at
        for cell in line.cells:
            cells.append((inner, inner + len(cell)))
            inner += len(cell) + 1
        paragraphs.append(Paragraph(at, at + len(text), folded[at : at + len(text)], tuple(cells), part))
        at += len(text) + 1
    return Layout(whole, folded, tuple(paragraphs))


def folded_text(text: str) -> str:
    """The form of a whole text that the rules run over, of the same length."""
    return _YEAR_WITH_O.sub(lambda year: year.group().translate(_ZERO), fold(text))


def _raws(part: Line | Table) -> list[Raw]:
    return _table_rows(part) if isinstance(part, Table) else _line_rows(part.label + part.text)


def _line_rows(line: str) -> list[Raw]:
    text = without_marks(line).strip(" \t\u3000\xa0\r\n")
    if text.startswith("|") or text.endswith("|"):
        text = "\t".join(cell.strip() for cell in text.strip("| ").split("|"))
    if not _GAP.search(text):
        return _kept([tidy(text)])
    names = text.split()
    if len(text) <= _SIGNERS and all(len(name) >= _SHORTEST_NAME and is_unit(fold(name)) for name in names):
        return _kept(names)  # those who sign together, side by side
    if _DAY_ALONE.fullmatch(text):
        text = squeeze(text)  # 2 015年6月1 2日
    text = _LABEL_TAB.sub(r"\1", text)
    if "\t" in text and not any("。" in cell and len(cell) > _PROSE for cell in text.split("\t")):
        return _row([tidy(cell) for cell in text.split("\t")])
    text = text.replace("\t", "\n")
    is_folded = len(text) >= _FOLDED
    chunks = (piece for chunk in text.split("\n") for piece in _WIDE_GAP.split(chunk))
    return _kept(tidy(piece) for chunk in chunks for piece in _unfolded(chunk, is_folded))


def _kept(pieces: Iterable[str]) -> list[Raw]:
    """The lines that hold text, furniture left out."""
    return [Raw(piece) for piece in pieces if piece and not _FURNITURE.fullmatch(fold(piece))]


def _unfolded(line: str, is_folded: bool) -> list[str]:
    """A line cut at the blanks before its items, which tidying would remove; a heading within a
    notice on one line ends at the blank behind it.
    """
    if not is_folded:
        return _ITEM_GAP.split(line)
    parts = (part for piece in _PART_GAP.split(line) for part in _ITEM_GAP.split(piece))
    pieces = (piece for part in parts for piece in _COUNTED_GAP.split(part))
    return [part for piece in pieces for part in _HEADING_GAP.sub(r"\1\n", piece).split("\n")]


def _row(cells: list[str]) -> list[Raw]:
    """A row of a table; cells such as 填表人： that stand side by side are lines."""
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and not all(_KEYED.match(fold(cell)) for cell in filled):
        return [Raw("", tuple(cells))]
    if len(cells) > 1 and len(filled) == 1 and not _KEYED.match(fold(filled[0])):
        return [Raw("", tuple(cells))]
    return [Raw(cell) for cell in filled]


def _table_rows(table: Table) -> list[Raw]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append((cell.column, cell.text))
    raws: list[Raw] = []
    for row in sorted(rows):
        cells = [text for _, text in sorted(rows[row])]
        if table.columns == 1 or any(map(_is_page, cells)):
            raws += [raw for cell in cells for line in cell.split("\n") for raw in _line_rows(line)]
        else:
            raws += _row([tidy(without_marks(" ".join(text.split()))) for text in cells])
    return raws


def _is_page(cell: str) -> bool:
    return len(cell) > _LONG_CELL or cell.strip().count("\n") >= _MANY_LINES
