"""Every character of a filled copy is printed in its blank, part of an answer, or named here.

Nothing is lost in silence, whatever the readers did: this looks at all boxes again and takes off each
what the blank prints there and what was answered, each answer as often as it was given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gongwen.extract import sheet_words as words
from gongwen.sheets import values
from gongwen.sheets.state import State
from gongwen.sheets.sums import adds_up
from gongwen.sheets.texts import is_within, likeness
from gongwen.text.widths import fold

_PIECES = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_CHARACTERS = re.compile(r"[\W_]+")
_OPENING, _CLOSING = "（(“《【", "）)”》】。！？!?%"  # that stay with what they enclose or end
_SHORT = 4  # characters up to which an answer may be found within the print by chance
_SAME = 0.9  # likeness from which on a label says nothing but the printed one
_MOST = 400  # texts with something beside print and answers, which are looked through one by one


@lru_cache(8192)
def bare(text: str) -> str:
    """Letters, digits and characters alone: what a text says, however it is set."""
    return _CHARACTERS.sub("", fold(text).lower())


def unaccounted(state: State) -> Iterator[str]:
    """Every text of the copy that is neither print nor an answer; of a text only that part."""
    given = _given(state)
    yield from state.left
    rest: list[tuple[int, int]] = []
    for number, row in enumerate(state.rows):
        for at, box in enumerate(row.boxes):
            said = bare(box.text) if box.text else ""
            if not said or said == bare(state.printed_at(number, at)) or _counts(state, number, at):
                continue
            if given[said]:
                given[said] -= 1
            elif not _is_print(state, number, at, said):
                rest.append((number, at))
    for number, at in rest[:_MOST]:
        yield from _beyond(state, number, at, given)
    yield from (state.rows[number].boxes[at].text for number, at in rest[_MOST:])


def _given(state: State) -> Counter[str]:
    """What was answered or named, with how often it may stand in the copy; options one by one."""
    given: Counter[str] = Counter(map(bare, state.left))
    for (block, field), rows in state.values.items():
        options = state.plan.sheet.blocks[block].fields[field].options
        for value in rows.values():
            given[bare(value)] += 1
            if options:
                given.update(map(bare, value.split("、")))
            elif "\n" in value:
                given.update(map(bare, value.split("\n")))  # an answer may have stood in several rows
    given.update(bare(value) for value in (*state.repeated, *state.parted))
    del given[""]
    return given


def _is_print(state: State, number: int, at: int, said: str) -> bool:
    """A text that the blank prints elsewhere, a sum, a label typed anew."""
    text = state.rows[number].boxes[at].text
    digits = said.isdigit()
    if not digits and said in state.plan.bare_prints(bare):
        return True
    if any(_says_no_more(text, label) for label in _labels(state, number, at)):
        return True
    if values.is_empty(text) and not any(char.isdigit() for char in said):
        return True
    return values.is_number(text) and state.is_total(number) and adds_up(state.rows, number, at)


def _says_no_more(label: str, printed: str) -> bool:
    """Whether a label is the printed one in other words, or a shorter one."""
    if not printed or not all(is_within(bare(one), bare(printed)) for one in _IN_BRACKETS.findall(label)):
        return False
    return likeness(label, printed) >= _SAME or is_within(bare(label), bare(printed))


def _counts(state: State, number: int, at: int) -> bool:
    """Whether a number only counts its row: it stands first, no answer, and is not alone."""
    boxes = state.rows[number].boxes
    if state.is_used(number, at) or len(boxes) < 2 or not words.is_index(boxes[at].text):
        return False
    return not any(box.text for box in boxes[:at])


def _beyond(state: State, number: int, at: int, given: Counter[str]) -> Iterator[str]:
    """The parts of one text that are neither print nor an answer."""
    text = state.rows[number].boxes[at].text
    open_text = _Open(text)
    left = sorted((one for one in given if given[one] > 0), key=len, reverse=True)
    printed = state.printed_at(number, at)
    pieces = _PIECES.findall(fold(printed).lower())
    long = [one for one in left if len(one) > _SHORT]
    _take_off(open_text, given, long)
    pieces = [piece for piece in pieces if not open_text.cover(piece, whole=True)]
    _take_off(open_text, given, left[len(long) :])
    for piece in pieces:
        open_text.cover(piece)
    for label in values.segments(text):
        if any(_says_no_more(label, known) for known in _labels(state, number, at)):
            open_text.cover(bare(label))
    if not printed:
        prints = state.plan.bare_prints(bare)
        for piece in _PIECES.findall(fold(text).lower()):
            if len(piece) > 1 and not piece.isdigit() and piece in prints:
                open_text.cover(piece)
    yield from open_text.rest()


def _take_off(open_text: _Open, given: Counter[str], answers: Iterable[str]) -> None:
    for value in answers:
        if open_text.cover(value):
            given[value] -= 1


def _labels(state: State, number: int, at: int) -> list[str]:
    """The labels that the box has in the blank, or of the fields that were found in it."""
    roles = state.roles_at(number, at)
    printed = state.printed_at(number, at)
    if roles is None:
        return state.prints.get((number, at), "").split("\n")
    return [slot.label for slot in roles.own] + [printed] * bool(roles.label or roles.head)


class _Open:
    """A text of which stretches are covered one after another."""

    def __init__(self, text: str) -> None:
        self._text = text
        flat = fold(text)
        self._at = [at for at, char in enumerate(flat) if char.isalnum()]
        self._said = "".join(flat[at].lower()[:1] for at in self._at)

    def cover(self, piece: str, *, whole: bool = False) -> bool:
        """Cover the first open occurrence; a number only where no further digit is beside it.

        `whole` takes none that is part of a longer word.
        """
        begin = self._said.find(piece)
        while begin >= 0 and piece:
            end = begin + len(piece)
            if not (self._runs_on(begin - 1, begin, whole) or self._runs_on(end, end - 1, whole)):
                self._said = self._said[:begin] + "\0" * len(piece) + self._said[end:]
                return True
            begin = self._said.find(piece, begin + 1)
        return False

    def _runs_on(self, outside: int, inside: int, whole: bool) -> bool:
        """Whether a number, or any word, goes on beyond the edge of a piece."""
        if not 0 <= outside < len(self._said) or abs(self._at[outside] - self._at[inside]) > 1:
            return False
        return whole or (self._said[outside].isdigit() and self._said[inside].isdigit())

    def rest(self) -> Iterator[str]:
        """What is left open, each stretch as it stands in the text; places for a date or a stamp are none."""
        for run in re.finditer(r"[^\0]+", self._said):
            begin, end = self._at[run.start()], self._at[run.end() - 1] + 1
            while begin and self._text[begin - 1] in _OPENING:
                begin -= 1
            while end < len(self._text) and self._text[end] in _CLOSING:
                end += 1
            piece = self._text[begin:end].strip()
            if any(char.isdigit() for char in piece) or not words.is_blank(piece):
                yield piece
