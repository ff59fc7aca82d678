"""Everything that a step may change, read in four queries, and the counts of it in plain Python."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from quanjing.submissions.models import Entry, ReturnNote, Submission
from quanjing.tasks.models import Assignment

OPEN = ("due", "draft")
NOT_EXPECTED = ("exempt", "cancelled")
SHOWN = ("accepted", *NOT_EXPECTED)


class Row(NamedTuple):
    """An assignment with what its task and organization say."""

    pk: int
    state: str
    task: int
    organization: int
    directive: int
    due_at: datetime | None
    closes_at: datetime | None
    extended_to: datetime | None
    return_due: datetime | None
    submitted_at: datetime | None
    task_due: datetime | None
    task_closes: datetime | None
    opens_on: Any
    path: str
    task_code: str
    issuer: int
    desk: int | None

    @property
    def first_due(self) -> datetime | None:
        return next((one for one in (self.extended_to, self.due_at, self.task_due) if one), None)

    @property
    def due(self) -> datetime | None:
        return (self.return_due if self.state == "returned" else None) or self.first_due

    @property
    def closes(self) -> datetime | None:
        given = self.closes_at or self.task_closes
        return max(given, self.extended_to) if given and self.extended_to else given

    def is_late(self, now: datetime) -> bool:
        if self.state in NOT_EXPECTED:
            return False
        first = self.first_due
        if first is not None and self.submitted_at is not None and self.submitted_at > first:
            return True
        due = self.due
        return self.state in (*OPEN, "returned") and due is not None and due < now

    def is_locked(self, now: datetime) -> bool:
        return self.state in OPEN and self.closes is not None and self.closes < now

    def is_over(self, now: datetime) -> bool:
        """Nothing can be sent: the time of what nobody sent back has run out."""
        return self.state != "returned" and self.closes is not None and self.closes < now

    def is_shown(self, now: datetime) -> bool:
        return self.state in SHOWN or self.is_over(now)

    def is_missing(self, now: datetime, today: Any) -> bool:
        """The unit still has to send it and can send it now."""
        begun = self.opens_on is None or self.opens_on <= today
        return begun and self.state in (*OPEN, "returned") and not self.is_locked(now)


FIELDS = (
    "pk", "state", "task", "organization", "directive", "due_at", "closes_at", "extended_to", "return_due",
    "submitted_at", "task__due_at", "task__closes_at", "task__opens_on", "organization__path", "task__code",
    "directive__organization", "task__bound_desk",
)  # fmt: skip


class Sent(NamedTuple):
    """A version with what may change of it."""

    pk: int
    assignment: int
    version: int
    state: str
    decided_at: datetime | None
    content: str  # what may never change


CONTENT = (
    "code", "is_nil", "nil_reason", "header", "none_blocks", "submitted_by", "submitted_name", "submitted_at",
    "was_late", "entered_way", "entered_from", "prepared_name",
)  # fmt: skip


class Line(NamedTuple):
    """An entry of a version."""

    pk: int
    code: str
    submission: int
    block: str
    row: int
    values: dict[str, Any]
    state: str


@dataclass(frozen=True)
class Snapshot:
    rows: dict[int, Row]
    sent: dict[int, Sent]
    lines: dict[int, Line]
    notes: dict[int, tuple[int, int | None, str]]  # submission, entry, field

    @classmethod
    def take(cls) -> Snapshot:
        rows = [Row(*one) for one in Assignment.objects.order_by("pk").values_list(*FIELDS)]
        found = Entry.objects.order_by("pk").values_list(
            "pk", "code", "submission", "block__key", "row", "values", "state"
        )
        lines = [Line(*one) for one in found]
        inside: dict[int, list[Any]] = defaultdict(list)
        for line in lines:
            inside[line.submission].append((line.pk, line.code, line.block, line.row, line.values))
        sent = [
            Sent(*head, json.dumps([*content, inside[head[0]]], default=str, sort_keys=True))
            for *head, content in _versions()
        ]
        notes = ReturnNote.objects.values_list("pk", "submission", "entry", "field_key")
        return cls(
            {one.pk: one for one in rows},
            {one.pk: one for one in sent},
            {one.pk: one for one in lines},
            {pk: (submission, entry, field) for pk, submission, entry, field in notes},
        )

    def versions(self, assignment: int) -> list[Sent]:
        found = [one for one in self.sent.values() if one.assignment == assignment]
        return sorted(found, key=lambda one: one.version)

    def latest(self, assignment: int) -> Sent | None:
        found = self.versions(assignment)
        return found[-1] if found else None

    def base(self, assignment: int) -> Sent | None:
        """The newest version that was sent back."""
        return next((one for one in reversed(self.versions(assignment)) if one.state == "returned"), None)

    def corrects(self, assignment: int) -> bool:
        """Only places of the report were sent back, not all of it."""
        base = self.base(assignment)
        places = [note[1:] for note in self.notes.values() if base and note[0] == base.pk]
        return base is not None and (None, "") not in places

    def lines_of(self, submission: int) -> list[Line]:
        return [one for one in self.lines.values() if one.submission == submission]

    def of(self, organization: int, directive: int) -> list[Row]:
        return [
            one
            for one in self.rows.values()
            if one.organization == organization and one.directive == directive
        ]


def _versions() -> Iterable[tuple[Any, ...]]:
    head = ("pk", "assignment", "version", "state", "decided_at")
    for one in Submission.objects.order_by("pk").values_list(*head, *CONTENT):
        yield (*one[: len(head)], one[len(head) :])


def recount(
    rows: Iterable[Row], now: datetime, group: Callable[[Row], Hashable]
) -> dict[Hashable, dict[str, int]]:
    """States, late and locked by group, counted one by one; what is nought is left out."""
    counts: dict[Hashable, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        own = counts[group(row)]
        own[row.state] += 1
        if row.is_late(now):
            own["late"] += 1
        if row.is_locked(now):
            own["locked"] += 1
    return {key: dict(own) for key, own in counts.items()}
