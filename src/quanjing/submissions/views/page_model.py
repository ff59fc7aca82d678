"""The report page as its templates need it: inputs with names, values and problems."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from quanjing.files.models import StoredFile
from quanjing.foundation.facts import KnownFact
from quanjing.sheets.models import Field
from quanjing.submissions.models import Entry, ReturnNote
from quanjing.submissions.queries import BlockPlace, Offer, Part, ReportPage, RowsOffer
from quanjing.submissions.queries.comparing import Segment, as_text
from quanjing.submissions.rules import Checked, Mode
from quanjing.submissions.rules.claiming import waits
from quanjing.tasks.enums import DONE, NOT_EXPECTED, OPEN, DeadlineKind, State
from quanjing.tasks.models import Excuse, Task
from quanjing.tasks.rules import due_of

Values = Mapping[str, object]


@dataclass(slots=True)
class Input:
    """One field on the page; `changed` shows a correction against what was sent."""

    name: str
    field: Field
    value: object = ""
    file: StoredFile | None = None
    errors: list[str] = dataclasses.field(default_factory=list)
    note: ReturnNote | None = None
    changed: tuple[Segment, ...] = ()
    offer: Offer | None = None

    @property
    def id(self) -> str:
        return "f-" + self.name.replace(".", "-").replace(":", "-")

    @property
    def text(self) -> str:
        return as_text(self.value)

    @property
    def place(self) -> str:
        """The place of its offer: of a part with one row there is no number in it."""
        block, *_row, key = self.name.split(".")
        return f"{block}.{key}"

    @property
    def is_taken(self) -> bool:
        """What is offered stands in the field already."""
        return self.offer is not None and as_text(self.offer.value) == self.text

    @property
    def is_wide(self) -> bool:
        return self.field.type in ("longtext", "file", "photo", "multichoice")


@dataclass(slots=True)
class RowView:
    marker: str
    number: int
    task: str
    inputs: list[Input]
    errors: list[str] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class BlockView:
    """A block with its open rows; `tasks` are (code, number, name) where the row asks which."""

    place: BlockPlace
    rows: list[RowView]
    blank: RowView
    none: frozenset[str]
    tasks: list[tuple[str, int, str]]
    errors: list[str]
    offered: RowsOffer | None = None

    @property
    def offers(self) -> int:
        """How many fields of the part can be ticked at once."""
        return sum(one.offer is not None and not one.text for row in self.rows[:1] for one in row.inputs)

    @property
    def offered_rows(self) -> list[list[str]]:
        """The rows of the last time as people read them, columns in the order of the sheet."""
        names = [each.key for each in self.place.block.fields.all()]
        rows = self.offered.rows if self.offered else ()
        return [[as_text(row[name]) for name in names if name in row] for row in rows]

    @property
    def may_add(self) -> bool:
        return self.place.block.repeat or not self.rows


@dataclass(slots=True)
class SentEntry:
    """An entry as it was sent; `inputs` are its returned fields while they are open."""

    entry: Entry
    cells: list[tuple[Field, str, StoredFile | None]]
    notes: list[ReturnNote]
    inputs: list[Input]


@dataclass(slots=True)
class PartView:
    part: Part
    number: int
    mode: Mode
    checked: Checked | None
    ready: bool
    changed: bool
    blocks: list[BlockView]
    shared: list[BlockPlace]
    sent: list[SentEntry]
    notes: list[ReturnNote]  # of the whole, or above the sheet
    nil_errors: list[str]
    whole_files: list[StoredFile] = dataclasses.field(default_factory=list)  # sent with the item as a whole
    doubled: bool = False  # the unit said that it duplicates another request

    @property
    def state(self) -> State:
        return State(self.part.assignment.state)

    @property
    def excuse(self) -> Excuse | None:
        """Why the item is exempt or cancelled, where the desk said it."""
        said = list(self.part.assignment.excuses.all())
        return said[-1] if said and said[-1].state == self.state in NOT_EXPECTED else None

    @property
    def missing(self) -> int:
        return len(self.checked.problems) if self.checked and self.checked.started else 0

    @property
    def is_done(self) -> bool:
        return self.part.assignment.state in DONE

    @property
    def is_open(self) -> bool:
        return self.mode is not Mode.SHOWN

    @property
    def is_folded(self) -> bool:
        """Sent already: what was sent stands first, the form behind it."""
        return self.is_open and self.state in (State.SUBMITTED, State.NIL)

    @property
    def may_nil(self) -> bool:
        return self.is_open and self.part.task.nil_allowed and self.state != State.NIL

    @property
    def may_take_back(self) -> bool:
        """Sent, not decided, and still time to send it again; a claim of the desk is told when tried."""
        latest = self.part.latest
        return self.is_open and latest is not None and waits(latest)

    @property
    def shows_sent(self) -> bool:
        return bool(self.sent) and (self.mode is not Mode.FORM or self.state == State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of the items `numbers`; items with the same dates stand together."""

    numbers: list[int]
    opens: date | datetime | None
    due: datetime | None
    closes: datetime | None
    extended_to: datetime | None
    return_due: datetime | None
    awaited: str = ""  # what the date waits for

    @property
    def listed(self) -> str:
        return listed(self.numbers)


