"""Fields whose row was not found: looked for one by one by their labels, wherever these stand."""

from __future__ import annotations

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Kind
from gongwen.sheets import values
from gongwen.sheets.owned import holds, read_owned
from gongwen.sheets.plan import Slot
from gongwen.sheets.state import State
from gongwen.sheets.texts import likeness, norm, plain

_SINGLE = (Kind.BESIDE, Kind.OWN, Kind.BELOW)
_LIKE = 0.6
_LABEL = 40


def read_loose(state: State) -> None:
    """Sentences by what they print, then single fields by their labels, each text used once."""
    _read_sentences(state)
    wanted = [
        slot
        for slot in state.plan.slots
        if slot.place.kind in _SINGLE
        and (slot.block, slot.field) not in state.found
        and (slot.block, slot.field) not in state.values
    ]
    scored: list[tuple[float, int, int, int]] = []
    for order, slot in enumerate(wanted):
        for number, row in enumerate(state.rows):
            for at, box in enumerate(row.boxes):
                if not box.text or state.is_used(number, at) or (number, at) in state.bound:
                    continue
                score = _likeness(slot, box.text)
                if score >= _LIKE:
                    scored.append((-score, order, number, at))
    _take(state, wanted, sorted(scored))


def _likeness(slot: Slot, text: str) -> float:
    label = values.segments(text)[0] if ":" in text or "：" in text and values.segments(text) else text
    if len(label) > _LABEL:
        return 0.0
    return likeness(slot.label, label)


def _take(state: State, wanted: list[Slot], scored: list[tuple[float, int, int, int]]) -> None:
    done: set[int] = set()
    for _, order, number, at in scored:
        slot = wanted[order]
        if order in done or state.is_used(number, at):
            continue
        if _read_at(state, slot, number, at):
            done.add(order)
            state.found.add((slot.block, slot.field))


def _read_at(state: State, slot: Slot, number: int, at: int) -> bool:
    """The answer to a label that stands in this box: in it, beside it or below it."""
    row = state.rows[number]
    text = row.boxes[at].text
    printed = slot.place.answer.text if slot.place.answer and slot.place.kind is not Kind.OWN else ""
    if row.is_line or (":" in text or "：" in text) and plain(text) != plain(slot.label):
        answers, _ = values.labelled(text, [slot.label, *values.segments(text)])
        rest = answers.get(0) or (answers.get(1) if 0 not in answers else "")
        if rest:
            state.use(number, at)
            return state.answer(slot, 0, rest, printed)
    beside = row.boxes[at + 1] if at + 1 < len(row.boxes) else None
    if beside is not None and not state.is_used(number, at + 1) and not _is_known(state, beside.text):
        state.use(number, at)
        state.use(number, at + 1)
        state.answer(slot, 0, beside.text, printed)
        return True
    return _read_under(state, slot, number, at)


def _is_known(state: State, text: str) -> bool:
    return bool(text) and (norm(text) in state.plan.printed or any(plain(text) == key for key in state.plan.named.values()))


def _read_under(state: State, slot: Slot, number: int, at: int) -> bool:
    """The row below a heading that stands alone."""
    row = state.rows[number]
    below = number + 1
    alone = sum(bool(box.text) for box in row.boxes) == 1
    if not alone or below >= len(state.rows) or state.matched.rows[below] >= 0:
        return False
    filled = [n for n, box in enumerate(state.rows[below].boxes) if box.text and not state.is_used(below, n)]
    if len(filled) != 1 or _is_known(state, state.rows[below].boxes[filled[0]].text):
        return False
    state.use(number, at)
    state.use(below, filled[0])
    return state.answer(slot, 0, state.rows[below].boxes[filled[0]].text)


def _read_sentences(state: State) -> None:
    """Texts with blanks or boxes inside, known again by the most of what they print."""
    where = state.matched.reverse()
    scored: list[tuple[float, int, int, int, int]] = []
    for (blank, at), roles in state.plan.roles.items():
        if blank in where or not roles.own or state.plan.loose:
            continue
        printed = state.plan.rows[blank].boxes[at].text
        for number, row in enumerate(state.rows):
            for other, box in enumerate(row.boxes):
                if box.text and not state.is_used(number, other) and state.matched.rows[number] < 0:
                    share = holds(printed, box.text)
                    if share >= 0.5:
                        scored.append((-share, blank, at, number, other))
    for _, blank, at, number, other in sorted(scored):
        roles = state.plan.roles[blank, at]
        if state.is_used(number, other) or any((s.block, s.field) in state.found for s in roles.own):
            continue
        state.found |= {(slot.block, slot.field) for slot in roles.own}
        read_owned(state, number, other, roles.own, state.plan.rows[blank].boxes[at].text)


def is_boxes(text: str) -> bool:
    return words.has_boxes(text)
