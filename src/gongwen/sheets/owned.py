"""Texts that hold labels and their answers: 填表人：…, boxes to tick, blanks within a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_boxes import Stretch, stretches_of
from gongwen.extract.sheet_grid import Kind
from gongwen.extract.sheet_lines import gaps_of
from gongwen.sheets import values
from gongwen.sheets.plan import Slot
from gongwen.sheets.sentences import cut_like, in_gaps
from gongwen.sheets.state import State
from gongwen.sheets.texts import likeness, norm
from gongwen.sheets.ticks import ticked_among, unmarked
from gongwen.text.widths import fold

_LIKE = 0.6


def read_owned(state: State, number: int, at: int, slots: Sequence[Slot], printed: str) -> None:
    """The answers in one text; what is neither printed nor an answer is left over."""
    text = state.rows[number].boxes[at].text
    state.use(number, at)
    state.prints[number, at] = printed
    if norm(text) == norm(printed):
        return
    stretches = stretches_of(printed) if words.has_boxes(printed) else []
    gaps = [slot for slot in slots if slot.place.kind is Kind.GAP]
    if stretches:
        _read_mixed(state, text, slots, printed, stretches)
    elif gaps:
        _read_gaps(state, text, {slot.place.index: slot for slot in gaps}, printed)
        for slot in slots:
            if slot.options and slot.place.kind is Kind.OWN:
                state.answer(slot, 0, text, printed)
    elif len(slots) == 1 and slots[0].options and words.has_boxes(printed):
        state.answer(slots[0], 0, text, printed)
    else:
        _read_labels(state, text, slots, printed)


def _read_mixed(
    state: State, text: str, slots: Sequence[Slot], printed: str, stretches: Sequence[Stretch]
) -> None:
    """Boxes, labels and blanks in one text, each stretch by itself."""
    cuts = cut_like(text, stretches, printed)
    if cuts is None:
        state.leave(text)
        return
    gaps = gaps_of(printed)
    for number, (one, (start, end)) in enumerate(zip(stretches, cuts, strict=True)):
        own, own_print = text[start:end], printed[one.start : one.end]
        here = [slot for slot in slots if slot.place.kind is Kind.OWN and slot.place.index == number]
        if not one.options:
            _read_labels(state, own, here, own_print)
            continue
        for slot in here:
            state.answer(slot, 0, "、".join(ticked_among(own, slot.options)))
            state.found.add((slot.block, slot.field))
        inside = [at for at, gap in enumerate(gaps) if one.start <= gap[0] and gap[1] <= one.end]
        blanks = [slot for slot in slots if slot.place.kind is Kind.GAP and slot.place.index in inside]
        if blanks:
            by_index = {slot.place.index - inside[0]: slot for slot in blanks}
            _read_gaps(state, unmarked(own), by_index, unmarked(own_print))


def _read_gaps(state: State, text: str, by_index: Mapping[int, Slot], printed: str) -> None:
    gaps = gaps_of(printed)
    answers, sure = in_gaps(text, printed, gaps)
    if not sure and len(answers) < len(gaps):
        state.leave(text)
        return
    for index, value in answers.items():
        slot = by_index.get(index)
        start, end = gaps[index]
        if slot is not None:
            state.answer(slot, 0, value, printed[start:end])
        elif value and not values.is_empty(value):
            state.leave(value)


def _read_labels(state: State, text: str, slots: Sequence[Slot], printed: str) -> None:
    labels = [slot.label for slot in slots]
    own = set(map(norm, labels))
    others = [one for one in values.segments(printed) if norm(one) not in own]  # labels that ask for nothing
    rests, _ = values.labelled(printed, labels + others)
    answers, before = values.labelled(text, _spelled(text, labels, others, state) + others)
    for at in range(len(labels), len(labels) + len(others)):
        rest = values.without_print(answers.get(at, ""), rests.get(at, ""))
        if not values.is_empty(rest):
            state.leave(rest)
    for at, slot in enumerate(slots):
        if at in answers:
            state.answer(slot, 0, answers[at], rests.get(at, ""))
            state.found.add((slot.block, slot.field))
    read = any(at < len(labels) for at in answers)
    if not read and len(slots) == 1:
        rest = values.without_print(text, printed)
        head = norm(slots[0].label)
        if norm(rest).startswith(head):
            rest = values.after_print(rest, slots[0].label)
        state.answer(slots[0], 0, rest)
    elif not read:
        state.leave(text)
    elif before and norm(before) not in norm(printed) and not values.is_empty(before):
        state.leave(before)


def _spelled(text: str, labels: Sequence[str], others: Sequence[str], state: State) -> list[str]:
    """The labels as this text spells them: those not found take the likest of the other ones.

    Where as many labels are missing as strange ones are left, these are the missing ones in their order.
    """
    found, _ = values.labelled(text, labels)
    spelled = list(labels)
    known = {norm(labels[at]) for at in found} | set(map(norm, [*state.plan.named, *others]))
    free = [one for one in values.segments(text) if norm(one) not in known]
    for at, label in enumerate(labels):
        if at in found or not free:
            continue
        best = max(free, key=lambda one: likeness(label, one))
        if likeness(label, best) >= _LIKE:
            spelled[at] = best
            free.remove(best)
    missing = [at for at, label in enumerate(labels) if at not in found and spelled[at] == label]
    if len(missing) == len(free):
        for at, label in zip(missing, free, strict=True):
            spelled[at] = label
    return spelled


def holds(printed: str, text: str) -> float:
    """0 to 1: how much of what a text with blanks prints stands in another text."""
    gaps = gaps_of(printed)
    flat = fold(printed)
    edges = [(0, 0), *gaps, (len(flat), len(flat))]
    pieces = [flat[a[1] : b[0]] for a, b in pairwise(edges)]
    pieces = [norm(one) for piece in pieces for one in _chunks(piece)]
    wanted = [piece for piece in pieces if len(piece) > 1]
    total = sum(map(len, wanted))
    there = norm(text)
    return sum(len(piece) for piece in wanted if piece in there) / total if total else 0.0


def _chunks(piece: str) -> list[str]:
    for sign in '□☐:,。;、()"':
        piece = piece.replace(sign, "\n")
    return [one.strip(" _\u3000") for one in piece.split("\n")]
