"""A unit takes back what the desk has not claimed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.submissions import actions
from quanjing.submissions.actions import ReturnRequest
from quanjing.submissions.models import Report, Submission
from quanjing.submissions.queries import InboxFilter, get_submission, inbox
from quanjing.tasks.actions import move
from quanjing.tasks.enums import State
from tests.submissions.conftest import CLOSES, DUE, LEADERS, RETURN_DUE, Scene, in_days
from tests.submissions.test_sending import save, send, verbs

ClientOf = Callable[[Post], Client]
Callbacks = Callable[..., AbstractContextManager[object]]


@pytest.fixture
def sent(scene: Scene) -> Submission:
    save(scene, LEADERS)
    return send(scene)[0]


def test_it_is_a_draft_again_with_its_words(scene: Scene, sent: Submission) -> None:
    actions.take_back(actor=scene.handler, submission=sent)
    assignment = scene.assignment(scene.leaders)
    assert (assignment.state, assignment.submitted_at) == (State.DRAFT, None)
    assert len(Report.objects.get().draft["b2"]["rows"]) == 2
    assert verbs()[-1] == "submissions.take_back"
    [again] = send(scene)
    assert (again.version, again.state) == (2, "submitted")
    assert Submission.objects.get(version=1).state == "withdrawn"


def test_the_desk_no_longer_sees_it_and_is_told(
    scene: Scene, sent: Submission, django_capture_on_commit_callbacks: Callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back(actor=scene.handler, submission=sent)
    assert Message.objects.get(post=scene.world.officer).kind == "submission_taken_back"
    assert list(inbox(scene.officer, InboxFilter())) == []
    assert list(inbox(scene.officer, InboxFilter(state="withdrawn"))) == []
    with pytest.raises(Missing):
        get_submission(scene.officer, sent.code)
    assert get_submission(scene.handler, sent.code) == sent


def test_what_the_desk_claimed_stays_until_the_claim_lapses(scene: Scene, sent: Submission) -> None:
    actions.claim(actor=scene.officer, submission=sent)
    with pytest.raises(WrongState) as caught:
        actions.take_back(actor=scene.handler, submission=sent)
    assert "林知远认领" in str(caught.value)
    with clock.frozen(clock.now() + timedelta(hours=24)):
        actions.take_back(actor=scene.handler, submission=sent)


def test_what_is_decided_or_replaced_stays(scene: Scene, sent: Submission) -> None:
    save(scene, {"b2": {"rows": LEADERS["b2"]["rows"][:1]}}, 1)
    [newer] = send(scene, scene.leaders.code)
    with pytest.raises(WrongState):
        actions.take_back(actor=scene.handler, submission=sent)
    actions.accept(actor=scene.officer, submission=newer)
    with pytest.raises(WrongState):
        actions.take_back(actor=scene.handler, submission=newer)


def test_what_was_cancelled_is_not_revived(scene: Scene, sent: Submission) -> None:
    save(scene, {"b2": {"rows": []}}, 1)  # nothing typed: it would be due again
    move(actor=scene.officer, assignment=scene.assignment(scene.leaders), to=State.CANCELLED)
    with pytest.raises(WrongState):
        actions.take_back(actor=scene.handler, submission=sent)
    assert scene.state(scene.leaders) == State.CANCELLED


def test_only_the_own_body_takes_back(scene: Scene, sent: Submission) -> None:
    for nobody in (scene.nurse, scene.officer, scene.world.actor(scene.world.auditor)):
        with pytest.raises(Denied):
            actions.take_back(actor=nobody, submission=sent)


def test_a_nil_report_nobody_has_looked_at_goes_back_to_due(scene: Scene) -> None:
    nil = actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="暂无")
    actions.take_back(actor=scene.handler, submission=nil)
    assert scene.state(scene.plan) == State.DUE
    again = actions.submit_nil(actor=scene.handler, assignment=scene.assignment(scene.plan), reason="暂无")
    actions.accept(actor=scene.officer, submission=again)
    with pytest.raises(WrongState):
        actions.take_back(actor=scene.handler, submission=again)


def test_a_correction_is_returned_again_with_its_date(
    scene: Scene, sent: Submission, client_of: ClientOf
) -> None:
    entry = sent.entries.get(row=2)
    note = ReturnRequest(entry.code, "post", "请写全称。")
    actions.return_for_correction(actor=scene.officer, submission=sent, notes=[note], due_at=RETURN_DUE)
    version = Report.objects.get().version
    actions.save_draft(
        actor=scene.handler, directive=scene.directive, header={}, draft={}, version=version,
        corrections={entry.code: {"post": "秘书长（专职）"}},
    )  # fmt: skip
    [second] = send(scene)
    actions.take_back(actor=scene.handler, submission=second)
    assignment = scene.assignment(scene.leaders)
    assert (assignment.state, assignment.return_due) == (State.RETURNED, RETURN_DUE)
    page = client_of(scene.world.officer).get(f"/submissions/{sent.code}/")
    assert ([one.version for one in page.context["versions"]], page.context["may_accept"]) == ([1], False)
    [third] = send(scene)
    assert third.entries.get(row=2).values["post"] == "秘书长（专职）"


def test_sent_again_after_the_deadline_is_late_and_says_so(scene: Scene, sent: Submission) -> None:
    actions.take_back(actor=scene.handler, submission=sent)
    moment = DUE + timedelta(minutes=1)
    with clock.frozen(moment):
        [again] = send(scene)
    assert (again.was_late, scene.assignment(scene.leaders).submitted_at) == (True, moment)


def test_after_closing_it_is_refused_because_it_could_not_be_sent_again(
    scene: Scene, sent: Submission
) -> None:
    with clock.frozen(CLOSES):
        actions.take_back(actor=scene.handler, submission=sent)
        send(scene)
    with clock.frozen(CLOSES + timedelta(seconds=1)), pytest.raises(WrongState):
        actions.take_back(actor=scene.handler, submission=Submission.objects.latest("version"))


def test_the_page_offers_it_and_says_who_has_it(scene: Scene, sent: Submission, client_of: ClientOf) -> None:
    client, url = client_of(scene.world.tea_handler), f"/submissions/{sent.code}/take-back/"
    page = f"/reports/{scene.directive.code}/"
    assert url in client.get(page).content.decode()
    actions.claim(actor=scene.officer, submission=sent)
    assert "林知远认领" in client.post(url, follow=True).content.decode()
    actions.release(actor=scene.officer, submission=sent)
    with clock.frozen(in_days(1)):
        shown = client.post(url, follow=True).content.decode()
    assert ("已撤回为草稿" in shown, url in shown) == (True, False)
