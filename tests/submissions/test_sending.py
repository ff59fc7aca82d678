"""Drafts, sending, nil reports, versions, lateness and the lock."""

from __future__ import annotations

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.submissions import actions
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Report, Submission
from quanjing.submissions.queries import page_of_report
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from tests.submissions.conftest import CLOSES, DUE, LEADERS, PHONE, PLAN, Scene, in_days


def save(scene: Scene, draft: dict[str, object], version: int = 0, header: object = PHONE) -> Report:
    return actions.save_draft(
        actor=scene.handler,
        directive=scene.directive,
        header=header,  # type: ignore[arg-type]
        draft=draft,  # type: ignore[arg-type]
        version=version,
    )


def send(scene: Scene, *tasks: str) -> list[Submission]:
    return actions.submit(actor=scene.handler, directive=scene.directive, tasks=list(tasks) or None)


def wheres(error: Invalid) -> list[str]:
    return [problem.where for problem in error.problems]


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


class TestDraft:
    def test_typing_moves_only_the_task_that_was_typed_for(self, scene: Scene) -> None:
        save(scene, PLAN)
        assert [scene.state(task) for task in (scene.plan, scene.leaders)] == [State.DRAFT, State.DUE]

    def test_emptying_it_moves_the_task_back(self, scene: Scene) -> None:
        report = save(scene, PLAN)
        save(scene, {"b1": {"rows": [{"values": {"text": "  "}}]}}, report.version)
        assert scene.state(scene.plan) == State.DUE

    def test_what_is_not_given_stays(self, scene: Scene) -> None:
        report = save(scene, PLAN)
        report = save(scene, LEADERS, report.version, header={})
        assert (sorted(report.draft), report.header) == (["b1", "b2"], PHONE)

    def test_a_row_of_a_shared_block_counts_for_the_task_it_names(self, scene: Scene) -> None:
        save(scene, {"b4": {"rows": [{"task": scene.advice.code, "values": {"name": "许知遥"}}]}})
        assert [scene.state(task) for task in (scene.young, scene.advice)] == [State.DUE, State.DRAFT]

    def test_a_task_of_another_block_cannot_be_named(self, scene: Scene) -> None:
        save(scene, {"b4": {"rows": [{"task": scene.plan.code, "values": {"name": "许知遥"}}]}})
        assert [scene.state(task) for task in (scene.plan, scene.advice)] == [State.DUE, State.DUE]

    def test_none_for_an_optional_block_is_a_beginning(self, scene: Scene) -> None:
        save(scene, {"b3": {"none": True, "rows": []}})
        assert scene.state(scene.young) == State.DRAFT

    def test_rows_of_a_decided_task_stay_when_the_shared_block_is_saved(self, scene: Scene) -> None:
        rows = [
            {"task": scene.advice.code, "values": {"name": "许知遥", "text": "建议。"}},
            {"task": scene.young.code, "values": {"name": "陆闻溪", "text": "体会。"}},
        ]
        save(scene, {"b4": {"rows": rows}})
        [sent] = send(scene)
        actions.accept(actor=scene.officer, submission=sent)
        report = save(scene, {"b4": {"rows": rows[1:]}}, Report.objects.get().version)
        assert sorted(row["values"]["name"] for row in report.draft["b4"]["rows"]) == ["许知遥", "陆闻溪"]

    def test_the_second_of_two_editors_sees_both_versions(self, scene: Scene) -> None:
        save(scene, PLAN)
        with pytest.raises(Conflict) as caught:
            save(scene, {"b1": {"rows": [{"values": {"text": "另一份谋划。"}}]}}, 0)
        assert caught.value.theirs == {"b1.1.text": "今后五年的谋划。"}
        assert caught.value.yours == {"b1.1.text": "另一份谋划。"}

    def test_only_a_change_of_state_is_recorded(self, scene: Scene) -> None:
        report = save(scene, PLAN)
        save(scene, {"b1": {"rows": [{"values": {"text": "更长的谋划。"}}]}}, report.version)
        assert verbs() == ["submissions.save_draft"]

    def test_nobody_outside_may_save(self, scene: Scene) -> None:
        with pytest.raises(Missing):
            actions.save_draft(
                actor=scene.world.actor(scene.world.mathematics_handler),
                directive=scene.directive,
                header={},
                draft=PLAN,
                version=0,
            )
        with pytest.raises(Missing):
            actions.save_draft(
                actor=scene.officer, directive=scene.directive, header={}, draft=PLAN, version=0
            )


