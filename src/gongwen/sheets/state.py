"""What is known of a filled copy while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Kind
from gongwen.sheets import values
from gongwen.sheets.match import Matched
from gongwen.sheets.plan import Plan, Roles, Row, Slot
from gongwen.sheets.texts import norm, plain
from gongwen.sheets.ticks import ticked

Key = tuple[int, int]  # block and field of the template


class State:
    """Boxes that are used up, answers so far, labels that were found."""

    def __init__(self, plan: Plan, rows: Sequence[Row], matched: Matched, *, flows: bool = False) -> None:
        self.plan = plan
        self.rows = rows
        self.matched = matched
        self.flows = flows  # tables follow each other in a text, so that a list may go on in the next
        self.pairs: dict[int, dict[int, int]] = {}  # row -> box -> box of the blank
        self.values: dict[Key, dict[int, str]] = {}  # -> row of the block -> value
        self.labels: dict[Key, tuple[int, int]] = {}  # row and box of a label
        self.heads: dict[Key, tuple[int, int]] = {}  # row and box of a column's head
        self.found: set[Key] = set()
        self.prints: dict[tuple[int, int], str] = {}  # what is printed in texts that were found elsewhere
        self.spare: dict[Key, tuple[str, str]] = {}  # typed into the label's own box; what is printed there
        self.nil: dict[int, str] = {}  # blocks that are answered with none
        self.bound: dict[tuple[int, int], tuple[tuple[Slot, str], ...]] = {}  # by controls and names
        self.fixed: set[Key] = set()  # answered by a control or a named cell
        self._used: set[tuple[int, int]] = set()
        self.left: list[str] = []  # texts that belong to no field
        self.parted: list[str] = []  # pieces of answers that stand in cells of their own
        self.repeated: list[str] = []  # answers that the copy gives a second time

    def use(self, row: int, box: int) -> None:
        """A box is done with."""
        self._used.add((row, box))

    def is_used(self, row: int, box: int) -> bool:
        return (row, box) in self._used

    def is_total(self, row: int) -> bool:
        """Whether a row of sums is one in the blank as well."""
        blank = self.matched.rows[row]
        return all(
            words.is_total(next((box.text for box in one.boxes if box.text), ""))
            for one in (self.rows[row], *([self.plan.rows[blank]] if blank >= 0 else ()))
        )

    def roles_at(self, row: int, box: int) -> Roles | None:
        """What the blank's box is for that this one was paired with."""
        other = self.pairs.get(row, {}).get(box)
        return None if other is None else self.plan.roles_of(self._blank(row), other)

    def printed_at(self, row: int, box: int) -> str:
        """What the blank prints where this box stands; "" where it was not paired."""
        if (row, box) in self.prints:
            return self.prints[row, box]
        other = self.pairs.get(row, {}).get(box)
        return "" if other is None else self.plan.rows[self._blank(row)].boxes[other].text

    def _blank(self, row: int) -> int:
        found = self.matched.rows[row]
        return found if found >= 0 else self.matched.again.get(row, -1)

    def leave(self, text: str) -> None:
        """A text that belongs to no field."""
        if text.strip():
            self.left.append(text.strip())

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
        kept = self.values.setdefault(key, {})
        if row in kept:
            if norm(kept[row]) == norm(value):
                self.repeated.append(value)
            elif key not in self.fixed:
                self.leave(value)
            return True
        kept[row] = value
        self.found.add(key)
        return True

    def value_of(self, slot: Slot, text: str, printed: str = "") -> str:
        """The value in a text for a field: options where it has some, else what is not printed."""
        if slot.options:
            label = words.label_of_boxes(printed) if words.has_boxes(printed) else ""
            if label and norm(text).startswith(norm(label)):
                text, printed = values.after_print(text, label), values.after_print(printed, label)
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


def kinds(slots: Iterable[Slot]) -> set[Kind]:
    return {slot.place.kind for slot in slots}


def is_label_of(text: str, slot: Slot) -> bool:
    return plain(text) == plain(slot.label)
