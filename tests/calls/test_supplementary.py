"""After an objection one is taken out; who follows is decided by a supplement while the notice runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from quanjing.calls.actions.deciding import (
    DecisionFacts,
    change_decision,
    prepare_decision,
    release_decision,
)
from quanjing.calls.actions.notices import NoticeFacts, start_notice
from quanjing.calls.actions.objections import (
    ObjectionGiven,
    decide_objection,
    object_to,
    propose_successor,
)
from quanjing.calls.actions.results import publish_results
from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call, Decision, Honour, Objection, PublicNotice
from quanjing.calls.queries import results
from quanjing.calls.queries.notices import public_results
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.calls.judged import Judged, allotted, give_all, staged
from tests.calls.judged import decided as closed
from tests.calls.stage_decided import FIRST_DAY, LAST_DAY, TEXT, at, checker
from tests.world import World, person, post

SCORES = {0: ("80", "70", "60"), 1: ("90", "90", "60"), 2: ("50", "60", "70")}


@pytest.fixture
def head(world: World) -> Post:
    return post(world.association, "主席", Role.HEAD, person("head", "江知行"))


@pytest.fixture
def taken_out(world: World, officer: Actor, head: Post) -> tuple[Judged, Objection]:
    """Judged, decided, displayed; an objection to the first of the list was upheld."""
    one = allotted(staged(world, award="党建强会项目", notice_days=3))
    give_all(one, SCORES)
    closed(one)
    first = written(officer, prepare_decision(actor=officer, call=one.call))
    release_decision(actor=world.actor(head), decision=first)
    notice = displayed(officer, first, 5)
    with clock.frozen(at(FIRST_DAY)):
        given = ObjectionGiven("目标数据与去年相同", "010-55550102", one.applications[1])
        made = object_to(actor=world.actor(world.mathematics_handler), notice=notice, given=given)
    with clock.frozen(at(FIRST_DAY, 12)):
        decide_objection(actor=checker(world), objection=made, upheld=True, finding="经核查属实。")
    return one, Objection.objects.get()


def written(officer: Actor, decision: Decision) -> Decision:
    facts = DecisionFacts("领导小组", clock.today(), "会议同意。")
    return change_decision(actor=officer, decision=decision, facts=facts, lines={}, version=decision.version)


def displayed(officer: Actor, decision: Decision, days: int) -> PublicNotice:
    decision.refresh_from_db()
    first = FIRST_DAY if decision.number == 1 else clock.today()
    facts = NoticeFacts(title=f"公示{decision.number}", first_day=first, days=days, **TEXT)
    return start_notice(actor=officer, decision=decision, facts=facts)


def states() -> list[str]:
    return list(Application.objects.order_by("number").values_list("state", flat=True))


def test_who_follows_is_selected_while_the_notice_runs(
    world: World, officer: Actor, head: Post, taken_out: tuple[Judged, Objection]
) -> None:
    _one, objection = taken_out
    assert states() == [ApplicationState.SELECTED, ApplicationState.REMOVED, ApplicationState.PASSED_OVER]
    with clock.frozen(at(FIRST_DAY, 15)):
        second = propose_successor(actor=officer, objection=objection)
        with pytest.raises(Invalid):  # nobody has said who decided, nor are there minutes
            release_decision(actor=world.actor(head), decision=second)
        second = written(officer, second)
        with pytest.raises(Denied):  # who wrote it down
            release_decision(actor=officer, decision=second)
        assert results.in_the_way(Call.objects.get())  # while it waits nothing comes out
        release_decision(actor=world.actor(head), decision=second)
    assert states() == [ApplicationState.SELECTED, ApplicationState.REMOVED, ApplicationState.SELECTED]
    assert Call.objects.get().state == CallState.NOTICED
    with clock.frozen(at(FIRST_DAY, 16)), pytest.raises(WrongState):  # nobody follows behind
        propose_successor(actor=officer, objection=objection)


def test_results_and_certificates_are_of_those_who_stand_at_the_end(
    world: World, officer: Actor, head: Post, taken_out: tuple[Judged, Objection]
) -> None:
    one, objection = taken_out
    with clock.frozen(at(FIRST_DAY, 15)):
        second = written(officer, propose_successor(actor=officer, objection=objection))
        release_decision(actor=world.actor(head), decision=second)
    with clock.frozen(at(LAST_DAY + timedelta(days=1))):
        assert results.in_the_way(Call.objects.get()) == ["尚有审定结果未公示。"]
        last = displayed(officer, second, 3).last_day
        with pytest.raises(Invalid):
            publish_results(actor=officer, call=one.call)
    with clock.frozen(at(last + timedelta(days=1))):
        publish_results(actor=officer, call=one.call)
        [shown] = public_results()
    [group] = shown.groups
    assert [line.subject for line in group.lines] == ["方案1", "方案3"]
    assert group.taken_out == 1
    numbers = Honour.objects.order_by("number").values_list("application__title", "withdrawn_on")
    assert list(numbers) == [("方案1", None), ("方案3", None)]
    assert len({honour.number for honour in Honour.objects.all()}) == 2


def test_the_supplement_goes_through_the_pages(
    world: World, head: Post, taken_out: tuple[Judged, Objection], client_of: object
) -> None:
    _one, objection = taken_out
    desk: Client = client_of(world.officer)  # type: ignore[operator]
    chair: Client = client_of(head)  # type: ignore[operator]
    with clock.frozen(at(FIRST_DAY, 15)):
        page = desk.get(f"/objections/{objection.code}/").content.decode()
        assert "方案3" in page
        place = desk.post(f"/objections/{objection.code}/step/", {"step": "successor"}).headers["Location"]
        second = Decision.objects.get(number=2)
        assert place == f"/decisions/{second.code}/"
        assert "因异议取消后递补" in desk.get(place).content.decode()
        typed = {
            "body": "领导小组", "decided_on": clock.today().isoformat(), "minutes": "同意递补。",
            "version": str(second.version),
        }  # fmt: skip
        assert desk.post(place, typed).status_code == 302
        assert chair.post(f"{place}step/", {"step": "release"}).status_code == 302
        assert Decision.objects.get(number=2).released_at is not None
        assert f"/notices/new/{second.code}/" in desk.get("/notices/").content.decode()


def test_a_supplement_that_is_thrown_away_frees_who_follows(
    officer: Actor, taken_out: tuple[Judged, Objection]
) -> None:
    from quanjing.calls.actions.deciding import drop_decision

    _one, objection = taken_out
    with clock.frozen(at(FIRST_DAY, 15)):
        drop_decision(actor=officer, decision=propose_successor(actor=officer, objection=objection))
        assert propose_successor(actor=officer, objection=objection).number == 2
