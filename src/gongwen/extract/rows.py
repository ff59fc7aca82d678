"""Requests in the rows of a table: 任务 / 责任单位 / 完成时限.

A table whose head names what is to be done, and by when or by whom, is a plan: each of its rows is a
request. Where a row is shorter than the head, cells merged downwards stand to its left, or the day and
the unit of the row above hold for it as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.extract.pieces import Piece
from gongwen.model import Deadline, Span
from gongwen.parse.layout import Layout, Paragraph
from gongwen.parse.outline import Node
from gongwen.text.deadlines import find_deadlines
from gongwen.text.organizations import is_actor
from gongwen.text.resolve import Base

_WHAT = re.compile(
    r"(?:重点|主要|具体|工作|年度|目标|建设)?(?:任务|事项|措施|流程|举措|环节)(?:名称|内容|分解|清单|要求)?|(?:工作|任务|具体|主要|整改)内容"
    r"|工作(?:安排|项目|要求|要点)"
)
_WHEN = re.compile("(?:完成|办结|整改|报送|截止|提交)?(?:时限|时间|期限|日期)(?:节点|要求|安排)?|时间节点")
_WHO = re.compile(
    "(?:责任|牵头|负责|配合|承办|协办|参与|主办|落实|参加)(?:单位|部门|处室|科室|人)(?:及配合单位)?"
)


@dataclass(frozen=True)
class Columns:
    """The places of what, when and who in a plan's rows."""

    count: int
    what: int
    when: int | None
    who: tuple[int, ...]


def columns_of(layout: Layout, row: Paragraph) -> Columns | None:
    """The columns that a row names, where it heads a plan."""
    heads = ["".join(layout.folded[a:b].split()) for a, b in row.cells]
    what = next((at for at, head in enumerate(heads) if _WHAT.fullmatch(head)), None)
    when = next((at for at, head in enumerate(heads) if _WHEN.fullmatch(head)), None)
    who = tuple(at for at, head in enumerate(heads) if _WHO.fullmatch(head))
    if what is None or (when is None and not who):
        return None
    return Columns(len(heads), what, when, who)


def is_plan(layout: Layout, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a row among these paragraphs heads a plan."""
    return any(columns_of(layout, paragraph) for paragraph in paragraphs if paragraph.cells)


def row_pieces(layout: Layout, base: Base, root: Node) -> Iterator[Piece]:
    """A piece for each row of each plan in the outline."""
    for node in root.walk():
        columns: Columns | None = None
        above: Piece | None = None
        for paragraph in node.paragraphs:
            if not paragraph.cells:
                columns = None
                continue
            head = columns_of(layout, paragraph)
            if head:
                columns, above = head, None
            elif columns:
                above = _piece(layout, base, paragraph, columns, above) or above
                if above and above.start == paragraph.start:
                    yield above


def _piece(layout: Layout, base: Base, row: Paragraph, columns: Columns, above: Piece | None) -> Piece | None:
    shift = columns.count - len(row.cells)
    cells = [None] * shift + list(row.cells) if shift >= 0 else list(row.cells)
    what = cells[columns.what]
    if what is None or what[1] - what[0] < 2:
        return None
    named = [cell for at in columns.who if (cell := cells[at])]
    units = tuple(cell for cell in named if is_actor(layout.folded[slice(*cell)].rstrip("等")))
    when = cells[columns.when] if columns.when is not None else None
    deadline = _deadline(layout, base, when) if when else None
    if above and shift:
        units = units or above.units
        deadline = deadline or above.deadline
    return Piece(row.start, row.end, None, deadline, False, focus=what, units=units)


def _deadline(layout: Layout, base: Base, cell: Span) -> Deadline | None:
    found = find_deadlines(layout.folded, cell, base, loose=True)
    return found[0] if found else None
