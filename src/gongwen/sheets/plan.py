"""A blank form prepared for reading its filled copies: rows, and what each of their boxes is for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Box, Grid, Kind, Place
from gongwen.model import Sheet
from gongwen.sheets.texts import norm, plain
from gongwen.text.widths import fold

_SINGLE = (Kind.BESIDE, Kind.OWN, Kind.BELOW)
_ALONE = {*_SINGLE, Kind.CROSS}
_PIECE = re.compile(r"[\W_]+")
_LONGEST_KEY = 200  # characters of a text by which a row is known again


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text or one row of a table: the boxes that begin in it."""

    part: int
    boxes: tuple[Box, ...]
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A field and where its answer belongs."""

    block: int
    field: int
    place: Place
    label: str  # the innermost one
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Roles:
    """What one box of the blank is for."""

    label: list[Slot] = field(default_factory=list)
    answer: list[Slot] = field(default_factory=list)
    own: list[Slot] = field(default_factory=list)  # label and answer, or blanks in a sentence
    head: list[Slot] = field(default_factory=list)  # of the columns below it


@dataclass(slots=True)
class ListPlan:
    """A block whose rows repeat."""

    block: int
    slots: list[Slot]
    heads: list[int]  # rows of the plan
    body: list[int]
    band: int = -1  # the row whose text stands above these rows and below the head; -1 for none


@dataclass(slots=True)
class Plan:
    """The blank as rows, with an index of the texts that are printed in it."""

    sheet: Sheet
    rows: list[Row]
    slots: list[Slot]
    roles: dict[tuple[int, int], Roles]  # (row, box) of the plan
    lists: list[ListPlan]
    loose: bool = False  # made up from labels alone: rows of the blank say nothing
    keys: list[tuple[str, ...]] = field(default_factory=list)  # by row
    index: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    printed: set[str] = field(default_factory=set)
    prints: frozenset[str] | None = None
    beside: tuple[str, ...] = ()  # what the blank says outside of its text and tables
    vocabulary: re.Pattern[str] | None = None
    named: dict[str, str] = field(default_factory=dict)  # spelling in a text -> key
    at: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)  # box -> (row, box)

    def bare_prints(self, bare: Callable[[str], str]) -> frozenset[str]:
        """All that is printed, text by text and piece by piece, as `bare` spells it."""
        if self.prints is None:
            texts = [box.text for row in self.rows for box in row.boxes if box.text]
            pieces = [piece for text in texts for piece in _PIECE.split(fold(text))]
            self.prints = frozenset(map(bare, [self.sheet.title, *texts, *pieces, *self.beside]))
        return self.prints

    def roles_of(self, row: int, box: int) -> Roles | None:
        return self.roles.get((row, box))

    def place_of(self, part: int, box: Box | None) -> tuple[int, int] | None:
        """Where a box of a part stands in the plan; a line's only box for none."""
        key = (part, box.row, box.column) if box is not None else (part, 0, 0)
        return self.at.get(key)


def rows_of(parts: Iterable[str | Grid]) -> list[Row]:
    """Lines and rows of tables in reading order."""
    rows: list[Row] = []
    for number, part in enumerate(parts):
        if isinstance(part, Grid):
            rows += [Row(number, boxes) for boxes in part.rows]
        else:
            rows.append(Row(number, (Box(part.strip(), 0, 0, 1, 1),), is_line=True))
    return rows


def make_plan(
    sheet: Sheet,
    places: Sequence[Sequence[Place | None]],
    parts: Iterable[str | Grid],
    *,
    loose: bool = False,
    beside: Sequence[str] = (),
) -> Plan:
    """The plan of a blank.

    Args:
        sheet: its blocks and fields.
        places: for each field of each block where its answer belongs.
        parts: what the blank is made of.
        loose: whether only the labels count, since there is no blank.
        beside: what it says outside of these: comments, heads and feet, what it hides.
    """
    rows = rows_of(parts)
    slots = [
        Slot(number, at, place or Place(Kind.OWN), one.label.rsplit("/", 1)[-1], one.options)
        for number, (block, own) in enumerate(zip(sheet.blocks, places, strict=True))
        for at, (one, place) in enumerate(zip(block.fields, own, strict=True))
    ]
    plan = Plan(sheet, rows, slots, {}, [], loose, beside=tuple(beside))
    for number, row in enumerate(rows):
        for at, box in enumerate(row.boxes):
            plan.at[row.part, box.row, box.column] = number, at
    for slot in slots:
        _give_roles(plan, slot)
    _find_lists(plan)
    _index(plan)
    return plan


