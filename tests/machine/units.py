"""What units do: type, send, correct, take back, have their head confirm, ask for time, pass up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.organizations.models import Organization
from quanjing.submissions import actions
from quanjing.submissions.models import Claim, Report, Submission
from quanjing.tasks.models import Assignment
from tests.machine.place import CELLS, PHONE, Place
from tests.machine.snapshot import OPEN, Row
from tests.machine.watching import UNSURE, Refusal, Watching

UNIT = st.sampled_from(Place.reporting)
NUMBER = st.integers(0, 60)
SENT = st.sampled_from(["one", "two"])
TYPED = st.sampled_from(["nothing", "half", "one", "two"])


def assignment(row: Row) -> Assignment:
    return Assignment.objects.select_related("task", "organization", "directive").get(pk=row.pk)


def notice(row: Row) -> Directive:
    return Directive.objects.get(pk=row.directive)


def has_sent(machine: Watching) -> bool:
    return bool(machine.seen.sent)


def has_returns(machine: Watching) -> bool:
    return any(row.state == "returned" for row in machine.seen.rows.values())


class Units(Watching):
    """Rules of the posts that report."""

    def is_form(self, row: Row) -> bool:
        return not row.is_shown(self.now) and not self.seen.corrects(row.pk)

    def words(self) -> str:
        self.token += 1
        return f"第{self.token}段文字。"

    def rows_for(self, block: str, how: str) -> list[dict[str, str]]:
        """What is typed into a block; nothing is ever typed twice."""
        if how == "nothing" or (how == "half" and block != "b2"):
            return []
        count = 2 if how == "two" and block == "b2" else 1
        rows = [{cell: self.words() for cell in CELLS[block]} for _one in range(count)]
        return [{**rows[0], "text": ""}] if how == "half" else rows

    def opens(self, row: Row, draft: dict[str, Any]) -> dict[int, str]:
        """The states of what is open on the page once this draft is kept."""
        started = {
            one["task"] for block in draft.values() for one in block["rows"] if any(one["values"].values())
        }
        page = self.seen.of(row.organization, row.directive)
        return {one.pk: "draft" if one.task_code in started else "due" for one in page if one.state in OPEN}

    @rule(unit=UNIT, number=NUMBER, how=TYPED)
    def draft(self, unit: str, number: int, how: str) -> None:
        row = self.own(unit, number)
        if row is None:
            return
        report, block = self.report(row), self.place.block_of(row.task)
        stored = report.draft if report else {}
        before = stored.get(block, {}).get("rows", [])
        others = [one for one in before if one["task"] != row.task_code]
        typed = [{"task": row.task_code, "values": values} for values in self.rows_for(block, how)]
        closed = not self.is_form(row)
        kept = [one for one in before if one["task"] == row.task_code] if closed else typed
        self.do(
            lambda: actions.save_draft(
                actor=self.actor(unit),
                directive=notice(row),
                header={"phone": PHONE},
                draft={block: {"rows": others + typed}},
                version=report.version if report else 0,
            ),
            refused=WrongState if closed and typed else None,
            moves=self.opens(row, {**stored, block: {"rows": others + kept}}),
        )
        if not (closed and typed):
            now = self.report(row)
            assert now is not None
            found = [one for one in now.draft[block]["rows"] if one["task"] == row.task_code]
            assert found == kept, "the page keeps something else than was typed"

    @rule(unit=UNIT, number=NUMBER, how=SENT)
    def fill_in_and_send(self, unit: str, number: int, how: str) -> None:
        self.draft(unit, number, how)
        row = self.own(unit, number)
        if row and self.typed(row, self.report(row)):
            self.send_one("tea_head" if unit.startswith("tea") else unit, row)

    @rule(units=st.lists(st.tuples(UNIT, NUMBER), min_size=2, max_size=5))
    def several_report(self, units: list[tuple[str, int]]) -> None:
        for unit, number in units:
            self.fill_in_and_send(unit, number, "one")

    @precondition(has_returns)
    @rule(unit=UNIT, number=NUMBER)
    def correct_and_send(self, unit: str, number: int) -> None:
        self.correct(unit, number, number)
        for row in list(self.seen.rows.values()):
            if self.seen.corrects(row.pk) and row.organization == self.actor(unit).organization_id:
                self.send_one(unit, row)

    @rule(unit=UNIT, number=NUMBER)
    def draft_from_an_old_page(self, unit: str, number: int) -> None:
        row = self.own(unit, number)
        report = self.report(row) if row else None
        if row and report:
            self.do(
                lambda: actions.save_draft(
                    actor=self.actor(unit), directive=notice(row), header={}, draft={},
                    version=report.version - 1,
                ),
                refused=Conflict,
            )  # fmt: skip

    @precondition(has_returns)
    @rule(unit=UNIT, number=NUMBER, place=st.integers(0, 3))
    def correct(self, unit: str, number: int, place: int) -> None:
        """Says something new in one place that was sent back."""
        sent_back = [pk for pk in self.seen.rows if self.seen.corrects(pk)]
        rows = [self.seen.rows[pk] for pk in sent_back]
        own = [row for row in rows if row.organization == self.actor(unit).organization_id]
        if not own or not self.acts(unit):
            return
        row = own[number % len(own)]
        base, report = self.seen.base(row.pk), self.report(row)
        assert base is not None
        lines = self.seen.lines_of(base.pk)
        line = lines[place % len(lines)]
        self.do(
            lambda: actions.save_draft(
                actor=self.actor(unit), directive=notice(row), header={}, draft={},
                version=report.version if report else 0,
                corrections={line.code: {"text": self.words()}},
            ),
            moves=self.opens(row, report.draft if report else {}),
        )  # fmt: skip

    def sending_error(self, unit: str, row: Row) -> Refusal:
        if row.is_shown(self.now):
            return WrongState
        if not self.is_ready(row):
            return Invalid
        body = Organization.objects.get(pk=row.organization)
        return WrongState if body.confirms_reports and Right.CONFIRM not in self.actor(unit).rights else None

    @rule(unit=UNIT, number=NUMBER)
    def send(self, unit: str, number: int) -> None:
        row = self.own(unit, number)
        if row:
            self.send_one(unit, row)

    def send_one(self, unit: str, row: Row) -> None:
        error, report = self.sending_error(unit, row), self.report(row)
        self.do(
            lambda: actions.submit(actor=self.actor(unit), directive=notice(row), tasks=[row.task_code]),
            refused=error,
            moves={row.pk: "submitted"},
        )
        if error is None:
            self.holds_what_was_typed(row, report)

    def holds_what_was_typed(self, row: Row, report: Report | None) -> None:
        """A form is sent as it stood; of a correction only what was sent back has changed."""
        newest, base = self.seen.latest(row.pk), self.seen.base(row.pk)
        assert newest is not None
        lines = self.seen.lines_of(newest.pk)
        if base is None or not self.seen.corrects(row.pk):
            assert [line.values for line in lines] == self.typed(row, report)
            return
        noted = [note[1:] for note in self.seen.notes.values() if note[0] == base.pk]
        places = {(line.block, line.row): line for line in lines}
        for old in self.seen.lines_of(base.pk):
            new = places.pop((old.block, old.row))
            free = {key for entry, key in noted if entry == old.pk}
            same = {key: value for key, value in old.values.items() if key not in free and "" not in free}
            assert same.items() <= new.values.items(), "more was changed than was sent back"
            assert new.state == ("accepted" if old.state == "accepted" else "submitted")
        assert not places

    @rule(unit=UNIT, number=NUMBER)
    def send_all_that_is_ready(self, unit: str, number: int) -> None:
        row = self.own(unit, number)
        if row:
            page = self.seen.of(row.organization, row.directive)
            ready = {one.pk: "submitted" for one in page if self.sending_error(unit, one) is None}
            self.do(
                lambda: actions.submit(actor=self.actor(unit), directive=notice(row)),
                refused=UNSURE,
                may=ready,
            )

    @rule(unit=UNIT, number=NUMBER, reason=st.sampled_from(["暂无", "暂无", " "]))
    def nil(self, unit: str, number: int, reason: str) -> None:
        row = self.own(unit, number)
        if row:
            self.do(
                lambda: actions.submit_nil(actor=self.actor(unit), assignment=assignment(row), reason=reason),
                refused=self.nil_error(unit, row, reason),
                moves={row.pk: "nil"},
            )

    def nil_error(self, unit: str, row: Row, reason: str) -> Refusal:
        if not reason.strip() or not assignment(row).task.nil_allowed:
            return Invalid
        if row.is_shown(self.now) or row.state == "nil":
            return WrongState
        body = Organization.objects.get(pk=row.organization)
        return WrongState if body.confirms_reports and Right.CONFIRM not in self.actor(unit).rights else None

    @precondition(has_sent)
    @rule(unit=UNIT, number=NUMBER)
    def take_back(self, unit: str, number: int) -> None:
        found = self.waiting(number)
        if found is None or not self.acts(unit):
            return
        own = [
            name for name in Place.reporting if self.actor(name).path == self.seen.rows[found.assignment].path
        ]
        unit = own[0] if number % 5 else unit
        row, newest = self.seen.rows[found.assignment], self.seen.latest(found.assignment)
        held = Claim.objects.filter(assignment=row.pk, lapses_at__gt=self.now).exists()
        waits = found.state == "submitted" or (found.state == "nil" and found.decided_at is None)
        report, error = self.report(row), None
        if row.organization != self.actor(unit).organization_id:
            error = Denied
        elif found != newest or not waits or row.state != found.state or held or row.is_over(self.now):
            error = WrongState
        state = "draft" if self.typed(row, report) else "due"
        submission = Submission.objects.select_related("assignment__directive", "assignment__task").get(
            pk=found.pk
        )
        self.do(
            lambda: actions.take_back(actor=self.actor(unit), submission=submission),
            refused=error,
            moves={row.pk: "returned" if self.seen.base(row.pk) else state},
        )
