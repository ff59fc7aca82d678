"""Which place of a blank belongs to which field of a template, also where the blank was made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongwen.extract.sheet_grid import Grid, Kind
from gongwen.extract.sheets import parts_of, place_sheet
from gongwen.model import Document, FieldType, Sheet, SheetBlock, SheetField
from gongwen.sheets.plan import ListPlan, Plan, Slot, make_plan
from gongwen.sheets.texts import plain

Rows = Mapping[str, Sequence[Mapping[str, str]]]  # by key of the block: rows of values by key of the field
TAG = "qj"


@dataclass(frozen=True, slots=True)
class Binding:
    """A slot of the blank, the field it stands for and the value to write, "" for none."""

    slot: Slot
    block: SheetBlock
    field: SheetField
    value: str
    row: int = 0  # of a repeating block, from 1

    @property
    def tag(self) -> str:
        return f"{TAG}.{self.block.key}.{self.field.key}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A blank with its places, and the fields of the template that they stand for."""

    plan: Plan
    parts: tuple[str | Grid, ...]
    origins: tuple[int, ...]
    fields: Mapping[tuple[int, int], tuple[SheetBlock, SheetField]]

    def singles(self, values: Rows) -> Iterator[Binding]:
        """Everything outside lists."""
        for slot in self.plan.slots:
            found = self.fields.get((slot.block, slot.field))
            if found is None or slot.place.part < 0 or slot.place.kind is Kind.COLUMN:
                continue
            block, field = found
            if field.type is not FieldType.PHOTO:
                yield Binding(slot, block, field, _value(values, block, field, 0))

    def cells(self, one: ListPlan, values: Rows) -> Iterator[tuple[int, int, Binding]]:
        """The boxes of a list's empty rows: row and box of the plan, what belongs there."""
        columns = {slot.place.head.column: slot for slot in one.slots if slot.place.head}
        for number, row in enumerate(one.body):
            for at, box in enumerate(self.plan.rows[row].boxes):
                slot = columns.get(box.column)
                found = self.fields.get((slot.block, slot.field)) if slot else None
                if slot is not None and found is not None:
                    block, field = found
                    yield (
                        row,
                        at,
                        Binding(slot, block, field, _value(values, block, field, number), number + 1),
                    )

    def wanted(self, one: ListPlan, values: Rows) -> int:
        """How many rows a list needs."""
        found = next(
            (
                self.fields[one.block, slot.field]
                for slot in one.slots
                if (one.block, slot.field) in self.fields
            ),
            None,
        )
        return len(values.get(found[0].key, ())) if found else 0


def _value(values: Rows, block: SheetBlock, field: SheetField, row: int) -> str:
    rows = values.get(block.key, ())
    return str(rows[row].get(field.key, "")) if row < len(rows) else ""


def bind(document: Document, sheet: Sheet) -> Bound | None:
    """The places of a blank for the fields of `sheet`; None where it is no form."""
    placed = place_sheet(document)
    if placed is None:
        return None
    found = parts_of(document, trim=False)
    parts = tuple(part for part, _ in found)
    plan = make_plan(placed.sheet, placed.places, parts)
    return Bound(plan, parts, tuple(origin for _, origin in found), same_fields(placed.sheet, sheet))


def same_fields(blank: Sheet, sheet: Sheet) -> dict[tuple[int, int], tuple[SheetBlock, SheetField]]:
    """Fields of the template by place of the blank: the longest runs of the same labels."""
    ours = [(block, field) for block in sheet.blocks for field in block.fields]
    theirs = [
        ((number, at), block, field)
        for number, block in enumerate(blank.blocks)
        for at, field in enumerate(block.fields)
    ]
    names = [_name(block, field) for block, field in ours]
    others = [_name(block, field) for _, block, field in theirs]
    matcher = SequenceMatcher(None, others, names, autojunk=False)
    fields = {}
    for run in matcher.get_matching_blocks():
        for offset in range(run.size):
            fields[theirs[run.a + offset][0]] = ours[run.b + offset]
    _by_heading(theirs, ours, fields)
    return fields


def _by_heading(
    theirs: Sequence[tuple[tuple[int, int], SheetBlock, SheetField]],
    ours: Sequence[tuple[SheetBlock, SheetField]],
    fields: dict[tuple[int, int], tuple[SheetBlock, SheetField]],
) -> None:
    """What the only field of a part is called may be printed as the heading of the part, and the reverse."""
    used = set(map(id, (field for _, field in fields.values())))
    alone = [(block, field) for block, field in ours if len(block.fields) == 1 and id(field) not in used]
    for place, block, field in theirs:
        if place in fields:
            continue
        names = {plain(field.label.rsplit("/", 1)[-1])}
        names |= {plain(block.label)} if len(block.fields) == 1 else set()
        fit = next(
            (one for one in alone if one[0].repeat == block.repeat and plain(one[0].label) in names), None
        )
        if fit is not None:
            fields[place] = fit
            alone.remove(fit)


def _name(block: SheetBlock, field: SheetField) -> tuple[bool, str]:
    return block.repeat, plain(field.label.rsplit("/", 1)[-1])
