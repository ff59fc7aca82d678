"""The machine's frame: a clock, a snapshot after each step, and what must hold between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.test import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant

from quanjing.audit.chain import breaks
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import QuanjingError
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Report
from quanjing.tasks.enums import MOVES, State
from tests.machine import looking
from tests.machine.place import CELLS, START, Place
from tests.machine.snapshot import Row, Sent, Snapshot

Refusal = type[QuanjingError] | None
UNSURE: Refusal = QuanjingError  # may be refused, by any named error
Moves = Mapping[int, str]


class Watching(RuleBasedStateMachine):
    """Everything happens in a savepoint of the test's transaction, rolled back at the end."""

    place: ClassVar[Place]
    steps: ClassVar[dict[str, int]]  # of all runs: done, refused
    final = False  # the last look was taken

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.clocks = ExitStack()
        self.jump(START)
        self.closed: dict[int, datetime] = {}
        self.token = self.looks = 0
        self.seen = Snapshot.take()
        self.ledger = looking.Ledger()
        self.is_whole = True

    def teardown(self) -> None:
        try:
            if self.is_whole:
                looking.everything(self.place, self.seen, self.ledger)
                assert breaks() == []
        finally:
            self.clocks.close()
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def jump(self, moment: datetime) -> None:
        self.now = moment.astimezone(clock.UTC)
        self.clocks.enter_context(clock.frozen(self.now))

    # -- doing ---------------------------------------------------------------------------------------------

    def do(
        self,
        act: Callable[[], Any],
        *,
        refused: Refusal = None,
        moves: Moves | None = None,
        may: Moves | None = None,
    ) -> Any:
        """Act; what it changes must be exactly `moves`, and at most `may` beside; a refusal changes nothing.

        Returns what the act returned, None where it was refused.
        """
        self.is_whole = False
        before, answer, error, what = self.seen, None, None, act.__qualname__.split(".")[1]
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                answer = act()
        except QuanjingError as raised:
            error = raised
        self.seen = Snapshot.take()
        if error is not None:
            assert refused is not None, (
                f"refused: {type(error).__name__} {error} {getattr(error, 'problems', '')}"
            )
            assert isinstance(error, refused), (
                f"{type(error).__name__} instead of {refused.__name__}: {error}"
            )
            assert self.seen == before, "a refusal changed something"
            self.steps["refused"] += 1
            self.steps[f"{what}: refused"] += 1
        else:
            assert refused in (None, UNSURE), f"not refused: {refused.__name__ if refused else ''}"
            self._compare(before, moves or {}, may or {})
            self.steps["done"] += 1
            self.steps[what] += 1
        self.is_whole = True
        return answer

    def _compare(self, before: Snapshot, moves: Moves, may: Moves) -> None:
        for pk, row in self.seen.rows.items():
            old = before.rows[pk].state if pk in before.rows else None
            assert row.state in State.values
            if old is None:
                assert row.state == State.DUE
                body = Organization.objects.get(pk=row.organization)
                assert body.valid_to is None or body.valid_to >= clock.today(), "handed out to an ended body"
                continue
            if pk in moves:
                assert row.state == moves[pk], f"{old} to {row.state} instead of {moves[pk]}"
            elif row.state != old:
                assert may.get(pk) == row.state, f"{old} to {row.state}, which nobody asked for"
            assert row.state == old or row.state in MOVES[State(old)], f"{old} to {row.state}"
        assert set(before.rows) <= set(self.seen.rows)
        looking.versions(before, self.seen)
        looking.time_given(self.seen)

    # -- reading -------------------------------------------------------------------------------------------

    def actor(self, name: str) -> Actor:
        return self.place.actors[name]

    def acts(self, name: str) -> bool:
        """Whether the post is still in force."""
        ended = self.closed.get(self.actor(name).organization_id or 0)
        return ended is None or clock.today() <= ended

    def own(self, name: str, number: int) -> Row | None:
        """One of the assignments of the body of a post, mostly one that it still has to send."""
        found = [
            row for row in self.seen.rows.values() if row.organization == self.actor(name).organization_id
        ]
        waiting = [row for row in found if row.is_missing(self.now, clock.today())]
        chosen = waiting if waiting and number % 4 else found
        return chosen[number % len(chosen)] if chosen and self.acts(name) else None

    def any(self, number: int, states: Iterable[str] = ()) -> Row | None:
        """One of all assignments, of these states where there are any such."""
        every = list(self.seen.rows.values())
        found = [row for row in every if row.state in states] or every
        return found[number % len(found)] if found else None

    def waiting(self, number: int) -> Sent | None:
        """A version, first of all one that waits for the desk."""
        every = list(self.seen.sent.values())
        found = [one for one in every if one.state in ("submitted", "nil")] or every
        return found[number % len(found)] if found else None

    def report(self, row: Row) -> Report | None:
        return Report.objects.filter(directive=row.directive, organization=row.organization).first()

    def typed(self, row: Row, report: Report | None) -> list[dict[str, Any]]:
        """The rows of the stored draft that hold something for this item."""
        blocks = report.draft.values() if report else []
        rows = [one for block in blocks for one in block["rows"] if one["task"] == row.task_code]
        return [one["values"] for one in rows if any(one["values"].values())]

    def is_ready(self, row: Row) -> bool:
        """Whether the page holds what sending this item needs."""
        report = self.report(row)
        if self.seen.corrects(row.pk):
            return any(self.corrected(row, report))
        rows, cells = self.typed(row, report), CELLS[self.place.block_of(row.task)]
        phone = report is not None and bool(report.header.get("phone"))
        return phone and bool(rows) and all(values.get(cell) for values in rows for cell in cells)

    def corrected(self, row: Row, report: Report | None) -> list[bool]:
        """For each place that was sent back, whether the page says something new there."""
        base = self.seen.base(row.pk)
        assert base is not None
        given = report.corrections if report else {}
        new = []
        for submission, entry, key in self.seen.notes.values():
            if submission == base.pk and entry is not None:
                line = self.seen.lines[entry]
                typed = given.get(line.code, {})
                cells = [key] if key else CELLS[line.block]
                new.append(any(typed.get(cell, line.values[cell]) != line.values[cell] for cell in cells))
        return new

    @invariant()
    def figures_hold(self) -> None:
        """One of the costly looks after each step, in turn; all of them at the end."""
        self.is_whole = False
        self.looks += 1
        self.steps["steps"] += 1
        looking.reminders(self.seen, self.ledger)
        looking.one_look(self.looks, self.place, self.seen)
        self.is_whole = True
