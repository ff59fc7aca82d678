"""Classification marks: 绝密, 机密, 秘密 as a mark on the paper, not as words in its prose."""

from __future__ import annotations

import re

from gongwen.model import Cell, Document, Line, Table

_SPACE = r"[\s\u3000]*"
_MARK = "(绝密|机密|秘密)"
_STAR = "[★☆⭐✩✭]"
_TERM = r"(?:[0-9０-９一二三四五六七八九十]{1,4}(?:年|个月|月|天|日)|长期)"
_SPREAD = re.compile(rf"(绝|机|秘){_SPACE}(?=密)")
# The mark and nothing else on its line, but for the term, a copy number and the urgency.
_ALONE = re.compile(
    rf"(?:№|No\.?|NO\.?)?[0-9０-９]{{0,8}}[（(【〔\[*#]*{_MARK}级?(?:{_STAR}|[*·•])?{_TERM}?[）)】〕\]*]*"
    r"(?:特急|加急|急件|特提|平急|急)?"
)
# A star makes a mark anywhere; a quotation mark before it makes it a mention.
_STARRED = re.compile(rf"(?<![“‘\"'「《]){_MARK}{_SPACE}(?:{_STAR}|\*{_SPACE}(?={_TERM}))")
_MARK_OR_CHOICE = rf"{_SPACE}(?:[、/／或和及与,，|□☐○]{_SPACE})*(?:绝密|机密|秘密|内部|公开)"
_LABELLED = re.compile(
    rf"(?:密{_SPACE}级|(?:保密|涉密|秘密)(?:级别|等级))(?:标识|等级)?{_SPACE}[：:]{_SPACE}[（(【\[]?{_MARK}(?!{_MARK_OR_CHOICE})"
)
_LABEL = re.compile(r"(?:密级|(?:保密|涉密|秘密)(?:级别|等级))(?:标识|等级)?[：:]?")
_NAME = re.compile(
    rf"[（(【〔\[［]{_MARK}级?(?:{_STAR}[^）)】〕\]］]{{0,8}})?[）)】〕\]］]|{_MARK}{_SPACE}{_STAR}"
    rf"|^{_MARK}(?:{_TERM})?(?:[-_—－＿ ].*)?(?:\.[A-Za-z0-9]{{1,5}})?$"
)


def find_mark(document: Document) -> str | None:
    """The classification mark that a document carries, None where it carries none.

    A mark is: a line of its own, with a star behind it, behind the label 密级, or alone in the
    first row of a table or in the cell next to that label.
    """
    for part in document.parts:
        found = _in_line(part.label + part.text) if isinstance(part, Line) else _in_table(part)
        if found:
            return found
    return None


def mark_in_name(name: str) -> str | None:
    """The classification mark in a file name: in brackets, with a star, or before the rest."""
    found = _NAME.search(name.replace("\\", "/").rpartition("/")[2].strip())
    return next((group for group in found.groups() if group), None) if found else None


def _in_line(line: str) -> str | None:
    return _alone(line) or _within(line)


def _alone(line: str) -> str | None:
    """The mark of a line that consists of it."""
    found = _ALONE.fullmatch(re.sub(r"[\s\u3000]+", "", line)) if "密" in line else None
    return found[1] if found else None


def _within(line: str) -> str | None:
    """A mark with a star or behind its label, wherever it stands in a line."""
    text = _SPREAD.sub(r"\1", line)
    found = _STARRED.search(text) or _LABELLED.search(text)
    return found[1] if found else None


def _in_table(table: Table) -> str | None:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if "密" in cell.text:
            rows.setdefault(cell.row, []).append(cell)
    for number, cells in rows.items():
        found = _in_row(cells, first=number == 0)
        if found:
            return found
    return None


def _in_row(cells: list[Cell], first: bool) -> str | None:
    """A mark in one row; a row that lists several marks is a heading of statistics."""
    lines = [(cell, line) for cell in cells for line in cell.text.split("\n")]
    alone = [(cell, mark) for cell, line in lines if (mark := _alone(line))]
    if len({mark for _, mark in alone}) == 1 and (first or _labelled(alone[0][0], cells)):
        return alone[0][1]
    return next((mark for _, line in lines if (mark := _within(line))), None)


def _labelled(cell: Cell, cells: list[Cell]) -> bool:
    """Whether the cell to the left says that this one holds the classification."""
    return any(
        other.column + other.colspan == cell.column
        and _LABEL.fullmatch(re.sub(r"[\s\u3000]+", "", other.text))
        for other in cells
    )
