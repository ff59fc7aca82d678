"""Return by field, correction, acceptance."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.submissions import actions
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.models import Entry, Report, Submission
from quanjing.submissions.queries import compare, page_of_report
from quanjing.submissions.rules import Mode, can_report, can_review, may_edit, mode_of
from quanjing.tasks.enums import State
from tests.submissions.conftest import DUE, LEADERS, RETURN_DUE, Scene, in_days
from tests.submissions.test_sending import save, send, verbs, wheres

Callbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def sent(scene: Scene) -> Submission:
    save(scene, LEADERS)
    return send(scene)[0]


def second(submission: Submission) -> Entry:
    return submission.entries.get(row=2)


def give_back(scene: Scene, submission: Submission, *notes: ReturnRequest) -> Submission:
    wanted = notes or (ReturnRequest(second(submission).code, "post", "请写全称。"),)
    return actions.return_for_correction(
        actor=scene.officer, submission=submission, notes=wanted, due_at=RETURN_DUE
    )


def correct(scene: Scene, values: dict[str, object], code: str, header: object = None) -> Report:
    report = Report.objects.get()
    return actions.save_draft(
        actor=scene.handler,
        directive=scene.directive,
        header=header or {},  # type: ignore[arg-type]
        draft={},
        version=report.version,
        corrections={code: values},
    )


class TestReturn:
    def test_names_the_field_and_leaves_other_entries_as_they_are(
        self, scene: Scene, sent: Submission
    ) -> None:
        give_back(scene, sent)
        states = list(sent.entries.values_list("row", "state"))
        assert states == [(1, "submitted"), (2, "returned")]
        assignment = scene.assignment(scene.leaders)
        assert (assignment.state, assignment.return_due) == (State.RETURNED, RETURN_DUE)

    @pytest.mark.parametrize(
        ("entry", "field", "reason", "where"),
        [
            ("", "", " ", "returns.0"),
            ("nosuchco", "", "请补充。", "returns.0"),
            ("second", "age", "请补充。", "returns.0"),
            ("", "age", "请补充。", "returns.0"),
        ],
    )
    def test_needs_a_place_and_a_reason(
        self, scene: Scene, sent: Submission, entry: str, field: str, reason: str, where: str
    ) -> None:
        code = second(sent).code if entry == "second" else entry
        with pytest.raises(Invalid) as caught:
            give_back(scene, sent, ReturnRequest(code or None, field or None, reason))
        assert wheres(caught.value) == [where]
        assert scene.state(scene.leaders) == State.SUBMITTED

    def test_needs_a_date_in_the_future(self, scene: Scene, sent: Submission) -> None:
        with pytest.raises(Invalid) as caught, clock.frozen(in_days(20)):
            give_back(scene, sent)
        assert wheres(caught.value) == ["due"]

    def test_is_for_reviewers_of_the_issuing_body(self, scene: Scene, sent: Submission) -> None:
        world = scene.world
        for post in (world.auditor, world.city_officer, world.tea_handler, world.nursing_handler):
            actor = world.actor(post)
            assert can_review(actor, sent) is False
            with pytest.raises(Denied):
                actions.return_for_correction(
                    actor=actor,
                    submission=sent,
                    notes=[ReturnRequest(None, None, "请补充。")],
                    due_at=RETURN_DUE,
                )
            with pytest.raises(Denied):
                actions.accept(actor=actor, submission=sent)

    def test_of_an_older_version_is_refused(self, scene: Scene, sent: Submission) -> None:
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, Report.objects.get().version)
        send(scene)
        with pytest.raises(WrongState):
            give_back(scene, sent)

    def test_tells_the_handlers_once_it_holds(
        self, scene: Scene, sent: Submission, django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            give_back(scene, sent)
        message = Message.objects.get(post=scene.world.tea_handler)
        assert (message.kind, message.values["places"]) == ("submission_returned", 1)
        assert verbs()[-1] == "submissions.return_for_correction"


class TestCorrection:
    def test_only_returned_fields_are_open(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        part = page_of_report(scene.handler, scene.directive.code).part(scene.leaders.code)
        first, other = sent.entries.all()
        now = clock.now()
        open_places = [
            (entry.row, key)
            for entry in (first, other)
            for key in ("name", "post", "text")
            if may_edit(part, entry.pk, key, now)
        ]
        assert (mode_of(part, now), open_places) == (Mode.CORRECT, [(2, "post")])

    def test_new_version_takes_over_everything_else(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        correct(scene, {"post": "秘书长（专职）", "name": "别人"}, second(sent).code)
        [again] = send(scene)
        values = [(e.values["name"], e.values["post"], e.state) for e in again.entries.all()]
        assert values == [("顾南屏", "理事长", "submitted"), ("沈雁秋", "秘书长（专职）", "submitted")]
        sent.refresh_from_db()
        assert (again.version, sent.state, second(sent).values["post"]) == (2, "returned", "秘书长")

    def test_accepted_entries_are_carried_over_as_accepted(self, scene: Scene, sent: Submission) -> None:
        actions.accept(actor=scene.officer, submission=sent)
        give_back(scene, sent)
        correct(scene, {"post": "秘书长（专职）"}, second(sent).code)
        [again] = send(scene)
        assert list(again.entries.values_list("row", "state")) == [(1, "accepted"), (2, "submitted")]

    def test_versions_can_be_compared_field_by_field(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        correct(scene, {"post": "秘书长（专职）"}, second(sent).code)
        [again] = send(scene)
        [change] = compare(sent, again)
        assert (change.place, change.label) == ("b2.2.post", "职务")
        assert change.segments == (("same", "秘书长"), ("ins", "（专职）"))

    def test_nothing_changed_is_not_sent(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        with pytest.raises(Invalid):
            send(scene, scene.leaders.code)

    def test_an_emptied_required_field_is_named(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        code = second(sent).code
        correct(scene, {"post": ""}, code)
        with pytest.raises(Invalid) as caught:
            send(scene, scene.leaders.code)
        assert wheres(caught.value) == [f"fix.{code}.post"]

    def test_of_a_field_above_the_sheet(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent, ReturnRequest(None, "phone", "请写值班电话。"))
        correct(scene, {}, second(sent).code, header={"phone": "010-55550199"})
        [again] = send(scene)
        assert again.header == {"unit": "江岚省茶叶学会", "phone": "010-55550199"}

    def test_may_be_corrected_again_before_review(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        for post in ("秘书长（专职）", "专职秘书长"):
            correct(scene, {"post": post}, second(sent).code)
            send(scene, scene.leaders.code)
        newest = Submission.objects.latest("version")
        assert (newest.version, second(newest).values["post"]) == (3, "专职秘书长")

    def test_a_whole_return_opens_everything(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent, ReturnRequest(None, None, "请按新表填写。"))
        part = page_of_report(scene.handler, scene.directive.code).part(scene.leaders.code)
        assert mode_of(part, clock.now()) is Mode.FORM
        report = Report.objects.get()
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][1:]}}, report.version)
        [again] = send(scene)
        assert [entry.values["name"] for entry in again.entries.all()] == ["沈雁秋"]

    def test_stays_open_after_closing(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        with clock.frozen(in_days(30)):
            correct(scene, {"post": "秘书长（专职）"}, second(sent).code)
            [again] = send(scene)
        assert (again.version, again.was_late) == (2, True)

    def test_is_in_time_until_its_own_date(self, scene: Scene, sent: Submission) -> None:
        with clock.frozen(DUE):
            actions.return_for_correction(
                actor=scene.officer,
                submission=sent,
                notes=[ReturnRequest(second(sent).code, "post", "请写全称。")],
                due_at=in_days(30),
            )
        with clock.frozen(in_days(29)):
            correct(scene, {"post": "秘书长（专职）"}, second(sent).code)
            assert send(scene)[0].was_late is False

    def test_draft_follows_the_correction_in_case_everything_opens_later(
        self, scene: Scene, sent: Submission
    ) -> None:
        give_back(scene, sent)
        correct(scene, {"post": "秘书长（专职）"}, second(sent).code)
        send(scene)
        rows = Report.objects.get().draft["b2"]["rows"]
        assert [row["values"]["post"] for row in rows] == ["理事长", "秘书长（专职）"]

    def test_the_unit_may_answer_with_nil(self, scene: Scene, sent: Submission) -> None:
        give_back(scene, sent)
        actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.leaders), reason="撤回")
        assert scene.state(scene.leaders) == State.NIL


class TestAccept:
    def test_accepts_every_entry(
        self, scene: Scene, sent: Submission, django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            accepted = actions.accept(actor=scene.officer, submission=sent)
        assert (accepted.state, accepted.decided_name) == ("accepted", "林知远")
        assert set(sent.entries.values_list("state", flat=True)) == {"accepted"}
        assert scene.state(scene.leaders) == State.ACCEPTED
        assert Message.objects.get(post=scene.world.tea_handler).kind == "submission_accepted"

    def test_twice_is_refused(self, scene: Scene, sent: Submission) -> None:
        actions.accept(actor=scene.officer, submission=sent)
        with pytest.raises(WrongState):
            actions.accept(actor=scene.officer, submission=sent)

    def test_of_a_returned_version_is_over_once_a_newer_one_came(
        self, scene: Scene, sent: Submission
    ) -> None:
        give_back(scene, sent)
        correct(scene, {"post": "秘书长（专职）"}, second(sent).code)
        send(scene)
        with pytest.raises(WrongState):
            actions.accept(actor=scene.officer, submission=sent)
        assert scene.state(scene.leaders) == State.SUBMITTED

    def test_leaves_a_nil_report_nil(self, scene: Scene) -> None:
        nil = actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="暂无")
        for _time in range(2):
            seen = actions.accept(actor=scene.officer, submission=nil)
        assert (seen.state, scene.state(scene.plan)) == ("nil", State.NIL)

    def test_a_nil_report_can_be_returned(self, scene: Scene) -> None:
        nil = actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="暂无")
        give_back(scene, nil, ReturnRequest(None, None, "请报送谋划。"))
        assert scene.state(scene.plan) == State.RETURNED

    def test_accepted_work_cannot_be_sent_again(self, scene: Scene, sent: Submission) -> None:
        actions.accept(actor=scene.officer, submission=sent)
        with pytest.raises(WrongState):
            send(scene, scene.leaders.code)


def test_reporting_is_for_the_own_body_only(scene: Scene) -> None:
    assignment = scene.assignment(scene.plan)
    actors = (scene.handler, scene.nurse, scene.officer, scene.world.actor(scene.world.auditor))
    assert [can_report(actor, assignment) for actor in actors] == [True, False, False, False]
