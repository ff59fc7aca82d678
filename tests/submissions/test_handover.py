"""A leaving handler or officer hands everything open to the next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from quanjing.foundation.errors import Denied, Invalid
from quanjing.notify.models import Message
from quanjing.organizations.actions import DeskFacts, open_desk, seat
from quanjing.organizations.enums import Role
from quanjing.organizations.models import DeskSeat, Organization, Post
from quanjing.submissions import actions
from quanjing.submissions.models import Claim, Confirmation, Question, Report
from quanjing.submissions.queries import open_work, successors
from quanjing.tasks.actions import Paper, answer_referral, refer, register_paper
from quanjing.tasks.models import Approval, Referral
from tests.submissions.conftest import LEADERS, OPENS, PLAN, Scene
from tests.submissions.test_sending import save, send, verbs
from tests.world import person, post

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def next_handler(scene: Scene) -> Post:
    return post(scene.world.tea, "经办人", Role.HANDLER, person("jiqiubai", "季秋白"))


@pytest.fixture
def next_officer(scene: Scene) -> Post:
    return post(scene.world.association, "经办人", Role.OFFICER, person("zhouqinghe", "周清河"))


def counts(leaving: Post) -> list[int]:
    work = open_work(leaving)
    return [len(part) for part in (work.drafts, work.claims, work.questions, work.confirmations, work.seats)]


def test_a_handlers_drafts_questions_and_confirmations_go_to_the_next(
    scene: Scene, next_handler: Post, django_capture_on_commit_callbacks: Callbacks
) -> None:
    leaving = scene.world.tea_handler
    save(scene, PLAN)
    actions.ask(actor=scene.handler, assignment=scene.assignment(scene.plan), text="如何填写？")
    Organization.objects.filter(pk=scene.world.tea.pk).update(confirms_reports=True)
    actions.ask_confirmation(actor=scene.handler, directive=scene.directive)
    assert counts(leaving) == [1, 0, 1, 1, 0]
    with django_capture_on_commit_callbacks(execute=True):
        work = actions.hand_over(actor=scene.handler, leaving=leaving, to=next_handler)
    assert (work.total, counts(leaving), counts(next_handler)) == (3, [0] * 5, [1, 0, 1, 1, 0])
    assert Report.objects.get().handled_by == next_handler
    assert Question.objects.get().asked_by == Confirmation.objects.get().asked_by == next_handler
    assert Message.objects.get(kind="handed_over").post == next_handler
    assert verbs()[-1] == "submissions.hand_over"


def test_an_officers_claims_and_seats_go_to_the_next(scene: Scene, next_officer: Post) -> None:
    leaving = scene.world.officer
    for name, posts in (("综合处", [leaving]), ("宣传处", [leaving, next_officer])):
        desk = open_desk(actor=scene.officer, organization=scene.world.association, facts=DeskFacts(name))
        for each in posts:
            seat(actor=scene.officer, desk=desk, post=each)
    save(scene, LEADERS)
    [sent] = send(scene)
    actions.claim(actor=scene.officer, submission=sent)
    assert counts(leaving) == [0, 1, 0, 0, 2]
    actions.hand_over(actor=scene.officer, leaving=leaving, to=next_officer)
    claim = Claim.objects.get()
    assert (claim.post, claim.name) == (next_officer, "周清河")
    assert sorted(DeskSeat.objects.values_list("desk__name", "post")) == [
        ("宣传处", next_officer.pk),
        ("综合处", next_officer.pk),
    ]
    actions.accept(actor=scene.world.actor(next_officer), submission=sent)


def test_papers_and_requests_for_approval_go_along(scene: Scene, next_officer: Post) -> None:
    world = scene.world
    leaving, clerk = world.officer, world.actor(world.officer)
    entry = register_paper(actor=clerk, paper=Paper("关于换届的函", OPENS.date()))
    refer(actor=clerk, incoming=entry, to=leaving.code)
    Approval.objects.create(
        directive=scene.directive, version=1, selection={}, asked_by=leaving, asked_at=OPENS
    )
    assert open_work(leaving).total == 2
    actions.hand_over(actor=clerk, leaving=leaving, to=next_officer)
    moved = Referral.objects.get()
    assert (moved.post, moved.sent_by, Approval.objects.get().asked_by) == (next_officer,) * 3
    assert answer_referral(actor=world.actor(next_officer), referral=moved, done=True).state == "done"


def test_what_is_sent_is_no_longer_a_draft(scene: Scene) -> None:
    save(scene, PLAN)
    send(scene)
    assert counts(scene.world.tea_handler) == [0] * 5


def test_the_next_is_of_the_same_body_with_the_same_rights(
    scene: Scene, next_handler: Post, next_officer: Post
) -> None:
    world = scene.world
    assert successors(world.tea_handler) == [next_handler]
    assert successors(world.officer) == [next_officer]
    for wrong in (world.nursing_handler, world.tea_handler, world.officer):
        with pytest.raises(Invalid):
            actions.hand_over(actor=scene.handler, leaving=world.tea_handler, to=wrong)


def test_it_is_ones_own_or_the_administrators(scene: Scene, next_handler: Post) -> None:
    world = scene.world
    for nobody in (world.nursing_handler, world.officer, world.auditor, next_handler):
        with pytest.raises(Denied):
            actions.hand_over(actor=world.actor(nobody), leaving=world.tea_handler, to=next_handler)
    actions.hand_over(actor=world.actor(world.administrator), leaving=world.tea_handler, to=next_handler)


def test_the_page_counts_first_and_then_hands_over(
    scene: Scene, next_handler: Post, client_of: ClientOf
) -> None:
    save(scene, PLAN)
    world = scene.world
    client = client_of(world.tea_handler)
    page = client.get("/handover/")
    assert (page.context["work"].total, "季秋白" in page.content.decode()) == (1, True)
    assert client.post("/handover/", {"to": "nobody"}).status_code == 422
    answer = client.post("/handover/", {"to": next_handler.code}, follow=True)
    assert "已移交 1 件" in answer.content.decode()
    named = f"/handover/?post={next_handler.code}"
    assert client_of(world.administrator).get(named).context["work"].total == 1
    assert client_of(world.nursing_handler).get(named).status_code == 404
