"""A filled form beside the draft: what is new, what changes, what stays; nothing of the draft is dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from quanjing.sheets.models import Field
from quanjing.sheets.rules.values import is_empty
from quanjing.submissions.models import Entry, Report
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.queries.page import BlockPlace, Part, ReportPage
from quanjing.submissions.rules.answers import BlockDraft, Row, as_json, drafts_of
from quanjing.submissions.rules.permission import Mode, may_edit, mode_of
from quanjing.submissions.rules.understood import Understood

HEADER = "header"
Values = dict[str, object]
_ALIKE = 0.5  # of the values of two rows that are the same row


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    STAYS = "stays"  # only the draft has it


@dataclass(frozen=True, slots=True)
class CellMerge:
    label: str
    before: str
    after: str
    change: Change


@dataclass(frozen=True, slots=True)
class RowMerge:
    change: Change
    cells: tuple[CellMerge, ...]


@dataclass(slots=True)
class BlockMerge:
    """One part of the page; `key` is "header" above the sheets. `none`: answered with none."""

    key: str
    label: str
    rows: list[RowMerge] = field(default_factory=list)
    none: bool = False
    refused: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {one.value: sum(row.change == one for row in self.rows) for one in Change}

    @property
    def changes(self) -> bool:
        return self.none or any(row.change in (Change.NEW, Change.CHANGED) for row in self.rows)


@dataclass(slots=True)
class Merged:
    """The parts as they are shown, and what `keep` gets for those that are chosen."""

    blocks: list[BlockMerge] = field(default_factory=list)
    header: Values = field(default_factory=dict)
    draft: dict[str, dict[str, object]] = field(default_factory=dict)
    corrections: dict[str, Values] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        return any(block.changes for block in self.blocks)


def merge(page: ReportPage, said: Understood, now: datetime, chosen: Collection[str] | None = None) -> Merged:
    """What becomes of the draft: values of the form over those of the draft, rows that are alike joined.

    Args:
        chosen: keys of the parts that are wanted; None for all. The others are shown and not taken.
    """
    report = page.report or Report()
    merged = Merged()
    if said.header:
        _merge_header(page, report, said, merged, wanted=chosen is None or HEADER in chosen)
    drafts = drafts_of(page, report.draft)
    for place in page.places:
        given = said.blocks.get(place.key)
        if given is None:
            continue
        modes = {code: mode_of(page.part(code), now) for code in place.tasks}
        wanted = chosen is None or place.key in chosen
        if set(modes.values()) == {Mode.CORRECT}:
            _merge_corrections(page.part(place.tasks[0]), place, given, report, now, merged, wanted=wanted)
        elif Mode.FORM in modes.values():
            is_open = {code for code, mode in modes.items() if mode is Mode.FORM}
            before = drafts.get(place.key, BlockDraft())
            shown, draft = _merge_block(place, before, given, is_open)
            merged.blocks.append(shown)
            if wanted and shown.changes:
                merged.draft[place.key] = as_json(draft)
        else:
            before = drafts.get(place.key, BlockDraft())
            shown, _draft = _merge_block(place, before, given, set(place.tasks))
            if shown.changes:  # what was prefilled and is as it was sent needs no word
                closed = BlockMerge(place.key, place.block.label)
                closed.refused.append(_("This item is decided or closed; nothing is taken into it."))
                merged.blocks.append(closed)
    return merged


def _merge_header(
    page: ReportPage, report: Report, said: Understood, merged: Merged, *, wanted: bool
) -> None:
    asked = {one.key: one.field for one in page.header}
    cells = [
        _cell(asked[key].label, report.header.get(key), value)
        for key, value in said.header.items()
        if key in asked
    ]
    merged.blocks.append(BlockMerge(HEADER, _("Above the sheets"), [_row(cells)]))
    if wanted:
        merged.header = dict(said.header)


def _merge_block(
    place: BlockPlace, before: BlockDraft, given: Mapping[str, Any], is_open: Collection[str]
) -> tuple[BlockMerge, BlockDraft]:
    fields = list(place.block.fields.all())
    shown = BlockMerge(place.key, place.block.label)
    rows = [row for row in before.rows if not row.is_blank]
    if given["none"]:
        shown.none = not rows and not before.none.issuperset(is_open)
        if rows:
            shown.refused.append(_("The form says none here, but the draft has rows; they stay."))
            shown.rows = [_stays(fields, row.values) for row in rows]
            return shown, before
        return shown, BlockDraft(before.none | set(is_open), ())
    incoming = [Row(_task(place, one, is_open), dict(one["values"])) for one in given["rows"]]
    if not place.block.repeat and not place.is_shared:
        pairs = {0: 0} if rows and incoming else {}
        if len(incoming) > 1:
            shown.refused.append(_("This part takes one row only; the first was read."))
            incoming = incoming[:1]
    else:
        pairs = _pairs(incoming, rows, fields)
    result = list(rows)
    for number, row in enumerate(incoming):
        at = pairs.get(number)
        old = rows[at] if at is not None else None
        told = {key: value for key, value in row.values.items() if not is_empty(value)}
        cells = [
            _cell(each.label, old.values.get(each.key) if old else None, told[each.key])
            for each in fields
            if each.key in told
        ]
        shown.rows.append(_row(cells, is_new=old is None))
        if old is None or at is None:
            result.append(row)
        else:
            result[at] = Row(old.task or row.task, {**old.values, **told})
    shown.rows += [_stays(fields, row.values) for at, row in enumerate(rows) if at not in pairs.values()]
    return shown, BlockDraft(before.none - set(is_open), tuple(result))


def _merge_corrections(
    part: Part,
    place: BlockPlace,
    given: Mapping[str, Any],
    report: Report,
    now: datetime,
    merged: Merged,
    *,
    wanted: bool,
) -> None:
    """Only what was sent back goes in; any other change is named."""
    assert part.base is not None
    fields = list(place.block.fields.all())
    entries = [entry for entry in part.base.entries.all() if entry.block_id == place.block.pk]
    incoming = [Row(part.code, dict(one["values"])) for one in given["rows"]]
    pairs = _pairs(incoming, [Row(part.code, dict(entry.values)) for entry in entries], fields)
    if len(incoming) == len(entries) == 1:
        pairs = {0: 0}
    shown = BlockMerge(place.key, place.block.label)
    merged.blocks.append(shown)
    for number, row in enumerate(incoming):
        if number in pairs:
            _correct(part, entries[pairs[number]], row, fields, report, now, merged, shown, wanted=wanted)
        else:
            told = {"number": number + 1}
            shown.refused.append(
                _("Row %(number)s was not sent; only what was sent back can be changed.") % told
            )


def _correct(
    part: Part,
    entry: Entry,
    row: Row,
    fields: Sequence[Field],
    report: Report,
    now: datetime,
    merged: Merged,
    shown: BlockMerge,
    *,
    wanted: bool,
) -> None:
    """The row of an entry that was sent."""
    typed = report.corrections.get(entry.code, {})
    cells = []
    for each in fields:
        value = row.values.get(each.key)
        before = typed.get(each.key, entry.values.get(each.key))
        if is_empty(value) or as_text(value) == as_text(before):
            continue
        if not may_edit(part, entry.pk, each.key, now):
            told = {"field": each.label, "value": as_text(value)}
            shown.refused.append(_("“%(field)s” was not sent back and stays: %(value)s.") % told)
            continue
        cells.append(_cell(each.label, before, value))
        if wanted:
            merged.corrections.setdefault(entry.code, {})[each.key] = value
    if cells:
        shown.rows.append(RowMerge(Change.CHANGED, tuple(cells)))


def _pairs(incoming: Sequence[Row], rows: Sequence[Row], fields: Sequence[Field]) -> dict[int, int]:
    """Rows of the form -> rows of the draft that are the same, the likest first, each once."""
    keys = [each.key for each in fields]
    found = sorted(
        ((_likeness(new, old, keys), -number, -at) for number, new in enumerate(incoming)
         for at, old in enumerate(rows)),
        reverse=True,
    )  # fmt: skip
    pairs: dict[int, int] = {}
    for share, number, at in found:
        if share >= _ALIKE and -number not in pairs and -at not in pairs.values():
            pairs[-number] = -at
    return pairs


def _likeness(new: Row, old: Row, keys: Sequence[str]) -> float:
    """Share of equal values; the first field, mostly a name, counts as much as all others together."""
    told = [key for key in keys if not (is_empty(new.values.get(key)) and is_empty(old.values.get(key)))]
    if not told:
        return 0.0
    equal = [as_text(new.values.get(key)) == as_text(old.values.get(key)) for key in told]
    return (sum(equal) / len(equal) + equal[0]) / 2 if len(equal) > 1 else float(equal[0])


def _task(place: BlockPlace, given: Mapping[str, Any], is_open: Collection[str]) -> str:
    if not place.is_shared:
        return place.tasks[0]
    code = str(given.get("task", ""))
    return code if code in is_open else ""


def _cell(label: str, before: object, after: object) -> CellMerge:
    old, new = as_text(before), as_text(after)
    change = Change.SAME if old == new else Change.CHANGED if old else Change.NEW
    return CellMerge(label, old, new, change)


def _row(cells: Iterable[CellMerge], *, is_new: bool = False) -> RowMerge:
    kept = tuple(cells)
    changes = {cell.change for cell in kept}
    if is_new or changes == {Change.NEW}:
        return RowMerge(Change.NEW, kept)
    return RowMerge(Change.SAME if changes <= {Change.SAME} else Change.CHANGED, kept)


def _stays(fields: Sequence[Field], values: Mapping[str, object]) -> RowMerge:
    cells = [_cell(each.label, values.get(each.key), values.get(each.key)) for each in fields]
    return RowMerge(Change.STAYS, tuple(cell for cell in cells if cell.after))
