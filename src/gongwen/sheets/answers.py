"""A filled copy of a form as answers: first what is bound, then by rows, columns and labels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongwen.doubts import Doubt
from gongwen.extract.sheet_grid import Grid, Kind
from gongwen.extract.sheet_pairs import date_cells
from gongwen.model import FieldType
from gongwen.sheets import values
from gongwen.sheets.accounts import unaccounted
from gongwen.sheets.bound import Boxes, find_bound, read_bound_rows, read_bound_singles
from gongwen.sheets.crossed import read_crossed
from gongwen.sheets.listed import read_across, read_lists
from gongwen.sheets.loose import read_loose, read_sentences
from gongwen.sheets.match import match_boxes, match_rows
from gongwen.sheets.model import Answer, Answers
from gongwen.sheets.owned import read_owned
from gongwen.sheets.plan import Plan, Roles, Slot, rows_of
from gongwen.sheets.state import State
from gongwen.sheets.texts import norm, plain

_IN_BRACKETS = re.compile(r"[(（][^()（）]{6,}[)）]")
_CHOICES = (FieldType.CHOICE, FieldType.MULTICHOICE)


def read_answers(plan: Plan, parts: Iterable[str | Grid], bound: Boxes, *, flows: bool = False) -> Answers:
    """The answers in a filled copy.

    Args:
        plan: of the blank.
        parts: what the copy is made of.
        bound: for boxes (part, row, column) what controls and names of cells say: block.field and text.
        flows: whether tables follow each other in a text; else they are worksheets.
    """
    rows = rows_of(parts)
    matched = match_rows(plan, rows)
    state = State(plan, rows, matched, flows=flows)
    find_bound(state, bound)
    read_bound_singles(state)
    for number, blank in enumerate(matched.rows):
        if blank >= 0:
            _read_row(state, number, blank)
    read_lists(state)
    read_across(state)
    read_bound_rows(state)
    read_crossed(state)
    read_sentences(state)
    _read_below(state)
    read_loose(state)
    _read_owned_left(state)
    return Answers(tuple(_finished(state)), tuple(unaccounted(state)))


def _read_row(state: State, number: int, blank: int) -> None:
    """A row that is known: answers beside labels, in crossings, and in the labels' own texts."""
    row = state.rows[number]
    pairs = match_boxes(state.plan, blank, row)
    state.pairs[number] = pairs
    printed = state.plan.rows[blank].boxes
    for at, other in pairs.items():
        roles = state.plan.roles_of(blank, other)
        if state.is_used(number, at):
            continue
        if roles is None:
            _read_print(state, number, at, printed[other].text)
        elif roles.own:
            read_owned(state, number, at, roles.own, printed[other].text)
            _read_beside(state, number, at, roles.own, pairs)
        elif roles.answer:
            _read_answer(state, number, at, roles, printed[other].text)
        else:
            _read_label(state, number, at, roles, printed[other].text)


def _read_beside(state: State, number: int, at: int, slots: Sequence[Slot], pairs: dict[int, int]) -> None:
    """The answer in a further box, where the blank's last label has none behind it."""
    boxes = state.rows[number].boxes
    slot = slots[0]
    if len(slots) > 1 or slot.options or (slot.block, slot.field) in state.values or at + 1 >= len(boxes):
        return
    if at + 1 not in pairs and boxes[at + 1].text and state.answer(slot, 0, boxes[at + 1].text):
        state.use(number, at + 1)


def _read_print(state: State, number: int, at: int, printed: str) -> None:
    """A box that asks for nothing: the same print, or sums that the file works out."""
    text = state.rows[number].boxes[at].text
    is_sum = bool(printed) and values.is_number(printed) and values.is_number(text)
    if is_sum or norm(text) == norm(printed) or norm(text) in state.plan.printed:
        state.use(number, at)


def _read_answer(state: State, number: int, at: int, roles: Roles, printed: str) -> None:
    if state.plan.loose:
        return
    slot = roles.answer[0]
    if slot.place.kind is Kind.ACROSS:
        return
    text = _over_cells(state, number, at) or state.rows[number].boxes[at].text
    state.use(number, at)
    if slot.place.kind is Kind.BELOW and norm(text) in state.plan.printed and norm(text) != norm(printed):
        return
    state.answer(slot, 0, text, printed)


def _over_cells(state: State, number: int, at: int) -> str:
    """A day that the blank divides over several cells: 2026 | 年 | 3 | 月 | 5 | 日."""
    boxes, printed = state.rows[number].boxes, state.plan.rows[state.matched.rows[number]].boxes
    cells = date_cells([box.text for box in printed[at:]])
    first = boxes[at].text
    whole = values.is_date(first) and not first.isdigit()
    if not cells or whole or len(boxes) != len(printed):
        return ""
    for other in range(at, at + cells):
        state.use(number, other)
    texts = [box.text for box in boxes[at : at + cells]]
    state.parted += texts
    return "".join(texts)


