"""What a filled form says: answers by block, row and field, and what belongs to none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongwen.doubts import Doubt
from gongwen.model import Sheet
from gongwen.sheets.plan import Plan

Key = tuple[str, str]  # of a block and of a field in it


@dataclass(frozen=True, slots=True)
class Template:
    """A form to be filled in, prepared once for many copies."""

    sheet: Sheet
    plan: Plan
    reference: str = ""  # that a blank of the platform carries
    keys: Mapping[Key, Key] | None = None  # of the paper's fields -> of the sheet that it is the paper of


@dataclass(frozen=True, slots=True)
class Answer:
    """One value. `row` is 0 outside repeating blocks, 1 … inside, in the order of the copy.

    `value` stands as typed, line ends kept; days that Excel counts are YYYY-MM-DD, ticked options
    their texts, several joined by 、. `doubt` says why a person must look at it.
    """

    block: str  # key of the block
    row: int
    field: str  # key of the field
    value: str
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """A filled copy: answers in the template's order, and every other text that the blank does not print."""

    answers: tuple[Answer, ...]
    not_understood: tuple[str, ...] = ()
    reference: str = ""  # the opaque reference that the file carries, "" where it carries none
    lines: tuple[str, ...] = ()  # of a scan: everything that was recognized
