"""Calls: from a model to an open call, frozen, extended, corrected and called off for everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from quanjing.calls.actions import (
    CallWanted,
    ConditionWanted,
    CriterionWanted,
    DirectionWanted,
    ShareWanted,
    SheetField,
    begin_call,
    call_off,
    correct_call,
    extend_call,
    open_call,
    preview_opening,
    save_call,
)
from quanjing.calls.enums import CallKind, CallState, TickKind
from quanjing.calls.models import Call, CallVersion
from quanjing.calls.queries import calls_visible_to, get_call, open_for, reached_by
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from tests.calls.conftest import opened
from tests.calls.stage import application, judge, panel, score
from tests.world import World


def wanted(**more: Any) -> CallWanted:
    given: dict[str, Any] = {
        "columns": {"title": "优秀案例征集", "closes_at": clock.now() + timedelta(days=30)},
        "fields": (SheetField("做法"),),
        "directions": (DirectionWanted("案例"),),
        "criteria": (CriterionWanted("实效", 100),),
        **more,
    }
    return CallWanted(**given)


def problems(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.where for problem in error.value.problems]


@pytest.mark.parametrize("kind", CallKind)
def test_every_model_can_be_opened_as_it_is(officer: Actor, kind: CallKind) -> None:
    made = begin_call(actor=officer, kind=kind)
    found = preview_opening(actor=officer, call=get_call(officer, made.code))
    assert (found.obstacles, found.bodies) == ((), 4)


def test_only_an_issuing_post_makes_calls(tea: Actor, world: World) -> None:
    for actor in (tea, world.actor(world.auditor)):
        with pytest.raises(Denied):
            begin_call(actor=actor, kind=CallKind.CASE)


def test_a_draft_is_seen_by_its_desk_alone(officer: Actor, tea: Actor) -> None:
    made = begin_call(actor=officer, kind=CallKind.CASE)
    assert get_call(officer, made.code) == made
    with pytest.raises(Missing):
        get_call(tea, made.code)


def test_an_open_call_is_told_to_the_bodies_that_it_reaches(
    officer: Actor, tea: Actor, world: World, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = opened(officer)
    told = set(Message.objects.filter(kind="call_opened").values_list("post", flat=True))
    posts = (world.tea_handler, world.nursing_handler, world.mathematics_handler, world.city_handler)
    assert told == {post.pk for post in posts}
    assert list(open_for(tea)) == [made]
    assert not open_for(
        world.actor(world.city_officer)
    ).exists()  # an association, and the call is for societies


def test_the_issuer_does_not_apply_to_itself(officer: Actor) -> None:
    made = opened(officer, kinds=[])
    assert made.organization not in reached_by(made)


def test_weights_must_make_a_hundred(officer: Actor) -> None:
    made = begin_call(actor=officer, kind=CallKind.CASE)
    save_call(actor=officer, call=made, wanted=wanted(criteria=(CriterionWanted("实效", 90),)))
    with pytest.raises(Invalid) as error:
        open_call(actor=officer, call=get_call(officer, made.code))
    assert problems(error) == ["criteria"]


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ({"fields": (SheetField("出生年月"),)}, "fields"),
        ({"conditions": (ConditionWanted(TickKind.TICK, "填写身份证号"),)}, "conditions"),
        ({"criteria": (CriterionWanted("微信投票", 100),)}, "criteria"),
        ({"criteria": (CriterionWanted("Number of likes", 100),)}, "criteria"),
        ({"shares": (ShareWanted("一线", 60, 40),)}, "shares"),
        ({"shares": (ShareWanted("一线", 120),)}, "shares"),
    ],
)
def test_what_is_never_asked_is_refused_even_in_a_draft(
    officer: Actor, part: dict[str, Any], where: str
) -> None:
    made = begin_call(actor=officer, kind=CallKind.CASE)
    with pytest.raises(Invalid) as error:
        save_call(actor=officer, call=made, wanted=wanted(**part))
    assert problems(error) == [where]
    assert Call.objects.get(pk=made.pk).title == made.title  # nothing was written


def test_a_short_deadline_needs_a_reason_that_is_recorded(officer: Actor) -> None:
    made = begin_call(actor=officer, kind=CallKind.CASE)
    columns = {"title": "案例", "closes_at": clock.now() + timedelta(days=3)}
    save_call(actor=officer, call=made, wanted=wanted(columns=columns))
    with pytest.raises(Invalid) as error:
        open_call(actor=officer, call=get_call(officer, made.code))
    assert problems(error) == ["closes_at"]
    assert open_call(actor=officer, call=made, reason="上级时限").state == CallState.OPEN


def test_two_people_do_not_overwrite_each_other(officer: Actor) -> None:
    made = begin_call(actor=officer, kind=CallKind.CASE)
    save_call(actor=officer, call=made, wanted=wanted(), version=1)
    with pytest.raises(Conflict):
        save_call(actor=officer, call=made, wanted=wanted(), version=1)


def test_the_rules_are_frozen_at_opening(officer: Actor) -> None:
    made = opened(officer)
    with pytest.raises(WrongState):
        save_call(actor=officer, call=made, wanted=wanted())


def test_an_extension_is_for_everybody_and_shown_as_a_version(
    officer: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    made = opened(officer)
    later = made.closes_at + timedelta(days=7)
    with pytest.raises(Invalid):
        extend_call(actor=officer, call=made, closes_at=later, reason=" ")
    with pytest.raises(Invalid):
        extend_call(actor=officer, call=made, closes_at=made.closes_at, reason="不足三个")
    with django_capture_on_commit_callbacks(execute=True):
        extend_call(actor=officer, call=made, closes_at=later, reason="一个方向不足三个")
    version = CallVersion.objects.get(call=made)
    assert (version.number, version.what) == (2, {"closes_at": ["2026-10-01 17:00", "2026-10-08 17:00"]})
    assert Message.objects.filter(kind="call_changed").count() == 4
    assert Call.objects.get(pk=made.pk).closes_at == later


def test_an_extension_in_the_form_check_opens_the_call_again(officer: Actor) -> None:
    made = opened(officer)
    Call.objects.filter(pk=made.pk).update(state=CallState.CHECKING)
    later = made.closes_at + timedelta(days=7)
    assert extend_call(actor=officer, call=made, closes_at=later, reason="不足").state == CallState.OPEN


def test_rules_are_corrected_with_a_reason_until_somebody_has_scored(officer: Actor, world: World) -> None:
    made = opened(officer)
    first, *rest = made.criteria.all()
    weights = {first.pk: 40, rest[0].pk: 40}
    correct_call(actor=officer, call=made, changes={"places": 5}, weights=weights, reason="印错")
    assert [one.weight for one in made.criteria.all()] != [40, 40, 20]  # the old ones were prefetched
    assert [one.weight for one in get_call(officer, made.code).criteria.all()] == [40, 40, 20]
    score(judge(panel(made), "江一"), application(made, world.tea), "80")
    with pytest.raises(WrongState):
        correct_call(actor=officer, call=made, changes={"places": 6}, reason="再改")
    corrected = correct_call(actor=officer, call=made, changes={"intro": "补充说明"}, reason="说明不清")
    assert (corrected.intro, corrected.places) == ("补充说明", 5)


def test_corrected_weights_still_make_a_hundred(officer: Actor) -> None:
    made = opened(officer)
    with pytest.raises(Invalid) as error:
        correct_call(
            actor=officer, call=made, changes={}, weights={made.criteria.all()[0].pk: 90}, reason="印错"
        )
    assert problems(error) == ["criteria"]


def test_a_call_is_called_off_with_a_reason(officer: Actor, tea: Actor) -> None:
    made = opened(officer)
    with pytest.raises(Denied):
        call_off(actor=tea, call=made, reason="不办了")
    with pytest.raises(Invalid):
        call_off(actor=officer, call=made, reason="")
    assert call_off(actor=officer, call=made, reason="经费取消").state == CallState.CANCELLED
    assert not open_for(tea).exists()


def test_a_parent_that_reads_sees_the_call_of_a_body_below(
    world: World, at_nine: object, officer: Actor
) -> None:
    city = world.actor(world.city_officer)
    made = opened(city)
    assert list(calls_visible_to(officer)) == [made]
    assert not calls_visible_to(world.actor(world.nursing_handler)).exists()
