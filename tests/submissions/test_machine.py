"""Any order of drafts, sendings, nil reports, returns and acceptances leaves honest states."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from quanjing.foundation.errors import QuanjingError
from quanjing.submissions import actions
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.models import Entry, Report, Submission
from quanjing.tasks.enums import MOVES, State
from tests.submissions.conftest import PHONE, RETURN_DUE, Scene

TEXTS = st.sampled_from(["", "一片叶子。", "秘书处是一道门。", "山上四十天。"])
Kept = dict[int, tuple[str, dict[str, object]]]


class Reporting(RuleBasedStateMachine):
    """One unit, one item, one desk."""

    scene: Scene

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.state = State.DUE
        self.written: Kept = {}  # entries as first written

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def newest(self) -> Submission | None:
        return Submission.objects.order_by("version").last()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Refusals are part of the game; they must change nothing."""
        before = list(Submission.objects.order_by("pk").values())
        try:
            act()
        except QuanjingError:
            assert list(Submission.objects.order_by("pk").values()) == before
            return False
        return True

    @rule(texts=st.lists(TEXTS, max_size=3))
    def draft(self, texts: list[str]) -> None:
        rows = [
            {"values": {"name": "顾南屏" if text else "", "post": "理事长" if text else "", "text": text}}
            for text in texts
        ]
        report = Report.objects.first()
        self.attempt(
            lambda: actions.save_draft(
                actor=self.scene.handler,
                directive=self.scene.directive,
                header=PHONE,
                draft={"b2": {"rows": rows}},
                version=report.version if report else 0,
            )
        )

    @rule(text=TEXTS, row=st.integers(1, 3))
    def correct(self, text: str, row: int) -> None:
        report = Report.objects.first()
        base = Submission.objects.filter(state="returned").order_by("version").last()
        entry = base.entries.filter(row=row).first() if base else None
        if report and entry:
            actions.save_draft(
                actor=self.scene.handler,
                directive=self.scene.directive,
                header={},
                draft={},
                version=report.version,
                corrections={entry.code: {"text": text}},
            )

    @rule()
    def submit(self) -> None:
        base = Submission.objects.filter(state="returned").order_by("version").last()
        done = self.attempt(
            lambda: actions.submit(
                actor=self.scene.handler, directive=self.scene.directive, tasks=[self.scene.leaders.code]
            )
        )
        if done and base and not base.return_notes.filter(entry=None).exists():
            carried = base.entries.filter(state="accepted").values_list("row", "values")
            newest = self.newest()
            assert newest is not None
            now = newest.entries.filter(state="accepted").values_list("row", "values")
            assert list(now) == list(carried)

    @rule(reason=st.sampled_from(["", "暂无"]))
    def nil(self, reason: str) -> None:
        self.attempt(
            lambda: actions.submit_nil(
                actor=self.scene.handler, assignment=self.scene.assignment(self.scene.leaders), reason=reason
            )
        )

    @rule(row=st.integers(0, 3), field=st.sampled_from([None, "text"]))
    def give_back(self, row: int, field: str | None) -> None:
        newest = self.newest()
        if newest is None:
            return
        entry = newest.entries.filter(row=row).first()
        note = ReturnRequest(entry.code if entry else None, field if entry else None, "请补充。")
        self.attempt(
            lambda: actions.return_for_correction(
                actor=self.scene.officer, submission=newest, notes=[note], due_at=RETURN_DUE
            )
        )

    @rule()
    def accept(self) -> None:
        newest = self.newest()
        if newest:
            self.attempt(lambda: actions.accept(actor=self.scene.officer, submission=newest))

    @rule()
    def take_back(self) -> None:
        newest = self.newest()
        if newest:
            self.attempt(lambda: actions.take_back(actor=self.scene.handler, submission=newest))

    @rule()
    def claim(self) -> None:
        newest = self.newest()
        if newest:
            self.attempt(lambda: actions.claim(actor=self.scene.officer, submission=newest))

    @rule()
    def release(self) -> None:
        newest = self.newest()
        if newest:
            self.attempt(lambda: actions.release(actor=self.scene.officer, submission=newest))

    @invariant()
    def state_follows_the_state_machine(self) -> None:
        now = self.scene.state(self.scene.leaders)
        assert now == self.state or now in MOVES[self.state]
        self.state = now

    @invariant()
    def state_is_that_of_the_newest_version(self) -> None:
        newest = self.newest()
        now = self.scene.state(self.scene.leaders)
        if newest is not None and newest.state == "withdrawn":
            assert now in (State.DUE, State.DRAFT, State.RETURNED)
        else:
            assert newest is None or newest.state == now.value

    @invariant()
    def draft_and_due_follow_the_content(self) -> None:
        report = Report.objects.first()
        rows = report.draft.get("b2", {}).get("rows", []) if report else []
        typed = any(value for row in rows for value in row["values"].values())
        now = self.scene.state(self.scene.leaders)
        if now in (State.DUE, State.DRAFT):
            assert now == (State.DRAFT if typed else State.DUE)

    @invariant()
    def versions_count_up_and_only_the_newest_is_open(self) -> None:
        found = list(Submission.objects.order_by("version").values_list("version", "state"))
        assert [version for version, _state in found] == list(range(1, len(found) + 1))
        assert {state for _version, state in found[:-1]} <= {"replaced", "returned", "withdrawn"}

    @invariant()
    def no_entry_is_ever_overwritten(self) -> None:
        now = {entry.pk: (entry.code, entry.values) for entry in Entry.objects.all()}
        assert {pk: now.get(pk) for pk in self.written} == self.written
        self.written = now  # type: ignore[assignment]


def run(scene: Scene, examples: int) -> None:
    machine = type("Here", (Reporting,), {"scene": scene})
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=20, deadline=None, suppress_health_check=checks
        ),
    )


def test_states_stay_honest(scene: Scene) -> None:
    run(scene, 12)


@pytest.mark.slow
def test_states_stay_honest_for_long(scene: Scene) -> None:
    run(scene, 300)
