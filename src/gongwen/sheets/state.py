"""What is known of a filled copy while it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Kind
from gongwen.sheets import values
from gongwen.sheets.match import Matched
from gongwen.sheets.plan import Plan, Row, Slot
from gongwen.sheets.texts import norm, plain
from gongwen.sheets.ticks import ticked
from gongwen.text.widths import fold

_BEFORE_COLON = re.compile(r"(?:^|(?<=[\s_,;。).、]))[^\s:_,;。()]{1,20}(?:\([^()]*\))?:")
_MOST = 300  # values that are looked for within a text
_PIECES = re.compile(r"[\n:,。;、()□☐☑√■✓]|\s{2,}")
Key = tuple[int, int]  # block and field of the template


class State:
    """Boxes that are used up, answers so far, labels that were found."""

    def __init__(self, plan: Plan, rows: Sequence[Row], matched: Matched) -> None:
        self.plan = plan
        self.rows = rows
        self.matched = matched
        self.pairs: dict[int, dict[int, int]] = {}  # row -> box -> box of the blank
        self.values: dict[Key, dict[int, str]] = {}  # -> row of the block -> value
        self.labels: dict[Key, tuple[int, int]] = {}  # row and box of a label
        self.heads: dict[Key, tuple[int, int]] = {}  # row and box of a column's head
        self.found: set[Key] = set()
        self.spare: dict[Key, tuple[str, str]] = {}  # typed into the label's own box; what is printed there
        self.nil: dict[int, str] = {}  # blocks that are answered with none
        self.bound: dict[tuple[int, int], tuple[tuple[Slot, str], ...]] = {}  # by controls and names
        self.fixed: set[Key] = set()  # answered by a control or a named cell
        self._used: set[tuple[int, int]] = set()
        self._labels: set[tuple[int, int]] = set()
        self._left: list[str] = []

    def use(self, row: int, box: int, *, label: bool = False) -> None:
        """A box is done with; a label holds nothing that could be overlooked."""
        self._used.add((row, box))
        if label:
            self._labels.add((row, box))

    def is_used(self, row: int, box: int) -> bool:
        return (row, box) in self._used

    def leave(self, text: str) -> None:
        """A text that belongs to no field."""
        if text.strip():
            self._left.append(text.strip())

    def single_labels(self) -> frozenset[str]:
        """The labels of all fields outside lists."""
        return frozenset(plain(one.label) for one in self.plan.slots if one.place.kind is not Kind.COLUMN)

    def has_list(self, block: int) -> bool:
        return any(one.block == block for one in self.plan.lists)

    def answer(self, slot: Slot, row: int, text: str, printed: str = "") -> bool:
        """Keep a value; False where the text holds none."""
        value = self.value_of(slot, text, printed)
        if not value:
            return False
        key = slot.block, slot.field
        if key in self.fixed:
            return True
        kept = self.values.setdefault(key, {})
        if row in kept:
            if norm(kept[row]) != norm(value):
                self.leave(value)
            return True
        kept[row] = value
        self.found.add(key)
        return True

    def value_of(self, slot: Slot, text: str, printed: str = "") -> str:
        """The value in a text for a field: options where it has some, else what is not printed."""
        if slot.options:
            chosen, extra = ticked(text, slot.options)
            if extra and norm(extra) not in norm(printed):
                self.leave(extra)
            if chosen:
                return "、".join(chosen)
            if words.has_boxes(text) and norm(text) == norm(printed):
                return ""
        value = values.without_print(text, printed)
        if slot.options and words.has_boxes(value):
            value = ""
            if norm(text) != norm(printed):
                self.leave(text)
        if printed and value and not slot.options:
            value, signature = values.without_signature(value, printed)
            if not values.is_empty(signature):
                self.leave(signature)
        return "" if values.is_empty(value) else value

    def leftovers(self) -> Iterable[str]:
        """Every text that is neither an answer nor printed in the blank."""
        yield from self._left
        yield from self._overlooked()
        skip = {norm(self.plan.sheet.title)} | self.plan.printed
        for number, row in enumerate(self.rows):
            for at, box in enumerate(row.boxes):
                text = box.text.strip()
                if not text or (number, at) in self._used or norm(text) in skip:
                    continue
                says = not (values.is_empty(text) or words.is_index(text)) or values.is_number(text)
                if says and not self._is_ordinal(number, at):
                    yield text

    def _overlooked(self) -> Iterable[str]:
        """What a box that was read holds beyond its answers and its print."""
        kept = {norm(value) for rows in self.values.values() for value in rows.values()}
        longest = sorted(kept, key=len, reverse=True)[:_MOST]
        there = ""
        for number, at in sorted(self._used - self._labels):
            text = self.rows[number].boxes[at].text
            if not text or norm(text) in kept or norm(text) in self.plan.printed or values.is_empty(text):
                continue
            if not there:
                there = "\n".join(
                    [*kept, *map(norm, self._left), *self.plan.printed, *self.plan.named.values()]
                )
            for piece in _PIECES.split(_BEFORE_COLON.sub("", fold(text))):
                bare = norm(piece.strip("_□☐☑√■✓ "))
                if len(bare) < 2 or bare in there or values.is_number(bare):
                    continue
                for value in longest:
                    bare = bare.replace(value, "") if value else bare
                if len(bare) > 1 and bare not in there and not values.is_number(bare):
                    yield piece.strip()

    def _is_ordinal(self, row: int, box: int) -> bool:
        """A bare small number in front of its row."""
        text = self.rows[row].boxes[box].text
        return words.is_index(text) and all(not one.text for one in self.rows[row].boxes[:box])


def kinds(slots: Iterable[Slot]) -> set[Kind]:
    return {slot.place.kind for slot in slots}


def is_label_of(text: str, slot: Slot) -> bool:
    return plain(text) == plain(slot.label)
