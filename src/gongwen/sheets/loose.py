"""Fields whose row was not found: looked for one by one by their labels, wherever these stand."""

from __future__ import annotations

import re
from collections import defaultdict

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Kind
from gongwen.sheets import values
from gongwen.sheets.owned import holds, read_owned
from gongwen.sheets.plan import Slot
from gongwen.sheets.state import State
from gongwen.sheets.texts import likeness, norm, plain
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_SINGLE = (Kind.BESIDE, Kind.OWN, Kind.BELOW, Kind.GAP)
_LIKE = 0.6
_HALF = 0.5
_LABEL = 40
_MOST = 100_000  # labels compared with rows
_CHUNKS = re.compile(r"\s{2,}|[_,。;:()]")

Scored = tuple[float, int, int, int, str]  # how alike, which slot, row, box, the label as spelled


def read_loose(state: State) -> None:
    """Single fields by their labels, each text used once."""
    wanted = [
        slot
        for slot in state.plan.slots
        if slot.place.kind in _SINGLE
        and (slot.block, slot.field) not in state.found
        and (slot.block, slot.field) not in state.values
    ]
    if not wanted:
        return
    scored: list[Scored] = []
    if len(wanted) * len(state.rows) > _MOST:
        wanted = wanted[: _MOST // len(state.rows)]
    for number, row in enumerate(state.rows):
        for at, box in enumerate(row.boxes):
            if box.text and not state.is_used(number, at) and (number, at) not in state.bound:
                scored += _scored(wanted, number, at, box.text)
    _take(state, wanted, sorted(scored))
    if state.plan.loose:
        _read_named(state, wanted)


def _scored(wanted: list[Slot], number: int, at: int, text: str) -> list[Scored]:
    labels = values.segments(text) if ":" in text or "：" in text else []
    labels = [one for one in labels or [text] if len(one) <= _LABEL]
    scored = []
    for order, slot in enumerate(wanted):
        for label in labels:
            score = likeness(slot.label, label)
            if score >= _LIKE:
                scored.append((-score, order, number, at, label))
    return scored


def _take(state: State, wanted: list[Slot], scored: list[Scored]) -> None:
    """The likest first; the labels of one text are read together at the end."""
    done: set[int] = set()
    inside: dict[tuple[int, int], dict[str, Slot]] = defaultdict(dict)
    for _, order, number, at, label in scored:
        slot = wanted[order]
        if order in done or state.is_used(number, at) or label in inside.get((number, at), {}):
            continue
        text = state.rows[number].boxes[at].text
        if _has_rest(text, label):
            inside[number, at][label] = slot
            done.add(order)
        elif (number, at) not in inside and _read_at(state, slot, number, at):
            done.add(order)
    for (number, at), slots in inside.items():
        _read_inside(state, number, at, slots)
    state.found |= {(wanted[order].block, wanted[order].field) for order in done}


def _has_rest(text: str, label: str) -> bool:
    """Whether an answer stands behind the label in the same text."""
    answers, _ = values.labelled(text, [label])
    return bool(answers.get(0))


def _read_inside(state: State, number: int, at: int, slots: dict[str, Slot]) -> None:
    text = state.rows[number].boxes[at].text
    labels = [*slots, *(one for one in values.segments(text) if one not in slots)]
    answers, before = values.labelled(text, labels)
    state.use(number, at)
    state.prints[number, at] = "\n".join(slot.label for slot in slots.values())
    for place, value in answers.items():
        slot = slots.get(labels[place])
        if slot is not None:
            state.answer(slot, 0, value)
        elif value:
            state.leave(f"{labels[place]}：{value}")
    if before and not values.is_empty(before):
        state.leave(before)


def _read_at(state: State, slot: Slot, number: int, at: int) -> bool:
    """The answer to a label that stands alone in this box: beside it or below it."""
    row = state.rows[number]
    printed = slot.place.answer.text if slot.place.answer and slot.place.kind is not Kind.OWN else ""
    beside = row.boxes[at + 1] if at + 1 < len(row.boxes) else None
    if beside is not None and not state.is_used(number, at + 1) and not _is_known(state, beside.text):
        state.use(number, at)
        state.use(number, at + 1)
        state.prints |= {(number, at): slot.label, (number, at + 1): printed}
        state.answer(slot, 0, beside.text, printed)
        return True
    return _read_under(state, slot, number, at)


def _is_known(state: State, text: str) -> bool:
    return bool(text) and (norm(text) in state.plan.printed or plain(text) in state.plan.named.values())


def _read_under(state: State, slot: Slot, number: int, at: int) -> bool:
    """The row below a heading that stands alone."""
    row = state.rows[number]
    below = number + 1
    if words.is_sentence(row.boxes[at].text):
        return False
    alone = sum(bool(box.text) for box in row.boxes) == 1
    if not alone or below >= len(state.rows) or state.matched.rows[below] >= 0:
        return False
    filled = [n for n, box in enumerate(state.rows[below].boxes) if box.text and not state.is_used(below, n)]
    if len(filled) != 1 or _is_known(state, state.rows[below].boxes[filled[0]].text):
        return False
    state.use(number, at)
    state.use(below, filled[0])
    state.prints[number, at] = slot.label
    return state.answer(slot, 0, state.rows[below].boxes[filled[0]].text)


def _read_named(state: State, wanted: list[Slot]) -> None:
    """Answers in sentences, before their label in brackets or behind it, where no blank is at hand."""
    for slot in wanted:
        if (slot.block, slot.field) in state.values:
            continue
        label = re.escape(squeeze(fold(slot.label)))
        for number, row in enumerate(state.rows):
            text = row.boxes[0].text if row.is_line else ""
            flat = fold(text)
            found = re.search(rf"\({label}\)", flat)
            if found:
                chunks = [one for one in _CHUNKS.split(text[: found.start()]) if one.strip()]
                value = chunks[-1] if chunks else ""
            else:
                found = re.search(
                    rf"{label}[\s_]{{2,}}(?P<value>[^\s_,。;][^,。;_]*?)(?=\s{{2,}}|[,。;_]|$)", flat
                )
                value = text[found.start("value") : found.end("value")] if found else ""
            if value and state.answer(slot, 0, value):
                state.use(number, 0)
                break


def read_sentences(state: State) -> None:
    """Texts with blanks or boxes inside, known again by the most of what they print."""
    if state.plan.loose:
        return
    where = state.matched.reverse()
    scored: list[tuple[float, int, int, int, int]] = []
    for (blank, at), roles in state.plan.roles.items():
        if blank in where or not roles.own:
            continue
        printed = state.plan.rows[blank].boxes[at].text
        for number, row in enumerate(state.rows):
            if state.matched.rows[number] >= 0:
                continue
            for other, box in enumerate(row.boxes):
                if box.text and not state.is_used(number, other):
                    share = holds(printed, box.text)
                    if share >= _HALF:
                        scored.append((-share, blank, at, number, other))
    for _, blank, at, number, other in sorted(scored):
        roles = state.plan.roles[blank, at]
        known = {(one.block, one.field) for one in roles.own} & state.found - state.fixed
        if state.is_used(number, other) or known:
            continue
        state.found |= {(slot.block, slot.field) for slot in roles.own}
        read_owned(state, number, other, roles.own, state.plan.rows[blank].boxes[at].text)
