"""Many reports decided in one step; what changed meanwhile is left out and named."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.audit.chain import breaks
from quanjing.audit.models import AuditEntry
from quanjing.foundation.errors import Denied, Invalid
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.submissions import actions
from quanjing.submissions.models import Submission
from quanjing.tasks.actions import move
from quanjing.tasks.enums import State
from tests.submissions.conftest import LEADERS, PLAN, Scene
from tests.submissions.test_sending import save, send
from tests.world import person, post

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]
DUE = date(2026, 9, 12)


@pytest.fixture
def three(scene: Scene) -> list[Submission]:
    """Plan and leaders of the tea society, a nil report of the nursing society."""
    save(scene, LEADERS | PLAN)
    nil = actions.submit_nil(
        actor=scene.nurse, assignment=scene.assignment(scene.plan, scene.world.nursing), reason="暂无"
    )
    sent = send(scene)
    return [*sent, nil]


def cancelled(scene: Scene, submission: Submission) -> None:
    """What superseding does with an item that waits at the desk."""
    move(actor=scene.officer, assignment=submission.assignment, to=State.CANCELLED)


def states() -> list[str]:
    return list(Submission.objects.order_by("pk").values_list("state", flat=True))


class TestAccept:
    def test_each_is_accepted_recorded_and_told_once(
        self, scene: Scene, three: list[Submission], django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            result = actions.accept_many(actor=scene.officer, submissions=three)
        assert (len(result.done), result.left_out) == (3, [])
        assert states() == ["nil", "accepted", "accepted"]
        assert [scene.state(task) for task in (scene.plan, scene.leaders)] == [State.ACCEPTED] * 2
        entries = AuditEntry.objects.filter(verb="submissions.accept_many")
        assert {entry.object_code for entry in entries} == {one.code for one in three}
        assert Message.objects.filter(kind="submission_accepted").count() == 2
        assert breaks() == []

    def test_what_changed_is_left_out_and_named(self, scene: Scene, three: list[Submission]) -> None:
        plan, leaders, nil = three
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
        [newer] = send(scene, scene.leaders.code)
        colleague = post(scene.world.association, "经办人", Role.OFFICER, person("zhouqinghe", "周清河"))
        actions.claim(actor=scene.world.actor(colleague), submission=nil)
        result = actions.accept_many(actor=scene.officer, submissions=three)
        assert result.done == [plan]
        why = {one.submission.pk: one.why for one in result.left_out}
        assert why == {
            leaders.pk: "报送单位已报送新版本。",
            nil.pk: "此件已由周清河认领，至9月4日 09:00。",
        }
        newer.refresh_from_db()
        assert newer.state == "submitted"
        again = actions.accept_many(actor=scene.officer, submissions=[plan])
        assert [one.why for one in again.left_out] == ["已通过"]

    def test_what_was_cancelled_meanwhile_is_left_out(self, scene: Scene, three: list[Submission]) -> None:
        plan, leaders, _nil = three
        cancelled(scene, plan)
        result = actions.accept_many(actor=scene.officer, submissions=[plan, leaders])
        assert result.done == [leaders]
        assert [one.why for one in result.left_out] == ["该单位已不需报送此件：已取消。"]
        again = actions.return_many(actor=scene.officer, submissions=[plan], reason="请补充。", due=DUE)
        assert (again.done, scene.state(scene.plan)) == ([], State.CANCELLED)

    def test_a_strange_one_refuses_all(self, scene: Scene, three: list[Submission]) -> None:
        for nobody in (scene.world.city_officer, scene.world.auditor, scene.world.tea_handler):
            with pytest.raises(Denied):
                actions.accept_many(actor=scene.world.actor(nobody), submissions=three)
        assert states() == ["nil", "submitted", "submitted"]


class TestReturn:
    def test_one_reason_and_one_day_for_all(
        self, scene: Scene, three: list[Submission], django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            result = actions.return_many(
                actor=scene.officer, submissions=three, reason="请加盖公章。", due=DUE
            )
        assert (len(result.done), states()) == (3, ["returned"] * 3)
        assert scene.state(scene.plan, scene.world.nursing) == State.RETURNED
        due = scene.assignment(scene.plan).return_due
        assert due is not None
        assert due.isoformat() == "2026-09-12T09:00:00+00:00"  # the notice's day ends at 17:00
        assert Message.objects.filter(kind="submission_returned").count() == 3

    @pytest.mark.parametrize(("reason", "day"), [(" ", DUE), ("请补充。", date(2026, 9, 1))])
    def test_needs_a_reason_and_a_day_to_come(
        self, scene: Scene, three: list[Submission], reason: str, day: date
    ) -> None:
        with pytest.raises(Invalid):
            actions.return_many(actor=scene.officer, submissions=three, reason=reason, due=day)
        assert states() == ["nil", "submitted", "submitted"]


def test_queries_do_not_grow_with_the_number(scene: Scene, three: list[Submission]) -> None:
    actions.claim(actor=scene.officer, submission=three[0])  # the first entry begins the chain
    actions.release(actor=scene.officer, submission=three[0])
    counts = []
    for chosen in (three[:1], three[1:]):  # one, then two of different units
        with CaptureQueriesContext(connection) as queries:
            actions.return_many(actor=scene.officer, submissions=chosen, reason="请补充。", due=DUE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestPages:
    def test_ticked_ones_are_accepted_and_the_changed_one_is_named(
        self, scene: Scene, three: list[Submission], client_of: ClientOf
    ) -> None:
        client = client_of(scene.world.officer)
        shown = client.get("/inbox/accept/").context["found"]
        assert [one.pk for one in shown] == [three[0].pk, three[1].pk]
        actions.accept(actor=scene.officer, submission=three[0])
        answer = client.post("/inbox/accept/", {"submission": [one.code for one in shown]})
        assert "1 份未办理" in answer.content.decode()
        assert states() == ["nil", "accepted", "accepted"]

    def test_a_return_without_a_reason_keeps_the_ticks(
        self, scene: Scene, three: list[Submission], client_of: ClientOf
    ) -> None:
        client = client_of(scene.world.officer)
        form = {"submission": [three[1].code], "reason": "", "due": "2026-09-12"}
        answer = client.post("/inbox/return/", form)
        assert (answer.status_code, answer.context["ticked"]) == (422, [three[1].code])
        answer = client.post("/inbox/return/", form | {"reason": "请补充。"})
        assert (answer.status_code, states()) == (302, ["nil", "submitted", "returned"])
