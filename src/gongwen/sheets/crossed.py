"""Answers where a printed row and a column meet, found by the row's label and the column's head."""

from __future__ import annotations

from collections import defaultdict

from gongwen.extract.sheet_grid import Box, Kind
from gongwen.sheets import values
from gongwen.sheets.plan import Slot
from gongwen.sheets.state import State
from gongwen.sheets.texts import likeness, norm

_LIKE = 0.6
_LABEL = 40


def read_crossed(state: State) -> None:
    """Every crossing that the rows themselves did not tell."""
    blocks: dict[int, list[Slot]] = defaultdict(list)
    for slot in state.plan.slots:
        if slot.place.kind is Kind.CROSS and slot.place.part >= 0:
            blocks[slot.block].append(slot)
    for slots in blocks.values():
        if state.plan.loose:
            _find(state, slots)
        for slot in slots:
            _read(state, slot)


def _read(state: State, slot: Slot) -> None:
    key = slot.block, slot.field
    row, head = state.labels.get(key), state.heads.get(key)
    if key in state.values or row is None or head is None:
        return
    number = row[0]
    over = state.rows[head[0]].boxes[head[1]]
    if state.rows[number].part != state.rows[head[0]].part:
        return
    for at, box in enumerate(state.rows[number].boxes):
        if (
            box.column <= over.column
            and over.right <= box.right
            and at > row[1]
            and not state.is_used(number, at)
        ):
            state.use(number, at)
            printed = slot.place.answer.text if slot.place.answer else ""
            state.answer(slot, 0, box.text, printed)
            return


def _find(state: State, slots: list[Slot]) -> None:
    """Heads and row labels by their texts, each row of the copy for one row of the block."""
    heads = {id(slot.place.head): slot.place.head for slot in slots if slot.place.head}
    labels = {id(slot.place.label): slot.place.label for slot in slots if slot.place.label}
    found = _heads(state, list(heads.values()))
    if not found:
        return
    taken: set[tuple[int, int]] = set()
    for label in labels.values():
        place = _label(state, label, found, taken)
        if place is None:
            continue
        taken.add(place)
        state.use(*place)
        for slot in slots:
            head = found.get(id(slot.place.head))
            if slot.place.label is label and head is not None:
                state.labels[slot.block, slot.field] = place
                state.heads[slot.block, slot.field] = head
                state.found.add((slot.block, slot.field))


def _heads(state: State, heads: list[Box]) -> dict[int, tuple[int, int]]:
    """For each head its box in the row of the copy that holds the most of them."""
    best: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(state.rows):
        if row.is_line or len(row.boxes) <= len(heads):
            continue
        free = {
            at: box.text for at, box in enumerate(row.boxes) if box.text and not state.is_used(number, at)
        }
        found: dict[int, tuple[int, int]] = {}
        for head in heads:
            at = max(free, key=lambda one: likeness(head.text, free[one]), default=None)
            if at is not None and likeness(head.text, free[at]) >= _LIKE:
                found[id(head)] = (number, at)
                free.pop(at)
        if len(found) > len(best):
            best = found
    if len(best) * 2 >= len(heads):
        for place in best.values():
            state.use(*place)
        return best
    return {}


def _label(
    state: State, label: Box, heads: dict[int, tuple[int, int]], taken: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The likest text in front of the columns, below their heads."""
    first = min(number for number, _ in heads.values())
    left = min(state.rows[number].boxes[at].column for number, at in heads.values())
    best, place = _LIKE, None
    for number in range(first + 1, len(state.rows)):
        row = state.rows[number]
        if row.part != state.rows[first].part:
            break
        for at, box in enumerate(row.boxes):
            if box.column >= left or not box.text or (number, at) in taken or len(norm(box.text)) > _LABEL:
                continue
            score = likeness(label.text, box.text)
            if score > best or (score >= best and place is None):
                best, place = score, (number, at)
    return place if place is None or not values.is_empty(state.rows[place[0]].boxes[place[1]].text) else None
