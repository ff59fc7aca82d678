"""A page of a body as somebody without an account fills it in: empty, nothing of what is known is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from quanjing.foundation.errors import Problem
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.submissions.actions import Typed, open_tasks
from quanjing.submissions.actions.outside import MOST_ROWS
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.outside import AskedBlock, asked_blocks, asked_header

ROWS = 3  # to begin with, and as many more each time
KINDS = {FieldType.NUMBER: "number", FieldType.DATE: "date"}


@dataclass(slots=True)
class SheetInput:
    name: str
    field: Field
    value: object = ""
    errors: list[str] = dataclasses.field(default_factory=list)

    @property
    def kind(self) -> str:
        return KINDS.get(FieldType(self.field.type), "text")


@dataclass(slots=True)
class SheetRow:
    number: int
    task: str
    inputs: list[SheetInput]


@dataclass(slots=True)
class SheetBlock:
    asked: AskedBlock
    rows: list[SheetRow]
    none: bool

    @property
    def key(self) -> str:
        return self.asked.place.key

    @property
    def block(self) -> object:
        return self.asked.place.block

    @property
    def grows(self) -> bool:
        return _repeats(self.asked)


@dataclass(slots=True)
class Sheet:
    """`who` is the name that was typed; `rows` how many each repeated part shows."""

    who: str
    rows: int
    header: list[SheetInput]
    blocks: list[SheetBlock]


def rows_wanted(post: QueryDict) -> int:
    """How many rows were shown, and some more where they were asked for."""
    given = post.get("rows", "")
    rows = int(given) if given.isdecimal() and len(given) < 4 else ROWS
    return min(rows + (ROWS if "more" in post else 0), MOST_ROWS)


def typed_of(post: QueryDict, page: ReportPage) -> Typed:
    """What was typed, places of the page alone."""
    rows = {}
    for block in asked_blocks(page, open_tasks(page)):
        key = block.place.key
        count = _shown(block, rows_wanted(post))
        rows[key] = [
            (post.get(f"{key}.{number}:task", ""),
             {each.key: _value(post, f"{key}.{number}.{each.key}", each) for each in block.fields})
            for number in range(1, count + 1)
        ]  # fmt: skip
    header = {key: _value(post, f"header.{key}", each) for key, each in asked_header(page)}
    return Typed(post.get("who", ""), header, rows, frozenset(post.getlist("none")))


def sheet_of(page: ReportPage, post: QueryDict, rows: int, problems: Iterable[Problem]) -> Sheet:
    """The sheet with what was typed so far."""
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.where, []).append(str(problem.message))
    header = [
        SheetInput(f"header.{key}", each, _value(post, f"header.{key}", each), wrong.get(f"header.{key}", []))
        for key, each in asked_header(page)
    ]
    blocks = [
        SheetBlock(
            block, [_row(block, number, post, wrong) for number in range(1, _shown(block, rows) + 1)],
            block.place.key in post.getlist("none"),
        )
        for block in asked_blocks(page, open_tasks(page))
    ]  # fmt: skip
    return Sheet(post.get("who", ""), rows, header, blocks)


def _shown(block: AskedBlock, rows: int) -> int:
    return rows if _repeats(block) else 1


def _row(block: AskedBlock, number: int, post: QueryDict, wrong: dict[str, list[str]]) -> SheetRow:
    place = f"{block.place.key}.{number}"
    inputs = [
        SheetInput(f"{place}.{each.key}", each, _value(post, f"{place}.{each.key}", each),
                   wrong.get(f"{place}.{each.key}", []))
        for each in block.fields
    ]  # fmt: skip
    return SheetRow(number, post.get(f"{place}:task", ""), inputs)


def _repeats(block: AskedBlock) -> bool:
    return block.place.block.repeat or block.place.is_shared


def _value(post: QueryDict, name: str, asked: Field) -> object:
    if asked.type == FieldType.MULTICHOICE:
        return [value for value in post.getlist(name) if value]
    return post.get(name, "")