@dataclass(frozen=True, slots=True)
class Desk:
    numbers: list[int]
    name: str
    phones: list[str]
    emails: list[str]

    @property
    def listed(self) -> str:
        return listed(self.numbers)


@dataclass(slots=True)
class PageView:
    page: ReportPage
    parts: list[PartView]
    shared: list[BlockView]
    header: list[Input]
    known: list[tuple[Field, KnownFact]]
    version: int
    asks_head: bool = False  # the actor asks the head to confirm instead of sending

    not_corrected = frozenset({"filler.name", "filler.post"})  # changed in one's own account

    @property
    def header_offers(self) -> int:
        return sum(one.offer is not None and not one.text for one in self.header)

    @property
    def ready(self) -> list[PartView]:
        return [part for part in self.parts if part.ready]

    @property
    def ready_listed(self) -> str:
        return listed(part.number for part in self.ready)

    @property
    def done(self) -> int:
        return sum(part.is_done for part in self.parts)

    @property
    def returned(self) -> PartView | None:
        return next((part for part in self.parts if part.state == State.RETURNED), None)

    @property
    def is_open(self) -> bool:
        return any(part.is_open for part in self.parts)

    @property
    def next_due(self) -> datetime | None:
        """The next moment that matters, None where nothing is left to do."""
        waits = [part.part.assignment for part in self.parts if part.state in (*OPEN, State.RETURNED)]
        return min((due for one in waits if (due := due_of(one))), default=None)

    @property
    def waits_for_receipt(self) -> bool:
        """Whether an item has no date until the unit confirms that it has received the notice."""
        rows = [(part.part.task, part.part.assignment) for part in self.parts]
        return any(
            task.deadline_kind == DeadlineKind.RELATIVE and not (task.due_at or one.due_at or one.received_on)
            for task, one in rows
        )

    @property
    def purposes(self) -> list[str]:
        """What the notice says the answers are for, each sentence once."""
        items = [part.part.task.item for part in self.parts]
        return list(dict.fromkeys(item.purpose for item in items if item and item.purpose))

    @property
    def dates(self) -> list[Dates]:
        groups: dict[tuple[object, ...], Dates] = {}
        for part in self.parts:
            task, assignment = part.part.task, part.part.assignment
            returned = assignment.return_due if part.state == State.RETURNED else None
            opens = task.opens_on or self.page.directive.published_at
            due, closes = assignment.due_at or task.due_at, assignment.closes_at or task.closes_at
            awaited = "" if due else task.awaited
            facts = (opens, due, closes, assignment.extended_to, returned, awaited)
            groups.setdefault(facts, Dates([], *facts)).numbers.append(part.number)
        return list(groups.values())

    @property
    def desks(self) -> list[Desk]:
        groups: dict[str, Desk] = {}
        for part in self.parts:
            made = _desk(part.part.task)
            if made.name or made.phones or made.emails:
                groups.setdefault(repr(made), made).numbers.append(part.number)
        return list(groups.values())


def _desk(task: Task) -> Desk:
    """The desk to which the task is bound, otherwise what the notice printed."""
    if task.bound_desk is not None:
        bound = task.bound_desk
        return Desk([], bound.name, [bound.phone] * bool(bound.phone), [bound.email] * bool(bound.email))
    printed = task.desk or {}
    name = " ".join(dict.fromkeys(str(printed.get(key) or "") for key in ("org", "name"))).strip()
    return Desk([], name, list(printed.get("phones") or []), list(printed.get("emails") or []))


def listed(numbers: Iterable[int]) -> str:
    """1, 2, 3 as the language separates them."""
    return _(", ").join(str(number) for number in numbers)
