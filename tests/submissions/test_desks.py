"""The queue at the desks: claims, other desks, substitutes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.actions import DeskFacts, open_desk, seat, set_substitute
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Desk, DeskSeat, Post
from quanjing.submissions import actions
from quanjing.submissions.models import Claim, Submission
from quanjing.submissions.queries import InboxFilter, inbox, next_in_queue, queues
from quanjing.tasks.actions import move
from quanjing.tasks.enums import State
from quanjing.tasks.models import Task
from tests.submissions.conftest import LEADERS, PLAN, Scene, make_scene
from tests.submissions.test_sending import save, send, verbs
from tests.world import build_world, person, post

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def colleague(scene: Scene) -> Post:
    return post(scene.world.association, "经办人", Role.OFFICER, person("zhouqinghe", "周清河"))


@pytest.fixture
def desk(scene: Scene) -> Desk:
    """The general desk with the officer; it has the leaders' task."""
    made = open_desk(
        actor=scene.officer,
        organization=scene.world.association,
        facts=DeskFacts("综合处", "010-55550110", "desk@example.org"),
    )
    seat(actor=scene.officer, desk=made, post=scene.world.officer)
    Task.objects.filter(pk=scene.leaders.pk).update(bound_desk=made)
    return made


@pytest.fixture
def sent(scene: Scene, desk: Desk) -> Submission:
    save(scene, LEADERS | PLAN)
    return send(scene)[1]


class TestClaim:
    def test_the_second_sees_who_has_it(self, scene: Scene, sent: Submission, colleague: Post) -> None:
        seat(actor=scene.officer, desk=Desk.objects.get(), post=colleague)
        other = scene.world.actor(colleague)
        actions.claim(actor=scene.officer, submission=sent)
        for act in (
            lambda: actions.claim(actor=other, submission=sent),
            lambda: actions.accept(actor=other, submission=sent),
            lambda: actions.release(actor=other, submission=sent),
        ):
            with pytest.raises(WrongState) as caught:
                act()
            assert str(caught.value) == "此件已由林知远认领，至9月4日 09:00。"
        actions.accept(actor=scene.officer, submission=sent)
        assert Claim.objects.count() == 0

    def test_lapses_by_the_setting(self, scene: Scene, sent: Submission, colleague: Post) -> None:
        seat(actor=scene.officer, desk=Desk.objects.get(), post=colleague)
        other = scene.world.actor(colleague)
        actions.claim(actor=scene.officer, submission=sent)
        with clock.frozen(clock.now() + timedelta(hours=24)):
            assert actions.claim(actor=other, submission=sent).post == colleague
        assert Claim.objects.count() == 1

    def test_is_released_and_taken_by_the_next(self, scene: Scene, sent: Submission, colleague: Post) -> None:
        seat(actor=scene.officer, desk=Desk.objects.get(), post=colleague)
        actions.claim(actor=scene.officer, submission=sent)
        actions.release(actor=scene.officer, submission=sent)
        actions.claim(actor=scene.world.actor(colleague), submission=sent)
        assert Claim.objects.get().name == "周清河"
        assert verbs()[-3:] == ["submissions.claim", "submissions.release", "submissions.claim"]

    def test_is_for_reviewers_of_the_issuing_body_and_for_what_waits(
        self, scene: Scene, sent: Submission
    ) -> None:
        world = scene.world
        for nobody in (world.auditor, world.city_officer, world.tea_handler, world.nursing_handler):
            with pytest.raises(Denied):
                actions.claim(actor=world.actor(nobody), submission=sent)
        actions.accept(actor=scene.officer, submission=sent)
        with pytest.raises(WrongState):
            actions.claim(actor=scene.officer, submission=sent)

    def test_what_was_cancelled_no_longer_waits(self, scene: Scene, sent: Submission) -> None:
        move(actor=scene.officer, assignment=scene.assignment(scene.leaders), to=State.CANCELLED)
        assert sent not in inbox(scene.officer, InboxFilter())
        for act in (actions.claim, actions.accept):
            with pytest.raises(WrongState):
                act(actor=scene.officer, submission=sent)

    def test_stays_when_the_unit_sends_a_newer_version(
        self, scene: Scene, sent: Submission, colleague: Post
    ) -> None:
        actions.claim(actor=scene.officer, submission=sent)
        save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
        [again] = send(scene, scene.leaders.code)
        with pytest.raises(WrongState):
            actions.accept(actor=scene.world.actor(colleague), submission=again)
        actions.accept(actor=scene.officer, submission=again)


