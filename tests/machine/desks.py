"""What the desk does with what came in: claim, return, accept, in bulk, enter for a unit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations.models import DeskSeat
from quanjing.submissions import actions
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.models import Claim, Submission
from quanjing.tasks.enums import MOVES, State
from tests.machine.heads import Heads
from tests.machine.place import PHONE, Place
from tests.machine.snapshot import Row, Sent
from tests.machine.units import NUMBER, assignment, has_sent
from tests.machine.watching import Refusal

RIGHT = "right"  # whoever may decide: the holder of the claim, or somebody at the desk
DECIDER = st.sampled_from([*[RIGHT] * 12, *Place.deciding, "officer", "colleague", "tea"])
WHY = st.sampled_from(["", "代为处理"])
ACCEPTABLE = ("submitted", "returned", "nil")
RETURNABLE = ("submitted", "accepted", "nil")


class Desks(Heads):
    """Rules of the posts that check."""

    def holder(self, row: Row) -> Claim | None:
        return Claim.objects.filter(assignment=row.pk, lapses_at__gt=self.now).first()

    def sits(self, name: str, row: Row) -> bool:
        seats = DeskSeat.objects.filter(post=self.place.posts[name], desk=row.desk, desk__closed_on=None)
        return row.desk is None or seats.exists()

    def reviews(self, name: str, row: Row) -> bool:
        actor = self.actor(name)
        return Right.REVIEW in actor.rights and row.issuer == actor.organization_id

    def named(self, name: str, found: Sent) -> str:
        if name != RIGHT:
            return name
        row, held = self.seen.rows[found.assignment], self.holder(self.seen.rows[found.assignment])
        able = [one for one in Place.deciding if self.reviews(one, row)]
        fit = [
            one for one in able if (held.post_id == self.place.posts[one].pk if held else self.sits(one, row))
        ]
        return (fit or able)[0]

    def deciding_error(self, name: str, found: Sent, states: tuple[str, ...], to: str) -> Refusal:
        """Who may not decide, and when."""
        row, held = self.seen.rows[found.assignment], self.holder(self.seen.rows[found.assignment])
        if not self.reviews(name, row):
            return Denied
        mine = held is not None and held.post_id == self.place.posts[name].pk
        hindered = not mine if held else not self.sits(name, row)
        moves = found.state == "nil" == to or to in MOVES[State(row.state)]
        newest = found == self.seen.latest(row.pk)
        is_right = newest and not hindered and found.state in states and moves and self.stands(found)
        return None if is_right else WrongState

    def stands(self, found: Sent) -> bool:
        """Whether the assignment is where its newest version says: not exempt or cancelled meanwhile."""
        return self.seen.rows[found.assignment].state == found.state

    def accepted(self, found: Sent) -> dict[int, str]:
        return {} if found.state == "nil" else {found.assignment: "accepted"}

    @precondition(has_sent)
    @rule(name=DECIDER, number=NUMBER)
    def accept(self, name: str, number: int) -> None:
        found = self.waiting(number)
        if found:
            name = self.named(name, found)
            to = "nil" if found.state == "nil" else "accepted"
            self.do(
                lambda: actions.accept(actor=self.actor(name), submission=self.submission(found)),
                refused=self.deciding_error(name, found, ACCEPTABLE, to),
                moves=self.accepted(found),
            )

    def submission(self, found: Sent) -> Submission:
        return Submission.objects.select_related("assignment__directive", "assignment__task").get(pk=found.pk)

    @rule(
        name=DECIDER, number=NUMBER, place=st.integers(0, 4), by_field=st.booleans(), days=st.integers(0, 6)
    )
    def give_back(self, name: str, number: int, place: int, by_field: bool, days: int) -> None:
        """All of it, a row, or a field; with a date that may have passed."""
        found = self.waiting(number)
        if found is None:
            return
        name = self.named(name, found)
        lines = self.seen.lines_of(found.pk)
        line = lines[place % len(lines)] if lines and place < 3 else None
        field = "text" if line and by_field else None
        note = ReturnRequest(line.code if line else None, field, "请补充。")
        due = clock.end_of(clock.today() + timedelta(days=days - 1), "17:00")
        error = self.deciding_error(name, found, RETURNABLE, "returned")
        if error is None and due <= self.now:
            error = Invalid
        self.do(
            lambda: actions.return_for_correction(
                actor=self.actor(name), submission=self.submission(found), notes=[note], due_at=due
            ),
            refused=error,
            moves={found.assignment: "returned"},
        )
        if error is None:
            assert self.seen.rows[found.assignment].return_due == due

    @precondition(has_sent)
    @rule(name=DECIDER, numbers=st.lists(NUMBER, min_size=1, max_size=5))
    def accept_several(self, name: str, numbers: list[int]) -> None:
        def to(one: Sent) -> str:
            return "nil" if one.state == "nil" else "accepted"

        name = "officer" if name == RIGHT else name
        chosen = self.several(name, numbers)
        fit = [one for one in chosen if self.deciding_error(name, one, ACCEPTABLE, to(one)) is None]
        act = lambda: actions.accept_many(actor=self.actor(name), submissions=self.all_of(chosen))  # noqa: E731
        self.bulk(name, chosen, fit, act, {pk: to for one in fit for pk, to in self.accepted(one).items()})

    @precondition(has_sent)
    @rule(name=DECIDER, numbers=st.lists(NUMBER, min_size=1, max_size=5), days=st.integers(1, 9))
    def give_back_several(self, name: str, numbers: list[int], days: int) -> None:
        name = "officer" if name == RIGHT else name
        chosen = self.several(name, numbers)
        fit = [one for one in chosen if self.deciding_error(name, one, RETURNABLE, "returned") is None]
        due = clock.today() + timedelta(days=days)
        act = lambda: actions.return_many(  # noqa: E731
            actor=self.actor(name), submissions=self.all_of(chosen), reason="请补充。", due=due
        )
        self.bulk(name, chosen, fit, act, {one.assignment: "returned" for one in fit})

    @precondition(has_sent)
    @rule(numbers=st.lists(st.tuples(NUMBER, st.booleans()), min_size=2, max_size=4))
    def a_morning_at_the_desk(self, numbers: list[tuple[int, bool]]) -> None:
        for number, is_good in numbers:
            if is_good:
                self.accept(RIGHT, number)
            else:
                self.give_back(RIGHT, number, number % 5, number % 2 == 0, 4)

    def several(self, name: str, numbers: list[int]) -> list[Sent]:
        """Versions, mostly of the own body's notices."""
        found = [one for one in map(self.waiting, numbers) if one]
        own = [one for one in found if self.reviews(name, self.seen.rows[one.assignment])]
        return list(dict.fromkeys(own if numbers[0] % 6 and own else found))

    def all_of(self, chosen: list[Sent]) -> list[Submission]:
        return list(Submission.objects.filter(pk__in=[one.pk for one in chosen]))

    def bulk(self, name: str, chosen: list[Sent], fit: list[Sent], act: Any, moves: dict[int, str]) -> None:
        if not chosen:
            return
        strange = [one for one in chosen if not self.reviews(name, self.seen.rows[one.assignment])]
        result = self.do(act, refused=Denied if strange else None, moves=moves)
        if not strange:
            assert {one.pk for one in result.done} == {one.pk for one in fit}
            assert len(result.left_out) == len(chosen) - len(fit)

    @precondition(has_sent)
    @rule(name=DECIDER, number=NUMBER, why=WHY)
    def claim(self, name: str, number: int, why: str) -> None:
        found = self.waiting(number)
        if found is None:
            return
        name = self.named(name, found)
        row = self.seen.rows[found.assignment]
        held = self.holder(row)
        mine = held is not None and held.post_id == self.place.posts[name].pk
        waits = found.state == "submitted" or (found.state == "nil" and found.decided_at is None)
        error: Refusal = None
        if not self.reviews(name, row):
            error = Denied
        elif found != self.seen.latest(row.pk) or (held and not mine) or not waits or not self.stands(found):
            error = WrongState
        elif not why and not (held and held.reason) and not self.sits(name, row):
            error = Invalid
        self.do(
            lambda: actions.claim(actor=self.actor(name), submission=self.submission(found), reason=why),
            refused=error,
        )

    @precondition(has_sent)
    @rule(name=DECIDER, number=NUMBER)
    def release(self, name: str, number: int) -> None:
        held = list(Claim.objects.order_by("pk").values_list("assignment", flat=True))
        found = self.seen.latest(held[number % len(held)]) if held else None
        if found is None:
            return
        name = self.named(name, found)
        row, claim = self.seen.rows[found.assignment], self.holder(self.seen.rows[found.assignment])
        error: Refusal = None if self.reviews(name, row) else Denied
        if error is None and (claim is None or claim.post_id != self.place.posts[name].pk):
            error = WrongState
        self.do(
            lambda: actions.release(actor=self.actor(name), submission=self.submission(found)), refused=error
        )

    @rule(name=DECIDER, number=NUMBER, how=st.sampled_from(["nil", "half", "one", "two"]))
    def enter_for_a_unit(self, name: str, number: int, how: str) -> None:
        row = self.any(number, ("due", "draft", "submitted"))
        if row is None:
            return
        if name == RIGHT:
            name = next(one for one in Place.deciding if self.reviews(one, row))
        block = self.place.block_of(row.task)
        rows = self.rows_for(block, how) if how != "nil" else []
        draft = {block: {"rows": [{"task": row.task_code, "values": values} for values in rows]}}
        error: Refusal = None
        if not self.reviews(name, row):
            error = Denied
        elif not self.is_form(row):
            error = WrongState
        elif how == "nil":
            error = self.nil_error("tea_head", row, "暂无")
        elif how == "half":
            error = Invalid
        typed = bool(self.typed(row, self.report(row)))
        self.do(
            lambda: actions.enter_for(
                actor=self.actor(name), assignment=assignment(row), way="telephone", told_by="某同志",
                header={"phone": PHONE}, draft=draft, nil_reason="电话告知暂无" if how == "nil" else "",
            ),
            refused=error,
            moves={row.pk: "nil" if how == "nil" else "submitted"},
            may={} if typed else self.beside(row),
        )  # fmt: skip
        if error is None and rows:
            newest = self.seen.latest(row.pk)
            assert newest is not None
            assert [line.values for line in self.seen.lines_of(newest.pk)] == rows

    def beside(self, row: Row) -> dict[int, str]:
        """What a page that is kept anew may say of the other open items."""
        report = self.report(row)
        return self.opens(row, report.draft if report else {})
