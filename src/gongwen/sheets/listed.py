"""Rows below a head: which column of the copy is which, and what stands in each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Box, Kind
from gongwen.sheets import values
from gongwen.sheets.match import match_boxes
from gongwen.sheets.plan import ListPlan, Row, Slot
from gongwen.sheets.state import State
from gongwen.sheets.texts import norm, plain

_COLUMNS = 3  # from which on two tables that are divided alike may be one
Hanging = tuple[int, Slot, str]  # the row of the grid below a tall cell, its field, its text
Column = tuple[int, int, Slot | None]  # first column, the one beyond it, what it asks for


def read_lists(state: State) -> None:
    """The rows of every block that repeats."""
    for one in state.plan.lists:
        heads = _rows_like(state, one.heads[-1])
        bands = _rows_like(state, one.band) if one.band >= 0 else []
        rows = 0
        for head, beyond in pairwise([*heads, len(state.rows)]):
            columns = _columns(state, one, head)
            hanging: list[Hanging] = []
            begin = head if one.band < 0 else next((band for band in bands if head < band < beyond), beyond)
            for number in _body(state, one, begin, columns):
                read = _read_row(state, one, number, columns, rows + 1)
                rows += read
                if read:
                    _hang(state, number, columns, rows, hanging)
        if heads and not rows:
            _nil_above(state, one, min(heads) - len(one.heads))
        if one.block in state.nil and not rows:
            state.answer(one.slots[0], 1, state.nil[one.block])


def _rows_like(state: State, blank: int) -> list[int]:
    """The rows of the copy that are this row of the blank, in their order; heads may come again."""
    found = [number for number, other in enumerate(state.matched.rows) if other == blank]
    return sorted(found + [number for number, other in state.matched.again.items() if other == blank])


def _nil_above(state: State, one: ListPlan, number: int) -> None:
    """A heading behind which none was written."""
    above = one.heads[0] - 1
    if number < 0 or above < 0 or state.matched.rows[number] >= 0:
        return
    printed = next((box.text for box in state.plan.rows[above].boxes if box.text), "")
    for at, box in enumerate(state.rows[number].boxes):
        rest = (
            values.after_print(box.text, printed)
            if printed and norm(box.text).startswith(norm(printed))
            else ""
        )
        if values.is_nil(rest):
            state.nil[one.block] = rest
            state.use(number, at)


def read_across(state: State) -> None:
    """Blocks whose rows stand side by side as columns: each further cell behind the labels is one."""
    blocks: dict[int, list[Slot]] = defaultdict(list)
    for slot in state.plan.slots:
        if slot.place.kind is Kind.ACROSS and (slot.block, slot.field) in state.labels:
            blocks[slot.block].append(slot)
    for slots in blocks.values():
        rows: dict[int, list[tuple[Slot, int, int]]] = defaultdict(list)
        for slot in slots:
            number, label = state.labels[slot.block, slot.field]
            for at, box in enumerate(state.rows[number].boxes):
                if at > label and box.text and not state.is_used(number, at):
                    rows[box.column].append((slot, number, at))
        for row, (_, cells) in enumerate(sorted(rows.items()), 1):
            for slot, number, at in cells:
                state.use(number, at)
                state.answer(slot, row, state.rows[number].boxes[at].text)


def _columns(state: State, one: ListPlan, head: int) -> list[Column]:
    """The columns of the copy below one occurrence of the head."""
    columns: list[Column] = []
    depth = one.heads[-1] - one.heads[0] + 1
    first = head - depth + 1
    for number in range(max(first, 0), head + 1):
        blank = one.heads[-1] - (head - number)
        if state.matched.rows[number] not in (blank, -1) and number not in state.matched.again:
            continue
        row = state.rows[number]
        pairs = state.pairs.get(number)
        if pairs is None:
            pairs = state.pairs[number] = match_boxes(state.plan, blank, row)
            for at in pairs:
                state.use(number, at)
        columns = _under(columns, state, one.block, row, blank, pairs)
    return columns


def _under(
    columns: list[Column], state: State, block: int, row: Row, blank: int, pairs: dict[int, int]
) -> list[Column]:
    """The columns, divided by what one row of the head prints."""
    for at, box in enumerate(row.boxes):
        if not box.text:
            continue
        other = pairs.get(at)
        roles = state.plan.roles_of(blank, other) if other is not None else None
        slots = [slot for slot in roles.head if slot.block == block] if roles else []
        kept = [one for one in columns if one[0] < box.column or one[1] > box.right]
        if len(slots) > 1 and len(slots) == box.right - box.column:
            columns = kept + [(box.column + n, box.column + n + 1, slot) for n, slot in enumerate(slots)]
        else:
            columns = [*kept, (box.column, box.right, slots[0] if slots else None)]
    return columns


def _body(state: State, one: ListPlan, head: int, columns: Sequence[Column]) -> Iterator[int]:
    """The rows below a head or band up to the next one that is known."""
    if head >= len(state.rows):
        return
    part = state.rows[head].part
    skipped = set(one.body)
    for number in range(head + 1, len(state.rows)):
        blank = state.matched.rows[number]
        if state.rows[number].part != part:
            if number == head + 1 or not _goes_on(state, number):
                return
            part = state.rows[number].part
        if number in state.matched.again:
            return
        if blank >= 0 and blank not in skipped:
            if one.body and one.heads[-1] < blank < one.body[-1]:
                continue  # an example printed above the rows
            return
        if _is_heading(state.rows[number], columns) or (state.plan.loose and _is_labelled(state, number)):
            return
        yield number


def _goes_on(state: State, number: int) -> bool:
    """Whether a table that begins without a head goes on with the rows of the one before: divided alike."""
    row, before = state.rows[number], state.rows[number - 1]
    if not state.flows or row.is_line or before.is_line or state.matched.rows[number] >= 0:
        return False
    edges = [[(box.column, box.right) for box in one.boxes] for one in (row, before)]
    return (
        len(row.boxes) >= _COLUMNS
        and edges[0] == edges[1]
        and any(char.isdigit() for box in row.boxes for char in box.text)  # heads hold no numbers
    )


def _is_labelled(state: State, number: int) -> bool:
    """Whether a row holds labels of fields outside lists: where no blank is at hand, the list ends there."""
    singles = state.single_labels()
    return any(box.text and plain(box.text) in singles for box in state.rows[number].boxes)


def _is_sum(row: Row) -> bool:
    first = next((box.text for box in row.boxes if box.text), "")
    return words.is_total(first)


def _is_heading(row: Row, columns: Sequence[Column]) -> bool:
    """One box over the whole width that is no answer of a single column."""
    filled = [box for box in row.boxes if box.text]
    if len(filled) != 1 or len(columns) < 3 or values.is_nil(filled[0].text):
        return False
    wide = filled[0].right - filled[0].column
    return wide > 1 and sum(
        start < filled[0].right and end > filled[0].column for start, end, _ in columns
    ) == len(columns)


def _read_row(state: State, one: ListPlan, number: int, columns: Sequence[Column], row: int) -> int:
    """1 where the row holds an answer."""
    boxes = state.rows[number].boxes
    if _is_sum(state.rows[number]) and any(
        _is_sum(state.plan.rows[blank]) for blank in _printed_below(state, one)
    ):
        for at in range(len(boxes)):
            state.use(number, at)
        return 0
    if words.is_example(box.text for box in boxes):
        return 0  # stays printed, or is left over
    printed = _printed(one)
    kept = 0
    texts = [box.text for box in boxes if box.text and not words.is_index(box.text)]
    if len(texts) == 1 and values.is_nil(texts[0]) and row == 1:
        for at in range(len(boxes)):
            state.use(number, at)
        return int(state.answer(one.slots[0], 1, texts[0]))
    for at, box in enumerate(boxes):
        tied = state.bound.get((number, at), ())
        slot = tied[0][0] if len(tied) == 1 and tied[0][0].block == one.block else _slot_over(columns, box)
        if slot is None or not box.text:
            continue
        state.use(number, at)
        text = tied[0][1] if tied and tied[0][1] else box.text
        kept += state.answer(slot, row, text, printed.get(slot.field, ""))
    return int(kept > 0)


def _hang(state: State, number: int, columns: Sequence[Column], row: int, hanging: list[Hanging]) -> None:
    """A cell merged over several rows answers in each of them."""
    boxes = state.rows[number].boxes
    here = boxes[0].row
    for bottom, slot, text in hanging:
        if here < bottom and row not in state.values.get((slot.block, slot.field), {}):
            state.answer(slot, row, text)
    for box in boxes:
        tall = _slot_over(columns, box) if box.bottom - box.row > 1 and box.text else None
        if tall is not None:
            hanging.append((box.bottom, tall, box.text))


def _printed_below(state: State, one: ListPlan) -> list[int]:
    last = (one.body or one.heads)[-1]
    return list(range(last + 1, min(last + 3, len(state.plan.rows))))


def _printed(one: ListPlan) -> dict[int, str]:
    return {slot.field: slot.place.answer.text for slot in one.slots if slot.place.answer}


def _slot_over(columns: Sequence[Column], box: Box) -> Slot | None:
    """The field of the column that a box stands in; none where it spans several that ask."""
    over = [one for one in columns if one[0] < box.right and one[1] > box.column]
    asked = [slot for *_, slot in over if slot is not None]
    if len(over) == 1 or len(asked) == 1:
        return asked[0] if asked else None
    return None