class TestSubmit:
    def test_sends_what_is_complete_and_leaves_the_rest(self, scene: Scene) -> None:
        half = {"b2": {"rows": [{"values": {"name": "顾南屏"}}]}}
        save(scene, PLAN | half)
        sent = send(scene)
        assert [one.assignment.task for one in sent] == [scene.plan]
        assert [scene.state(task) for task in (scene.plan, scene.leaders)] == [State.SUBMITTED, State.DRAFT]

    def test_one_submission_with_its_entries_for_each_assignment(self, scene: Scene) -> None:
        save(scene, PLAN | LEADERS)
        sent = send(scene)
        rows = [[(e.block.key, e.row, e.values["text"]) for e in one.entries.all()] for one in sent]
        assert rows == [
            [("b1", 1, "今后五年的谋划。")],
            [("b2", 1, "一片叶子。"), ("b2", 2, "秘书处是一道门。")],
        ]

    def test_known_facts_are_copied_into_the_header(self, scene: Scene) -> None:
        save(scene, PLAN, header={**PHONE, "unit": "另一个名字"})
        assert send(scene)[0].header == {"unit": "江岚省茶叶学会", "phone": "010-55550111"}

    def test_all_or_nothing_when_tasks_are_named(self, scene: Scene) -> None:
        save(scene, PLAN | {"b2": {"rows": [{"values": {"name": "顾南屏"}}]}})
        with pytest.raises(Invalid) as caught:
            send(scene, scene.plan.code, scene.leaders.code)
        assert wheres(caught.value) == ["b2.1.post", "b2.1.text"]
        assert Submission.objects.count() == 0

    def test_nothing_complete_is_refused_with_what_is_missing(self, scene: Scene) -> None:
        save(scene, PLAN, header={"phone": ""})
        with pytest.raises(Invalid) as caught:
            send(scene)
        assert wheres(caught.value) == ["header.phone"]

    def test_a_row_that_names_no_task_holds_back_the_tasks_of_its_block(self, scene: Scene) -> None:
        rows = [
            {"task": scene.advice.code, "values": {"name": "许知遥", "text": "建议。"}},
            {"task": "", "values": {"name": "陆闻溪", "text": "又一条。"}},
        ]
        save(scene, {"b4": {"rows": rows}})
        with pytest.raises(Invalid) as caught:
            send(scene, scene.advice.code)
        assert wheres(caught.value) == ["b4.2.task"]

    def test_a_row_that_names_no_task_is_pointed_out_when_nothing_else_is_begun(self, scene: Scene) -> None:
        save(scene, {"b4": {"rows": [{"task": "", "values": {"name": "陆闻溪"}}]}})
        with pytest.raises(Invalid) as caught:
            send(scene)
        assert wheres(caught.value) == ["b4.1.task"]

    def test_each_task_takes_its_own_rows_of_a_shared_block(self, scene: Scene) -> None:
        rows = [
            {"task": scene.advice.code, "values": {"name": "许知遥", "text": "建议。"}},
            {"task": scene.young.code, "values": {"name": "陆闻溪", "text": "体会。"}},
        ]
        save(scene, {"b3": {"none": True}, "b4": {"rows": rows}})
        young, advice = send(scene)
        assert [entry.values["name"] for entry in young.entries.all()] == ["陆闻溪"]
        assert [entry.values["name"] for entry in advice.entries.all()] == ["许知遥"]
        assert (young.none_blocks, advice.none_blocks) == (["b3"], [])

    def test_an_optional_block_wants_an_answer(self, scene: Scene) -> None:
        rows = [{"task": scene.young.code, "values": {"name": "陆闻溪", "text": "体会。"}}]
        save(scene, {"b4": {"rows": rows}})
        with pytest.raises(Invalid) as caught:
            send(scene, scene.young.code)
        assert wheres(caught.value) == ["b3"]

    def test_sending_again_before_review_is_a_new_version(self, scene: Scene) -> None:
        save(scene, PLAN)
        [first] = send(scene)
        report = Report.objects.get()
        save(scene, {"b1": {"rows": [{"values": {"text": "第二稿。"}}]}}, report.version)
        [second] = send(scene)
        first.refresh_from_db()
        assert (second.version, second.state) == (2, SubmissionState.SUBMITTED)
        assert first.state == SubmissionState.REPLACED
        assert first.entries.get().values == {"text": "今后五年的谋划。"}

    def test_what_was_sent_and_not_changed_is_not_sent_again(self, scene: Scene) -> None:
        save(scene, PLAN)
        send(scene)
        with pytest.raises(Invalid):
            send(scene)

    def test_what_another_unit_has_is_missing(self, scene: Scene) -> None:
        save(scene, PLAN)
        with pytest.raises(Missing):
            send(scene, "nosuchta")

    def test_leaves_one_entry_and_tells_the_reviewer(
        self, scene: Scene, django_capture_on_commit_callbacks: object
    ) -> None:
        save(scene, PLAN | LEADERS)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            send(scene)
        assert verbs() == ["submissions.save_draft", "submissions.submit"]
        told = Message.objects.filter(post=scene.world.officer).values_list("kind", "values__task")
        assert sorted(told) == [
            ("submission_received", "工作谋划"),
            ("submission_received", "负责人学习体会"),
        ]