def _role(plan: Plan, part: int, box: Box | None) -> Roles | None:
    place = plan.place_of(part, box)
    return plan.roles.setdefault(place, Roles()) if place else None


def _give_roles(plan: Plan, slot: Slot) -> None:
    place = slot.place
    if place.part < 0:
        return
    above = place.above if place.above >= 0 else place.part
    if place.kind in (Kind.OWN, Kind.GAP):
        _add(_role(plan, place.part, place.label), "own", slot)
        return
    if place.label is not None or place.kind is Kind.BELOW:
        _add(_role(plan, above, place.label), "label", slot)
    if place.answer is not None and place.kind is not Kind.COLUMN:
        _add(_role(plan, place.part, place.answer), "answer", slot)
    if place.head is not None:
        _add(_role(plan, place.part, place.head), "head", slot)


def _add(roles: Roles | None, kind: str, slot: Slot) -> None:
    if roles is not None:
        getattr(roles, kind).append(slot)


def _find_lists(plan: Plan) -> None:
    blocks: dict[int, list[Slot]] = defaultdict(list)
    for slot in plan.slots:
        if slot.place.kind is Kind.COLUMN and slot.place.part >= 0:
            blocks[slot.block].append(slot)
    for block, slots in blocks.items():
        found = [plan.place_of(slot.place.part, slot.place.head) for slot in slots]
        heads = sorted({place[0] for place in found if place})
        if not heads:
            continue
        first = [plan.place_of(slot.place.part, slot.place.answer) for slot in slots if slot.place.answer]
        beyond = max([heads[-1] + 1, *(place[0] for place in first if place)])
        body = []
        while beyond < len(plan.rows) and _may_be_body(plan, beyond, plan.rows[heads[0]].part):
            body.append(beyond)
            beyond += 1
        band = plan.place_of(slots[0].place.part, slots[0].place.label) if slots[0].place.label else None
        plan.lists.append(ListPlan(block, slots, heads, body, band[0] if band else -1))


def _may_be_body(plan: Plan, number: int, part: int) -> bool:
    row = plan.rows[number]
    return row.part == part and all(
        plan.roles_of(number, at) is None
        and (words.is_blank(box.text) or words.is_index(box.text) or words.has_boxes(box.text))
        for at, box in enumerate(row.boxes)
    )


def _index(plan: Plan) -> None:
    body = {row for one in plan.lists for row in one.body}
    labels: dict[str, str] = {}
    for number, row in enumerate(plan.rows):
        keys: list[str] = []
        for at, box in enumerate(row.boxes):
            roles = plan.roles_of(number, at)
            if box.text:
                plan.printed.add(norm(box.text))
            keys += _keys(box, roles) if number not in body else ()
            if roles:
                labels |= {_spelling(slot.label): plain(slot.label) for slot in roles.own + roles.label}
        plan.keys.append(tuple(dict.fromkeys(keys)))
        if not plan.loose or (row.boxes and not _is_single(plan, number)):
            for key in plan.keys[-1]:
                plan.index[key].append(number)
    for slot in plan.slots:
        if slot.place.kind in _SINGLE:
            labels.setdefault(_spelling(slot.label), plain(slot.label))
    plan.named = {spelling: key for spelling, key in labels.items() if len(key) > 1}
    if plan.named:
        plan.vocabulary = _pattern(plan.named)


def _is_single(plan: Plan, number: int) -> bool:
    roles = [plan.roles_of(number, at) for at in range(len(plan.rows[number].boxes))]
    kinds = {slot.place.kind for one in roles if one for slot in one.label + one.own + one.head}
    return bool(kinds) and kinds <= _ALONE


def _keys(box: Box, roles: Roles | None) -> list[str]:
    """The texts by which the row of a box is known again in a filled copy."""
    if not box.text or words.is_index(box.text) or (roles and roles.answer):
        return []
    if roles and roles.own:
        return [own_key(plain(slot.label)) for slot in roles.own if slot.place.kind is Kind.OWN]
    return [norm(box.text)] if not words.is_blank(box.text) and len(box.text) <= _LONGEST_KEY else []


def own_key(label: str) -> str:
    """The key of a label that stands in one text with its answer."""
    return label + ":"


def _spelling(label: str) -> str:
    return "".join(fold(label).split()).rstrip(":").lower()


def _pattern(named: dict[str, str]) -> re.Pattern[str]:
    """Any of the labels before a colon, whatever stands between their characters and in brackets behind."""
    ordered = sorted(named, key=len, reverse=True)
    spaced = "|".join(r"\s*".join(map(re.escape, spelling)) for spelling in ordered if spelling)
    return re.compile(rf"(?P<label>{spaced})\s*(?:\([^()]*\)\s*)*:", re.IGNORECASE)
