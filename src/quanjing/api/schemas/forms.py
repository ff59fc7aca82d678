"""What filled forms say, and what of it is taken."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Code
from quanjing.submissions.actions import Note
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Filled
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.rules.understood import Understood, understood_from

Place = Annotated[str, Field(max_length=120)]


class FormFile(Schema):
    """A file that was handed in; `code` is null for one that was refused, `trouble` says why."""

    code: str | None
    name: str
    note: Note | None
    trouble: str | None


class FormRow(Schema):
    """A row; `task` is null where a part serves several tasks and the file does not say for which."""

    task: str | None
    values: dict[str, Any]


class FormBlock(Schema):
    none: bool
    rows: list[FormRow]


class WrongValue(Schema):
    """A value that its field does not take; row 0 where there is one row."""

    field: str
    row: int
    written: str
    expected: str


class KnownValue(Schema):
    """A fact that is known otherwise; it is not taken."""

    field: str
    written: str
    known: str


class FormOut(Schema):
    """Filled forms, by the keys of the sheet; `version` is that of the draft beside which they are shown."""

    code: str
    state: FilledState
    version: int
    files: list[FormFile]
    header: dict[str, Any]
    blocks: dict[str, FormBlock]
    wrong: list[WrongValue]
    differs: list[KnownValue]
    not_understood: list[str]

    @classmethod
    def of(cls, filled: Filled, page: ReportPage) -> FormOut:
        said = understood_from(filled.said)
        return cls(
            code=filled.code,
            state=FilledState(filled.state),
            version=page.version,
            files=[
                FormFile(
                    code=one["code"] or None,
                    name=one["name"],
                    note=Note(one["note"]) if one["note"] else None,
                    trouble=one["trouble"] or None,
                )
                for one in filled.files
            ],
            header=said.header,
            blocks=_blocks(said),
            wrong=[
                WrongValue(field=one.label, row=one.row, written=one.written, expected=one.expected)
                for one in said.wrong
            ],
            differs=[
                KnownValue(field=one.label, written=one.written, known=one.known) for one in said.differs
            ],
            not_understood=said.left,
        )


class Taking(Body):
    """What goes into the draft: `parts` are keys of blocks or "header", all where null.

    `places` says where a file goes that is no sheet: "BLOCK.FIELD" or "whole:TASK" by its code.
    """

    version: int = Field(ge=0, le=2**31 - 1)
    parts: list[Code] | None = Field(None, max_length=200)
    places: dict[Code, Place] = Field(default_factory=dict, max_length=20)


def _blocks(said: Understood) -> dict[str, FormBlock]:
    return {
        key: FormBlock(
            none=block["none"],
            rows=[FormRow(task=row["task"] or None, values=row["values"]) for row in block["rows"]],
        )
        for key, block in said.blocks.items()
    }
