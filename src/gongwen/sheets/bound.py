"""Answers that a content control or the name of a cell binds to their field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from gongwen.sheets import values
from gongwen.sheets.plan import Slot
from gongwen.sheets.state import State
from gongwen.sheets.texts import norm

Boxes = Mapping[tuple[int, int, int], tuple[tuple[str, str], ...]]  # (part, row, column) -> key and text


def find_bound(state: State, boxes: Boxes) -> None:
    """Note which boxes of the copy are bound to which fields of the template."""
    if not boxes:
        return
    slots = {}
    for slot in state.plan.slots:
        block = state.plan.sheet.blocks[slot.block]
        slots[f"{block.key}.{block.fields[slot.field].key}"] = slot
    for number, row in enumerate(state.rows):
        for at, box in enumerate(row.boxes):
            found = boxes.get((row.part, box.row, box.column), ())
            known = tuple((slots[key], text) for key, text in found if key in slots)
            if known:
                state.bound[number, at] = known


def read_bound_singles(state: State) -> None:
    """Values outside lists; the text of the box counts where it holds a single control."""
    for (number, at), found in state.bound.items():
        text = state.rows[number].boxes[at].text
        for slot, own in found:
            if state.plan.sheet.blocks[slot.block].repeat:
                continue
            place = slot.place
            printed = place.answer.text if place.answer and place.answer is not place.label else ""
            alone = len(found) == 1 and norm(own) == norm(text)
            if not values.is_empty(own) and state.answer(slot, 0, text if alone else own, printed):
                state.fixed.add((slot.block, slot.field))
                if alone:
                    state.use(number, at)


def read_bound_rows(state: State) -> None:
    """Rows of lists that no head led to: every row of the copy that holds bound boxes."""
    rows: dict[tuple[int, int], list[tuple[int, Slot, str]]] = defaultdict(list)
    for (number, at), found in state.bound.items():
        for slot, own in found:
            if state.plan.sheet.blocks[slot.block].repeat and not state.is_used(number, at):
                rows[slot.block, number].append((at, slot, own))
    for (block, number), cells in sorted(rows.items()):
        row = 1 + max(
            (row for (one, _), kept in state.values.items() if one == block for row in kept), default=0
        )
        for at, slot, _ in cells:
            if state.answer(slot, row, state.rows[number].boxes[at].text):
                state.use(number, at)
