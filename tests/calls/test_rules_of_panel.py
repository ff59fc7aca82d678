"""Tie rules in an order of one's own, weights corrected before anybody scores, shares named on a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from quanjing.calls.actions.deciding import prepare_decision
from quanjing.calls.enums import Tie
from quanjing.calls.forms.ties import TiesField
from quanjing.calls.models import Answer, Call, CallVersion, Share
from quanjing.foundation.actor import Actor
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from tests.calls.judged import Judged, allotted, decided, give_all, staged
from tests.world import World

Sign = Callable[[Post], Client]
SCORES = {0: ("80", "70", "60"), 1: ("90", "90", "60"), 2: ("50", "60", "70")}


def typed(
    call: Call, *ties: str, weights: tuple[int, ...] = (40, 40, 20), reason: str = "印错"
) -> dict[str, str]:
    given = {f"ties_{place}": ties[place] if place < len(ties) else "" for place in range(4)}
    given |= {f"w{one.pk}": str(w) for one, w in zip(call.criteria.all(), weights, strict=True)}
    return given | {"seed": call.seed, "reason": reason}


def test_the_order_is_the_one_that_was_chosen_and_nothing_stands_twice() -> None:
    assert TiesField().clean(["lot", "", "spread", "median"]) == ["lot", "spread", "median"]
    with pytest.raises(Exception, match="规则重复"):
        TiesField().clean(["lot", "lot", "", ""])


def test_order_and_weights_are_corrected_and_judges_are_told(
    world: World, officer: Actor, client_of: Sign, django_capture_on_commit_callbacks: object
) -> None:
    one = allotted(staged(world))
    desk, place = client_of(world.officer), f"/calls/{one.call.code}/rules/"
    assert desk.post(place, typed(one.call, "spread", "median", reason="")).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert desk.post(place, typed(one.call, "spread", "median")).status_code == 302
    assert Call.objects.get().ties == ["spread", "median"]
    assert [each.weight for each in Call.objects.get().criteria.all()] == [40, 40, 20]
    assert CallVersion.objects.get().what["ties"][1] == f"{Tie.SPREAD.label}、{Tie.MEDIAN.label}"
    told = Message.objects.filter(kind="call_changed", post__in=[each.post_id for each in one.judges])
    assert told.count() == len(one.judges)


def test_an_own_order_survives_another_correction(world: World, client_of: Sign) -> None:
    one = staged(world, ties=["spread", "median"])
    desk, place = client_of(world.officer), f"/calls/{one.call.code}/correct/"
    given = {
        "title": "改过的标题", "intro": "", "award": "", "fewest": "3", "notice_days": "5", "places": "2",
        "mean": one.call.mean, "seed": one.call.seed, "reason": "印错", "ties_0": "spread",
        "ties_1": "median",
    }  # fmt: skip
    assert desk.post(place, given).status_code == 302
    assert (Call.objects.get().ties, list(CallVersion.objects.get().what)) == (
        ["spread", "median"],
        ["title"],
    )


def test_nothing_is_corrected_once_somebody_has_scored(world: World, client_of: Sign) -> None:
    one = allotted(staged(world))
    give_all(one, SCORES)
    desk, place = client_of(world.officer), f"/calls/{one.call.code}/rules/"
    assert "规则不再更改" in desk.get(place).content.decode()
    assert desk.post(place, typed(one.call, "spread")).status_code == 409
    assert Call.objects.get().ties == ["median", "lot"]


@pytest.mark.parametrize(
    ("bounds", "ticked", "moved"),
    [
        ({"least": 50}, (2,), {(0, "least", False), (2, "least", True)}),
        ({"most": 50}, (0, 1), {(0, "most", False)}),
    ],
)
def test_a_line_says_by_which_share_it_moved(
    world: World,
    officer: Actor,
    client_of: Sign,
    bounds: dict[str, int],
    ticked: tuple[int, ...],
    moved: object,
) -> None:
    one: Judged = staged(world)
    share = Share.objects.create(call=one.call, label="基层一线", **bounds)
    for place in ticked:
        Answer.objects.create(application=one.applications[place], share=share, is_met=True)
    one = allotted(one)
    give_all(one, SCORES)
    decision = prepare_decision(actor=officer, call=decided(one).call)
    lines = decision.lines.exclude(share=None).select_related("application")
    keys = [each.pk for each in one.applications]
    assert {(keys.index(x.application_id), x.share_bound, x.is_selected) for x in lines} == moved
    page = client_of(world.officer).get(f"/decisions/{decision.code}/").content.decode()
    assert ("不少于 50%" if "least" in bounds else "不超过 50%").replace(" ", "") in page.replace(" ", "")
