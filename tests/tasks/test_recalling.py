"""A notice that went out wrongly is recalled with a reason; nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.audit.models import AuditEntry
from quanjing.directives.enums import DirectiveState, VersionKind
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.actions import issue_token
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.submissions.actions import submit_nil
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import InboxFilter, inbox
from quanjing.tasks.actions import (
    Beat,
    amend,
    open_periods,
    preview_recall,
    publish,
    recall,
    recurring_directives,
    register_directive,
    reissue,
    set_rhythm,
)
from quanjing.tasks.enums import Every, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import Reach
from quanjing.urging.queries import open_assignments
from tests.stage import SAMPLE, Stage, build_stage, confirmed
from tests.world import World

ClientOf = Callable[[Post], Client]
REASON = "附件有误，另行通知"


@pytest.fixture
def stage(world: World, at_nine: object) -> Stage:
    """Published to three societies; tea has sent four items."""
    return build_stage(world)


@pytest.fixture
def everywhere(world: World, directive: Directive) -> Directive:
    """Published to everybody below the association and passed on by the city, which has not published."""
    officer = world.actor(world.officer)
    whole = confirmed(officer, directive)
    publish(actor=officer, directive=whole, selection=Selection(under=world.association.code))
    return Directive.objects.get(pk=whole.pk)


def go(world: World, directive: Directive, reason: str = REASON) -> Directive:
    recall(actor=world.actor(world.officer), directive=directive, reason=reason)
    return Directive.objects.get(pk=directive.pk)


def test_the_preview_counts_and_writes_nothing(stage: Stage, world: World) -> None:
    handler = world.actor(world.nursing_handler)
    one = Assignment.objects.select_related("task", "organization", "directive")
    mine = one.filter(directive=stage.directive, organization=world.nursing).first()
    assert mine is not None
    submit_nil(actor=handler, assignment=mine, reason="暂无")
    plan = preview_recall(actor=world.actor(world.officer), directive=stage.directive)
    assert (plan.reach, plan.below) == (Reach(units=3, begun=0, sent=2), ())
    assert Directive.objects.get(pk=stage.directive.pk).is_published


def test_everything_is_cancelled_and_what_was_sent_stays(stage: Stage, world: World) -> None:
    sent = Submission.objects.count()
    found = go(world, stage.directive)
    rows = Assignment.objects.filter(directive=found)
    assert (found.state, set(rows.values_list("state", flat=True))) == (
        DirectiveState.RECALLED, {State.CANCELLED},
    )  # fmt: skip
    assert (Submission.objects.count(), sent > 0) == (sent, True)
    version = found.versions.get()
    assert (version.kind, version.reason, version.units) == (VersionKind.RECALL, REASON, 3)
    last = AuditEntry.objects.get(verb="tasks.recall")
    assert (last.detail["units"], last.detail["sent"]) == (3, 1)


def test_every_unit_is_told_once_with_the_reason(
    stage: Stage, world: World, run_jobs: Callable[[], int]
) -> None:
    go(world, stage.directive)
    run_jobs()
    told = Message.objects.filter(kind="directive_recall")
    posts = {world.tea_handler, world.nursing_handler, world.mathematics_handler}
    assert ({one.post for one in told}, told.count()) == (posts, 3)
    assert {one.values["reason"] for one in told} == {REASON}


def test_who_was_not_told_yet_hears_of_the_recall_alone(
    stage: Stage, world: World, run_jobs: Callable[[], int]
) -> None:
    go(world, stage.directive)  # the worker did not come to the first message yet
    run_jobs()
    assert not Message.objects.filter(kind="directive_published").exists()


def test_nothing_waits_or_is_urged_any_more(stage: Stage, world: World) -> None:
    officer = world.actor(world.officer)
    before = (open_assignments(clock.now()).exists(), inbox(officer, InboxFilter()).exists())
    go(world, stage.directive)
    after = (open_assignments(clock.now()).exists(), inbox(officer, InboxFilter()).exists())
    assert (before, after) == ((True, True), (False, False))


def test_it_is_the_issuers_officers_alone_with_a_reason(stage: Stage, world: World) -> None:
    for nobody in (world.tea_handler, world.administrator, world.auditor, world.city_officer):
        with pytest.raises(Denied):
            recall(actor=world.actor(nobody), directive=stage.directive, reason=REASON)
    with pytest.raises(Invalid):
        go(world, stage.directive, " ")
    with pytest.raises(WrongState):
        go(world, stage.draft)


def test_it_stays_recalled(stage: Stage, world: World, provincial: Selection) -> None:
    found, officer = go(world, stage.directive), world.actor(world.officer)
    for act in (
        lambda: go(world, found),
        lambda: publish(actor=officer, directive=found, selection=provincial),
        lambda: amend(actor=officer, directive=found, kind=VersionKind.ERRATUM, reason="更正", changes={}),
    ):
        with pytest.raises(WrongState):
            act()
    again = register_directive(actor=officer, name="notice.txt", data=SAMPLE.read_bytes())
    assert (again.duplicate_of, again.state) == (None, DirectiveState.READ)


def test_a_unit_can_send_nothing_any_more(stage: Stage, world: World) -> None:
    go(world, stage.directive)
    one = Assignment.objects.select_related("task", "organization", "directive")
    mine = one.filter(directive=stage.directive, organization=world.nursing).first()
    assert mine is not None
    with pytest.raises((WrongState, Invalid)):
        submit_nil(actor=world.actor(world.nursing_handler), assignment=mine, reason="暂无")


def test_who_passed_it_on_is_told_and_flagged(
    everywhere: Directive, world: World, run_jobs: Callable[[], int], client_of: ClientOf
) -> None:
    own = reissue(actor=world.actor(world.city_officer), directive=everywhere)
    publish(actor=world.actor(world.city_officer), directive=own, selection=Selection(under=world.city.code))
    plan = preview_recall(actor=world.actor(world.officer), directive=everywhere)
    assert plan.below == (own,)
    go(world, everywhere)
    run_jobs()
    told = Message.objects.get(kind="superior_recalled")
    assert (told.post, told.link) == (world.city_officer, f"/directives/{own.code}/")
    own.refresh_from_db()
    assert (own.is_published, own.assignments.filter(state=State.CANCELLED).count()) == (True, 0)
    flagged = "所依据的上级通知已撤回"
    for who, url in ((world.city_officer, "directives"), (world.city_handler, "reports")):
        assert flagged in client_of(who).get(f"/{url}/{own.code}/").content.decode()


def test_its_series_stop(world: World, directive: Directive, provincial: Selection) -> None:
    officer = world.actor(world.officer)
    set_rhythm(
        actor=officer,
        task=directive.tasks.get(position=1),
        beat=Beat(Every.MONTHLY, first_on=date(2026, 9, 1), due_days=5),
    )
    whole = confirmed(officer, directive)
    publish(actor=officer, directive=whole, selection=provincial)
    assert recurring_directives() == [whole.pk]
    go(world, whole)
    assert recurring_directives() == []
    with clock.frozen(clock.end_of(date(2026, 10, 20), "09:00")):
        assert open_periods(directive_id=whole.pk) == 0


class TestPages:
    def test_from_the_preview_to_the_versions(self, stage: Stage, world: World, client_of: ClientOf) -> None:
        client, url = client_of(world.officer), f"/directives/{stage.directive.code}/"
        page = client.get(f"{url}recall/").content.decode()
        for words in ("撤回通知", "收文单位", "无单位转发"):
            assert words in page
        assert client.post(f"{url}recall/", {"reason": ""}).status_code == 422
        answer = client.post(f"{url}recall/", {"reason": REASON}, follow=True)
        assert (REASON in answer.content.decode(), answer.status_code) == (True, 200)
        assert client.get(f"{url}recall/").status_code == 409

    def test_says_recalled_everywhere(self, stage: Stage, world: World, client_of: ClientOf) -> None:
        go(world, stage.directive)
        code = stage.directive.code
        desk, unit = client_of(world.officer), client_of(world.tea_handler)
        places = [
            (desk, f"/directives/{code}/"), (desk, f"/directives/{code}/original/"),
            (desk, f"/directives/{code}/chain/"), (desk, f"/directives/{code}/versions/"),
            (unit, f"/directives/{code}/"), (unit, f"/reports/{code}/"),
        ]  # fmt: skip
        for client, url in places:
            text = client.get(url).content.decode()
            assert ("本通知已撤回" in text, REASON in text) == (True, True), url
        for client, url in ((desk, "/directives/"), (unit, "/directives/"), (unit, "/reports/")):
            assert "已撤回" in client.get(url).content.decode(), url
        assert desk.get(f"/directives/{code}/urge/").status_code == 404
        assert desk.get(f"/directives/{code}/collation/").status_code == 409
        sent = stage.sent[0]
        assert f"/submissions/{sent.code}/" in unit.get(f"/reports/{code}/").content.decode()
        assert unit.get(f"/submissions/{sent.code}/").status_code == 200

    def test_the_api_says_so(self, stage: Stage, world: World) -> None:
        go(world, stage.directive)
        headers = {"Authorization": f"Bearer {issue_token(post=world.tea_handler)}"}
        answer = Client().get(f"/api/v1/directives/{stage.directive.code}", headers=headers).json()
        assert (answer["status"], answer["counts"]["expected"]) == ("recalled", 0)


def test_recalling_costs_the_same_for_many(stage: Stage, world: World) -> None:
    counts = []
    for bodies in ([world.tea], [world.tea, world.nursing, world.mathematics]):
        Directive.objects.filter(pk=stage.directive.pk).update(state=DirectiveState.PUBLISHED)
        rows = Assignment.objects.filter(directive=stage.directive)
        rows.update(state=State.CANCELLED)
        rows.filter(organization__in=bodies).update(state=State.DUE)
        with CaptureQueriesContext(connection) as seen:
            go(world, stage.directive)
        counts.append(len(seen))
    assert counts[0] == counts[1]
