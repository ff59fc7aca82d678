"""Requests for help: matching in a fair order, leaving the roster, passing on, ratings only from five up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.jobs.registry import find
from quanjing.notify.models import Message
from quanjing.services import actions, queries
from quanjing.services.enums import AskState, HelperKind, Rating, RequestState
from quanjing.services.matching import Candidate, matches
from quanjing.services.models import HelpAsk, Helper, ServiceDesk, ServiceRequest
from tests.world import World

MOMENTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 9, 1), timezones=st.just(UTC))
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 10_000),
        name=st.sampled_from(["甲", "乙", "丙"]),
        fields=st.frozensets(st.sampled_from(["agriculture", "energy"])),
        city=st.sampled_from(["", "岚州", "临江"]),
        asked_at=MOMENTS,
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(candidates=CANDIDATES)
def test_matching_is_by_field_and_its_order_is_fair(candidates: list[Candidate]) -> None:
    found = matches("agriculture", "岚州", candidates)
    by_key = {one.key: one for one in candidates}
    assert {one.key for one in found} == {one.key for one in candidates if "agriculture" in one.fields}
    asked = [by_key[one.key].asked_at for one in found]
    never = asked.count(None)
    assert all(one is None for one in asked[:never])
    assert asked[never:] == sorted(one for one in asked if one is not None)
    assert [one.same_city for one in found] == [by_key[one.key].city == "岚州" for one in found]


@pytest.fixture
def desk(officer: Actor) -> ServiceDesk:
    given = actions.ServiceDeskFacts("", takes_requests=True, takes_questions=True, keep_days=60)
    return actions.save_desk(actor=officer, facts=given)


def listed(actor: Actor, name: str, kind: HelperKind = HelperKind.EXPERT, **more: object) -> Helper:
    values: dict[str, object] = {
        "kind": kind, "name": name, "fields": ["agriculture"], "phone": "010-55550102", "agrees": True,
        "number": 12 if kind == HelperKind.TEAM else None, **more,
    }  # fmt: skip
    return actions.save_helper(actor=actor, facts=actions.HelperFacts(**values))  # type: ignore[arg-type]


def needed(**more: object) -> actions.RequestFacts:
    values: dict[str, object] = {
        "field": "agriculture", "title": "茶园病虫害防治", "need": "需要现场指导", "city": "岚州",
        "from_name": "青岭茶业园区企业", "contact": "办公室", "phone": "010-55550199", "agrees": True, **more,
    }  # fmt: skip
    return actions.RequestFacts(**values)  # type: ignore[arg-type]


def asked(desk: ServiceDesk, **more: object) -> ServiceRequest:
    return actions.request_from_outside(desk=desk, facts=needed(**more))[0]


def names(request: ServiceRequest) -> list[str]:
    return [one.helper.name for one in queries.candidates_for(request)]


def test_three_experts_and_two_teams_match_by_field(
    officer: Actor, tea: Actor, nursing: Actor, desk: ServiceDesk
) -> None:
    for name in ("丙", "甲", "乙"):
        listed(tea, name, city="岚州" if name == "乙" else "")
    listed(nursing, "护理专家", fields=["medicine"])
    for name in ("一队", "二队"):
        listed(nursing, name, HelperKind.TEAM)
    request = asked(desk)
    assert names(request) == sorted(["丙", "甲", "乙", "一队", "二队"])
    assert [one.same_city for one in queries.candidates_for(request)].count(True) == 1
    first = queries.candidates_for(request)[0].helper
    actions.ask_helper(actor=officer, request=request, helper=first)
    assert first.name not in names(request)
    assert names(asked(desk))[-1] == first.name  # asked last, so he stands at the end for the next one


def test_nobody_is_listed_without_consent_and_a_team_has_a_number(tea: Actor) -> None:
    with pytest.raises(Invalid) as caught:
        listed(tea, "", HelperKind.TEAM, fields=[], phone="", number=None, agrees=False)
    places = [one.where for one in caught.value.problems]
    assert places == ["name", "fields", "phone", "number", "agrees"]
    assert Helper.objects.count() == 0


def test_who_helps_is_known_to_both_sides_only_then(
    officer: Actor, tea: Actor, nursing: Actor, desk: ServiceDesk, world: World
) -> None:
    request = asked(desk)
    ask = actions.ask_helper(actor=officer, request=request, helper=listed(tea, "甲"))
    assert Message.objects.filter(post=world.tea_handler, kind="help_asked").count() == 1
    with pytest.raises(Denied):
        actions.answer_ask(actor=nursing, ask=ask, helps=True)
    actions.answer_ask(actor=tea, ask=ask, helps=True)
    assert ServiceRequest.objects.get().state == RequestState.MATCHED
    assert Message.objects.filter(post=world.officer, kind="help_answered").count() == 1
    with pytest.raises(WrongState):
        actions.answer_ask(actor=tea, ask=ask, helps=False)


def test_an_expert_who_leaves_is_erased_and_the_request_is_open_again(
    officer: Actor, tea: Actor, desk: ServiceDesk
) -> None:
    request, expert = asked(desk), listed(tea, "独一无二")
    ask = actions.ask_helper(actor=officer, request=request, helper=expert)
    actions.answer_ask(actor=tea, ask=ask, helps=True)
    actions.opt_out(actor=tea, helper=expert)
    assert Helper.objects.count() == 0
    left = HelpAsk.objects.get()
    assert (left.helper, left.state) == (None, AskState.LEFT)
    assert ServiceRequest.objects.get().state == RequestState.OPEN
    assert names(request) == []
    kept = AuditEntry.objects.filter(object_label__contains="独一无二") | AuditEntry.objects.filter(
        detail__icontains="独一无二"
    )
    assert kept.count() == 0


def test_what_lies_outside_the_field_is_passed_on(
    officer: Actor, tea: Actor, nursing: Actor, desk: ServiceDesk, world: World
) -> None:
    request = asked(desk)
    with pytest.raises(Invalid) as caught:
        actions.refer(actor=officer, request=request, to="nobody", note="")
    assert [one.where for one in caught.value.problems] == ["to", "note"]
    actions.refer(actor=officer, request=request, to=world.tea.code, note="属茶叶领域，请直接联系。")
    assert [one.code for one in queries.request_list(tea, show="desk")] == [request.code]
    assert Message.objects.filter(post=world.tea_handler, kind="help_referred").count() == 1
    with pytest.raises(Denied):
        actions.finish_request(actor=officer, request=request, facts=actions.ResultFacts("完成"))
    with pytest.raises(Missing):
        queries.get_request(nursing, request.code)
    assert queries.get_request(officer, request.code).desk == world.tea  # he sees where it went


def test_ratings_are_shown_from_five_up(officer: Actor, desk: ServiceDesk) -> None:
    for number in range(5):
        request = asked(desk, title=f"需求{number}")
        with pytest.raises(WrongState):
            actions.rate(request=request, rating=Rating.SOLVED)
        done = actions.ResultFacts("已现场指导", date(2026, 9, 3), "青岭园区")
        actions.finish_request(actor=officer, request=request, facts=done)
        [counts] = queries.counts_of(officer, date(2026, 1, 1), date(2026, 12, 31))
        assert counts.ratings is None
        assert queries.rating_texts(officer, date(2026, 1, 1), date(2026, 12, 31)) == []
        actions.rate(request=request, rating=Rating.SOLVED if number else Rating.PARTLY, text="及时")
    with pytest.raises(WrongState):
        actions.rate(request=request, rating=Rating.NOT)
    [counts] = queries.counts_of(officer, date(2026, 1, 1), date(2026, 12, 31))
    assert (counts.received, counts.done, counts.rated) == (5, 5, 5)
    assert [number for _words, number in counts.ratings or []] == [4, 1, 0]
    assert queries.rating_texts(officer, date(2026, 1, 1), date(2026, 12, 31)) == ["及时"] * 5


def test_contact_data_are_erased_when_their_days_are_over(officer: Actor, desk: ServiceDesk) -> None:
    request = asked(desk)
    actions.finish_request(actor=officer, request=request, facts=actions.ResultFacts("已答复"))
    due = ServiceRequest.objects.get().erase_on
    assert due == clock.today() + timedelta(days=60)
    work = find("services.erase_contacts")
    before, after = (due - timedelta(days=1)).isoformat(), due.isoformat()

    class Steps:
        def step(self, _done: int, _total: int) -> None: ...

    assert work(Steps(), day=before) == {"erased": 0}
    assert work(Steps(), day=after) == {"erased": 1}
    assert work(Steps(), day=after) == {"erased": 0}
    kept = ServiceRequest.objects.get()
    assert (kept.from_name, kept.contact, kept.phone, kept.title) == ("", "", "", request.title)


def test_without_consent_nothing_is_kept(desk: ServiceDesk) -> None:
    with pytest.raises(Invalid) as caught:
        actions.request_from_outside(desk=desk, facts=needed(agrees=False, from_name="", phone=""))
    assert [one.where for one in caught.value.problems] == ["from_name", "phone", "agrees"]
    assert ServiceRequest.objects.count() == 0


def test_the_record_of_actions_names_nobody_from_outside(desk: ServiceDesk) -> None:
    asked(desk)
    entry = AuditEntry.objects.get(verb="services.request")
    assert "青岭" not in f"{entry.detail} {entry.user_name} {entry.object_label}"
    assert entry.user_name == "未登录"
