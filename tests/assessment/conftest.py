"""A scheme of the association on its way: written, issued, answered, reviewed, by the real actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from quanjing.assessment import actions
from quanjing.assessment.actions import IndicatorWanted, Said, SchemeWanted
from quanjing.assessment.models import Assessed, Indicator, ReviewSheet, Scheme
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from tests.world import World, person, post

OPENS, DUE = date(2026, 11, 5), date(2026, 11, 30)
GRADES = [
    {"key": "good", "label": "优秀", "from": "90", "below": None},
    {"key": "pass", "label": "合格", "from": "60", "below": "90"},
    {"key": "fail", "label": "不合格", "from": "0", "below": "60"},
]
TIERS = [{"key": "a", "label": "一档"}, {"key": "b", "label": "二档"}]


def wanted(**values: Any) -> SchemeWanted:
    given: dict[str, Any] = {
        "name": "2026年度学会考核", "year": 2026, "facts_from": date(2025, 12, 1),
        "facts_to": date(2026, 11, 1), "opens_on": OPENS, "due_on": DUE, "bonus": Decimal(5),
        "grades": GRADES, "tiers": TIERS, "addressed": {"kinds": ["society"], "levels": ["provincial"]},
    }  # fmt: skip
    return SchemeWanted(**given | values)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


LINES: tuple[tuple[str, IndicatorWanted], ...] = (
    ("charter", IndicatorWanted("章程", pattern="threshold", parameters={"steps": [["1", "20"]]},
                                source="fact", fact="having.charter")),
    ("plan", IndicatorWanted("年度计划", pattern="choice",
                             parameters={"options": [["yes", "30"], ["no", "0"]]},
                             options={"yes": "有", "no": "无"}, needs_evidence=True)),
    ("talks", IndicatorWanted("宣讲", pattern="count", parameters={"unit": "5", "most": "50"},
                              needs_evidence=True)),
    ("honour", IndicatorWanted("表彰", pattern="count", parameters={"unit": "1", "most": "5"},
                               is_bonus=True)),
    ("report", IndicatorWanted("未交年报", pattern="veto", parameters={"effect": "lowest"},
                               source="desk")),
)  # fmt: skip


def small(officer: Actor, **values: Any) -> Scheme:
    """A draft of five lines, keyed by what they are."""
    made = actions.begin_scheme(actor=officer, wanted=wanted(**values))
    for key, one in LINES:
        line = actions.add_indicator(actor=officer, scheme=made, wanted=one)
        Indicator.objects.filter(pk=line.pk).update(key=key)
    return made


def fresh(scheme: Scheme) -> Scheme:
    return Scheme.objects.select_related("organization").get(pk=scheme.pk)


def body(scheme: Scheme, organization: Organization) -> Assessed:
    rows = Assessed.objects.select_related("organization", "scheme__organization")
    return rows.get(scheme=scheme, organization=organization)


FULL = {"plan": Said("yes"), "talks": Said(10), "honour": Said(2)}


def answer(actor: Actor, assessed: Assessed, said: Mapping[str, Said] = FULL) -> Assessed:
    now = Assessed.objects.get(pk=assessed.pk)
    return actions.save_answers(actor=actor, assessed=assessed, said=said, version=now.version)


def fill(actor: Actor, assessed: Assessed, said: Mapping[str, Said] = FULL) -> Assessed:
    """Class and tier confirmed, answers saved, evidence added, sent."""
    actions.confirm_place(actor=actor, assessed=assessed)
    answer(actor, assessed, said)
    for key in ("plan", "talks"):
        link = f"https://example.org/{actor.organization_code}/{key}"
        actions.add_link(actor=actor, assessed=assessed, key=key, link=link)
    return actions.send(actor=actor, assessed=assessed)


def sheet_of(post: Post, assessed: Assessed) -> ReviewSheet:
    rows = ReviewSheet.objects.select_related("assessed__organization", "assessed__scheme__organization")
    return rows.get(post=post, assessed=assessed)


def marks(
    plan: str = "30", talks: str = "50", honour: str = "2", **reasons: str
) -> dict[str, tuple[object, str]]:
    given = {"plan": plan, "talks": talks, "honour": honour}
    return {key: (number, reasons.get(key, "")) for key, number in given.items()}


@pytest.fixture
def officer(world: World) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def nursing(world: World) -> Actor:
    return world.actor(world.nursing_handler)


@pytest.fixture
def panel(world: World) -> list[Post]:
    """Four posts that may review: three of the association, one of the nursing society."""
    made = [post(world.association, f"评审{place}", Role.HANDLER, person(f"panel{place}", f"评委{place}"))
            for place in (1, 2, 3)]  # fmt: skip
    return [*made, world.nursing_handler]


@pytest.fixture
def head(world: World) -> Post:
    return post(world.association, "分管领导", Role.HEAD, person("leader", "程云起"))


@pytest.fixture
def issued(world: World, officer: Actor) -> Scheme:
    """Issued on 3 November and open since the fifth."""
    with clock.frozen(at(date(2026, 11, 3))):
        return fresh(actions.issue(actor=officer, scheme=small(officer)))


@pytest.fixture
def sent(world: World, issued: Scheme, tea: Actor, nursing: Actor) -> Scheme:
    """Tea and nursing have sent theirs; mathematics has not."""
    with clock.frozen(at(date(2026, 11, 20))):
        fill(tea, body(issued, world.tea))
        fill(nursing, body(issued, world.nursing))
    return issued


@pytest.fixture
def reviewing(world: World, sent: Scheme, officer: Actor, panel: list[Post]) -> Scheme:
    """The window is closed; the sheets are handed out."""
    with clock.frozen(at(date(2026, 12, 4))):
        actions.name_reviewers(actor=officer, scheme=sent, posts=panel)
        actions.begin_review(actor=officer, scheme=sent)
    return fresh(sent)


@pytest.fixture
def reviewed(world: World, reviewing: Scheme) -> Scheme:
    """All sheets are given, in full."""
    with clock.frozen(at(date(2026, 12, 8))):
        for sheet in ReviewSheet.objects.filter(assessed__scheme=reviewing).select_related("post"):
            actions.give(actor=world.actor(sheet.post), sheet=sheet, marks=marks())
    return reviewing


@pytest.fixture
def appealing(reviewed: Scheme, officer: Actor) -> Scheme:
    """Reasons are shown since 10 December; appeals until the fifteenth."""
    with clock.frozen(at(date(2026, 12, 10))):
        return fresh(actions.give_feedback(actor=officer, scheme=reviewed))


@pytest.fixture
def published(world: World, appealing: Scheme, officer: Actor, head: Post) -> Scheme:
    with clock.frozen(at(date(2026, 12, 16))):
        actions.ask_approval(actor=officer, scheme=appealing)
        return fresh(actions.approve(actor=world.actor(head), scheme=appealing))


Frozen = Callable[[date], Any]