def _read_label(state: State, number: int, at: int, roles: Roles, printed: str) -> None:
    """A label, perhaps with its answer in the same box."""
    text = state.rows[number].boxes[at].text
    slots = roles.label or roles.head
    state.use(number, at)
    state.found |= {(slot.block, slot.field) for slot in slots}
    for slot in roles.label:
        state.labels.setdefault((slot.block, slot.field), (number, at))
    for slot in roles.head:
        state.heads.setdefault((slot.block, slot.field), (number, at))
    rest = _beyond_label(text, printed)
    if not rest or values.is_empty(rest):
        return
    single = slots[0] if roles.label and slots[0].place.kind in (Kind.BESIDE, Kind.BELOW) else None
    nil = values.is_nil(rest) and (roles.head or not single)
    if single and (single.block, single.field) not in state.values:
        state.spare[single.block, single.field] = (rest, printed)
    elif nil and slots[0].place.kind is Kind.COLUMN:
        state.nil.setdefault(slots[0].block, rest)
    else:
        state.leave(rest)


def _beyond_label(text: str, printed: str) -> str:
    """What stands in a label's box beyond the label."""
    if norm(text) == norm(printed):
        return ""
    if norm(text).startswith(norm(printed)):
        return values.after_print(text, printed)
    lines = text.split("\n")
    if len(lines) > 1 and norm(lines[0]) == norm(printed):
        return "\n".join(lines[1:])
    head = plain(printed)
    if head and norm(text).startswith(head):
        rest = values.after_print(text, head)
        return values.without_print(rest, printed)
    found = values.segments(text)[:1]
    if found and len(text) > len(found[0]) + 1:
        _, _, rest = text.replace("：", ":").partition(":")
        return rest.strip()
    return ""


def _read_below(state: State) -> None:
    """Texts under a heading: everything up to the next row that is known."""
    for slot in state.plan.slots:
        place = state.labels.get((slot.block, slot.field))
        if slot.place.kind is not Kind.BELOW or place is None or state.plan.loose:
            continue
        if (slot.block, slot.field) in state.values or state.has_list(slot.block):
            continue
        texts = _texts_below(state, place[0], in_table=slot.place.answer is not None)
        spare = state.spare.pop((slot.block, slot.field), None)
        texts = ([spare[0]] if spare else []) + texts
        if texts:
            printed = slot.place.answer.text if slot.place.answer else ""
            state.answer(slot, 0, "\n".join(texts), printed)


def _texts_below(state: State, heading: int, *, in_table: bool) -> list[str]:
    """What stands below a heading; an answer that belongs in a table ends with it."""
    texts: list[str] = []
    part, from_line = state.rows[heading].part, state.rows[heading].is_line
    for number in range(heading + 1, len(state.rows)):
        row = state.rows[number]
        if any(state.is_used(number, at) for at in range(len(row.boxes))):
            break
        if state.matched.rows[number] >= 0 or (row.part != part and in_table and (texts or not from_line)):
            break
        filled = [box.text for box in row.boxes if box.text]
        if (row.is_line or texts) and len(filled) == 1 and _IN_BRACKETS.fullmatch(filled[0]):
            break  # a note to the reader
        part = row.part
        for at, box in enumerate(row.boxes):
            if box.text:
                state.use(number, at)
                texts.append(box.text)
    return texts


def _read_owned_left(state: State) -> None:
    """Answers in a label's own box, where no other box held one."""
    for (block, field), (rest, _) in state.spare.items():
        slot = next(one for one in state.plan.slots if (one.block, one.field) == (block, field))
        if (block, field) in state.values:
            state.leave(rest)
        else:
            state.answer(slot, 0, rest, slot.place.answer.text if slot.place.answer else "")


def _finished(state: State) -> Iterable[Answer]:
    """The answers in the template's order, rows of a block together, each checked against its type."""
    by_block: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for (block, field), rows in state.values.items():
        by_block[block] += [(row, field, value) for row, value in rows.items()]
    for block, found in sorted(by_block.items()):
        own = state.plan.sheet.blocks[block]
        for row, field, value in sorted(found):
            one = own.fields[field]
            if one.type is FieldType.DATE:
                value = values.as_date(value)
            doubt = _doubt(one.type, value, one.options)
            yield Answer(own.key, row if own.repeat else 0, one.key, value, doubt)


def _doubt(kind: FieldType, value: str, options: Sequence[str]) -> Doubt | None:
    if values.is_nil(value):
        return None
    given = (("value", value[:60]),)
    if kind is FieldType.NUMBER and not values.is_number(value):
        return Doubt("answer_no_number", given)
    if kind is FieldType.DATE and not values.is_date(value):
        return Doubt("answer_no_date", given)
    chosen = value.split("、") if kind is FieldType.MULTICHOICE else [value]
    if kind in _CHOICES and options and any(norm(one) not in map(norm, options) for one in chosen):
        return Doubt("answer_no_option", given)
    return None