class TestNil:
    def test_is_nil_at_once_with_its_reason(self, scene: Scene) -> None:
        nil = actions.submit_nil(
            actor=scene.handler, assignment=scene.assignment(scene.advice), reason=" 本次没有建议。 "
        )
        assert (nil.is_nil, nil.nil_reason, nil.version) == (True, "本次没有建议。", 1)
        assert scene.state(scene.advice) == State.NIL

    def test_needs_a_reason(self, scene: Scene) -> None:
        with pytest.raises(Invalid) as caught:
            actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.advice), reason="  ")
        assert wheres(caught.value) == [f"nil.{scene.advice.code}"]

    def test_is_refused_where_the_task_takes_none(self, scene: Scene) -> None:
        type(scene.plan).objects.filter(pk=scene.plan.pk).update(nil_allowed=False)
        with pytest.raises(Invalid):
            actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="无")

    def test_can_be_replaced_by_a_report(self, scene: Scene) -> None:
        nil = actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="暂无")
        save(scene, PLAN)
        [sent] = send(scene, scene.plan.code)
        nil.refresh_from_db()
        assert (sent.version, nil.state, scene.state(scene.plan)) == (2, "replaced", State.SUBMITTED)

    def test_is_not_undone_by_sending_everything_complete(self, scene: Scene) -> None:
        save(scene, PLAN | LEADERS)
        actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="暂无")
        assert [one.assignment.task for one in send(scene)] == [scene.leaders]

    def test_nobody_else_may_say_so(self, scene: Scene) -> None:
        for actor in (scene.nurse, scene.officer):
            with pytest.raises(Denied):
                actions.submit_nil(actor=actor, assignment=scene.assignment(scene.plan), reason="无")


class TestClocks:
    def test_on_time_until_the_moment_it_is_due(self, scene: Scene) -> None:
        save(scene, PLAN)
        with clock.frozen(DUE):
            assert send(scene)[0].was_late is False

    def test_late_between_due_and_closing(self, scene: Scene) -> None:
        save(scene, PLAN)
        with clock.frozen(CLOSES):
            assert send(scene)[0].was_late is True

    def test_locked_after_closing(self, scene: Scene) -> None:
        save(scene, PLAN)
        with clock.frozen(in_days(20)):
            with pytest.raises(WrongState):
                send(scene, scene.plan.code)
            with pytest.raises(WrongState):
                actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="无")
        assert scene.state(scene.plan) == State.DRAFT

    def test_what_waits_for_review_cannot_be_replaced_after_closing(self, scene: Scene) -> None:
        save(scene, PLAN)
        send(scene)
        with clock.frozen(in_days(20)), pytest.raises(WrongState):
            send(scene, scene.plan.code)

    def test_an_extension_opens_it_longer(self, scene: Scene) -> None:
        save(scene, PLAN)
        Assignment.objects.filter(task=scene.plan).update(extended_to=in_days(30))
        with clock.frozen(in_days(20)):
            assert send(scene)[0].was_late is False

    def test_typing_for_a_locked_task_is_refused_not_dropped(self, scene: Scene) -> None:
        with clock.frozen(in_days(20)), pytest.raises(WrongState):
            save(scene, PLAN)


def test_pages_of_other_bodies_are_missing(scene: Scene) -> None:
    with pytest.raises(Missing):
        page_of_report(scene.world.actor(scene.world.mathematics_handler), scene.directive.code)
    with pytest.raises(Missing):
        page_of_report(scene.world.actor(scene.world.auditor), scene.directive.code)