class TestAnotherDesk:
    def test_decides_only_after_claiming_with_a_reason(
        self, scene: Scene, sent: Submission, colleague: Post
    ) -> None:
        other = scene.world.actor(colleague)
        with pytest.raises(WrongState) as caught:
            actions.accept(actor=other, submission=sent)
        assert "综合处" in str(caught.value)
        with pytest.raises(Invalid):
            actions.claim(actor=other, submission=sent, reason=" ")
        actions.claim(actor=other, submission=sent, reason="同事出差")
        assert actions.accept(actor=other, submission=sent).decided_name == "周清河"

    def test_a_substitute_decides_like_the_desk(
        self, scene: Scene, sent: Submission, colleague: Post
    ) -> None:
        today = clock.today()
        set_substitute(
            actor=scene.officer,
            seat=DeskSeat.objects.get(),
            substitute=colleague,
            first=today,
            last=today,
        )
        actions.accept(actor=scene.world.actor(colleague), submission=sent)

    def test_a_task_without_a_desk_is_everybodys(self, scene: Scene, desk: Desk, colleague: Post) -> None:
        save(scene, PLAN)
        [plan] = send(scene)
        actions.accept(actor=scene.world.actor(colleague), submission=plan)

    def test_news_goes_to_who_is_on_duty(
        self, scene: Scene, desk: Desk, colleague: Post, django_capture_on_commit_callbacks: Callbacks
    ) -> None:
        DeskSeat.objects.update(post=colleague)
        save(scene, LEADERS | PLAN)
        with django_capture_on_commit_callbacks(execute=True):
            send(scene)
        told = {(m.post_id, m.values["task"]) for m in Message.objects.filter(kind="submission_received")}
        assert told == {(colleague.pk, "负责人学习体会"), (scene.world.officer.pk, "工作谋划")}


class TestQueue:
    def test_own_desks_come_first_with_their_counts(
        self, scene: Scene, sent: Submission, colleague: Post
    ) -> None:
        seat(actor=scene.officer, desk=Desk.objects.get(), post=colleague)
        actions.claim(actor=scene.officer, submission=sent)
        shown = [(q.task.name, q.is_own, q.waiting, q.mine, q.others, q.free) for q in queues(scene.officer)]
        assert shown == [("负责人学习体会", True, 1, 1, 0, 0), ("工作谋划", False, 1, 0, 0, 1)]
        theirs = [(q.task.name, q.mine, q.others) for q in queues(scene.world.actor(colleague))]
        assert theirs == [("负责人学习体会", 0, 1), ("工作谋划", 0, 0)]

    def test_the_next_is_never_somebody_elses(self, scene: Scene, sent: Submission, colleague: Post) -> None:
        plan = Submission.objects.get(assignment__task=scene.plan)
        assert next_in_queue(scene.officer, plan) == sent
        assert next_in_queue(scene.world.actor(colleague), plan) is None  # another desk's
        seat(actor=scene.officer, desk=Desk.objects.get(), post=colleague)
        actions.claim(actor=scene.officer, submission=sent)
        assert next_in_queue(scene.world.actor(colleague), plan) is None

    def test_the_pages_show_claim_and_release(
        self, scene: Scene, sent: Submission, colleague: Post, client_of: ClientOf
    ) -> None:
        client, other = client_of(scene.world.officer), client_of(colleague)
        assert "负责人学习体会" in client.get("/desk/").content.decode()
        client.post(f"/submissions/{sent.code}/claim/")
        page = client.get(f"/submissions/{sent.code}/")
        assert "此件由您认领" in page.content.decode()
        assert page.context["may_accept"] is True
        page = other.get(f"/submissions/{sent.code}/")
        assert ("林知远认领" in page.content.decode(), page.context["may_accept"]) == (True, False)
        mine = client.get("/inbox/?claimed=mine").context["page"].rows
        assert mine == [sent]
        assert other.get("/inbox/?claimed=others").context["page"].rows == [sent]
        assert other.get("/inbox/?claimed=free&desk=none").context["page"].total == 1
        client.post(f"/submissions/{sent.code}/release/")
        assert Claim.objects.count() == 0
        answer = other.post(f"/submissions/{sent.code}/claim/", follow=True)
        assert "请说明为何接办" in answer.content.decode()

    def test_costs_no_query_a_row(
        self, scene: Scene, sent: Submission, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(3):
            assert len(queues(scene.officer)) == 2
        Submission.objects.filter(assignment__task=scene.plan).update(state="accepted")
        with django_assert_num_queries(3):
            assert len(queues(scene.officer)) == 1

    def test_the_units_page_names_the_bound_desk(self, scene: Scene, desk: Desk, client_of: ClientOf) -> None:
        page = client_of(scene.world.tea_handler).get(f"/reports/{scene.directive.code}/")
        names = {name.name: name.phones for name in page.context["view"].desks}
        assert names["综合处"] == ["010-55550110"]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_gets_it(clock_at_opening: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    scene = make_scene(build_world())
    colleague = post(scene.world.association, "经办人", Role.OFFICER, person("zhouqinghe", "周清河"))
    save(scene, PLAN)
    [sent] = send(scene)
    actors = [scene.officer, scene.world.actor(colleague)]
    together = threading.Barrier(2)

    def attempt(actor: Actor) -> str:
        together.wait(timeout=20)
        try:
            with translation.override("zh-hans"):
                return actions.claim(actor=actor, submission=sent).name
        except WrongState as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(attempt, actors), key=len)
    winner = Claim.objects.get().name
    assert said == [winner, f"此件已由{winner}认领，至9月4日 09:00。"]
