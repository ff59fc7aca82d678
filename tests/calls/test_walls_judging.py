"""Walls between applicant, judge, desk and everybody else, before and after the release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from quanjing.calls.actions.deciding import DecisionFacts, change_decision, prepare_decision, release_decision
from quanjing.calls.enums import ScoreState
from quanjing.calls.models import Application, Decision, Judge
from quanjing.calls.signals import decision_released
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.calls.judged import Judged, allotted, decided, give, give_all, staged
from tests.calls.stage import seat_of
from tests.contracts import CONTRACTS, Places
from tests.pages.conftest import places as places  # the same things as for every other kind of post
from tests.world import World, person, post

Sign = Callable[[Post], Client]
OPEN_TO_ALL = {name for name, contract in CONTRACTS.items() if contract.statuses[0] == 200}
OWN_ACCOUNT = ("account_", "mfa_", "token_", "post_")
GUEST_SEES = {
    "influence_list",
    "message_list",
    "message_count",
    "digest_page",
    "judging_list",
    "judging_panel",
    "judging_declare",
    "judging_table",
    "judging_sheet",
    "judging_print",
    "judging_word",
}  # fmt: skip


def status(client: Client, name: str, places: Places) -> int:
    contract = CONTRACTS[name]
    try:
        path = reverse(name, kwargs=dict(contract.arguments(places)))
    except NoReverseMatch:
        return 404
    with transaction.atomic():
        answer: Any = getattr(client, contract.method)(path, contract.data(places))
        transaction.set_rollback(True)
    found: int = answer.status_code
    return found


def test_a_judge_sees_his_own_sheets_and_nothing_else_of_the_platform(
    places: Places, client_of: Sign
) -> None:
    client = client_of(seat_of(Judge.objects.get(code=places.judge)))
    seen = {
        name
        for name in CONTRACTS
        if name not in OPEN_TO_ALL
        and not name.startswith(OWN_ACCOUNT)
        and status(client, name, places) == 200
    }
    assert seen == GUEST_SEES


@pytest.fixture
def one(world: World, officer: Actor) -> Judged:
    return allotted(staged(world, bodies=[world.tea, world.nursing, world.mathematics]))


def test_a_judge_never_sees_what_another_gave(one: Judged, client_of: Sign) -> None:
    mine, theirs = one.scores(application=one.applications[0])[:2]
    give(theirs, "87.31", feedback="思路清楚", note="内部说明")
    client = client_of(seat_of(mine.judge))
    for path in (f"/judging/sheets/{mine.code}/", f"/judging/{mine.judge.code}/", "/judging/", "/"):
        text = client.get(path).content.decode()
        assert not any(word in text for word in ("87.31", "思路清楚", "内部说明"))
    for path in (f"/judging/sheets/{theirs.code}/", f"/judging/{theirs.judge.code}/"):
        assert client.get(path).status_code == 404


def test_nothing_is_seen_before_the_judge_has_declared(world: World, officer: Actor, client_of: Sign) -> None:
    one = allotted(staged(world, declared=False))
    mine = one.scores()[0]
    client = client_of(seat_of(mine.judge))
    assert client.get(f"/judging/{mine.judge.code}/").headers["Location"].endswith("/declare/")
    assert client.get(f"/judging/sheets/{mine.code}/").status_code == 404
    page = client.get(f"/judging/{mine.judge.code}/declare/").content.decode()
    assert world.tea.name in page
    assert one.applications[0].title not in page


def test_what_is_excluded_is_gone_for_the_judge(one: Judged, client_of: Sign) -> None:
    mine = one.scores()[0]
    client = client_of(seat_of(mine.judge))
    mine.state = ScoreState.EXCLUDED
    mine.save()
    assert client.get(f"/judging/sheets/{mine.code}/").status_code == 404


def test_a_guest_whose_time_is_over_sees_nothing(one: Judged, client_of: Sign) -> None:
    mine = one.scores()[0]
    seat = seat_of(mine.judge)
    client = client_of(seat)
    Post.objects.filter(pk=seat.pk).update(ends_on=clock.today().replace(day=1))
    assert client.get(f"/judging/sheets/{mine.code}/").status_code == 403


def test_nothing_leaks_before_the_release(world: World, one: Judged, officer: Actor, client_of: Sign) -> None:
    for score in one.scores():
        give(score, "80", feedback="思路清楚")
    applicant = client_of(world.tea_handler)
    own = f"/applications/{one.applications[0].code}/panel/"
    head = post(world.association, "主席", Role.HEAD, person("head", "江知行"))
    heard: list[Decision] = []
    decision_released.connect(
        lambda decision, **_more: heard.append(decision), weak=False, dispatch_uid="test"
    )
    before = [
        applicant.get(path).content.decode().split("<main")[1] for path in (own, "/", "/search/?q=方案")
    ]
    told = Message.objects.filter(post=world.tea_handler).count()
    decision = prepare_decision(actor=officer, call=decided(one).call)
    facts = DecisionFacts("领导小组", clock.today(), "同意。")
    decision = change_decision(actor=officer, decision=decision, facts=facts, lines={}, version=1)
    after = [applicant.get(path).content.decode().split("<main")[1] for path in (own, "/", "/search/?q=方案")]
    assert after == before
    assert Message.objects.filter(post=world.tea_handler).count() == told
    assert (heard, set(Application.objects.values_list("state", flat=True))) == ([], {"admitted"})
    for who in (world.tea_handler, world.city_officer, world.auditor):
        with pytest.raises(Denied):
            release_decision(actor=world.actor(who), decision=decision)
    release_decision(actor=world.actor(head), decision=decision)
    decision_released.disconnect(dispatch_uid="test")
    assert heard == [decision]
    assert "思路清楚" in applicant.get(own).content.decode()
    assert client_of(world.nursing_handler).get(own).status_code == 404


def test_what_was_written_stands_after_the_release(world: World, one: Judged, officer: Actor) -> None:
    give_all(one, {0: ("80", "70", "60"), 1: ("90", "90", "60"), 2: ("50", "60", "70")})
    score = one.scores()[0]
    decided(one)
    with pytest.raises(WrongState):
        give(score, "1")
    one.call.state = "noticed"
    one.call.save()
    with pytest.raises(Missing):
        give(score, "1")


def test_marks_stand_for_names_wherever_others_than_the_desk_read(one: Judged, client_of: Sign) -> None:
    names = {seat_of(judge).holder for judge in one.judges}
    mine = one.scores()[0]
    client = client_of(seat_of(mine.judge))
    own = seat_of(mine.judge).holder
    others = [holder.name for holder in names if holder and holder != own]
    for path in ("/", "/judging/", f"/judging/{mine.judge.code}/", f"/judging/sheets/{mine.code}/print/"):
        text = client.get(path).content.decode()
        assert [name for name in others if name in text] == []
