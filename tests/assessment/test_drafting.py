"""Writing a scheme: its tree, what is refused for good, faults before it is issued, what it would give."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.assessment import actions
from quanjing.assessment.actions import IndicatorWanted
from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Assessed, Indicator, Scheme
from quanjing.assessment.queries import engine_of, places_for, tree_of
from quanjing.assessment.queries.preview import spread, tried
from quanjing.assessment.rules import problems_of
from quanjing.assessment.scoring import Ready
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.foundation.figures import figure_of
from tests.assessment.conftest import LINES, at, fresh, small, wanted
from tests.browser.looks import THEIRS, own_words
from tests.world import World


@pytest.fixture(autouse=True)
def in_november(world: World) -> object:
    with clock.frozen(at(date(2026, 11, 3))):
        yield


def words_of(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [str(one.message) for one in error.value.problems]


def test_words_of_the_ready_scheme_are_its_own(officer: Actor) -> None:
    """They are what a body wrote, in whatever language: none is a text of the product."""
    made = actions.begin_scheme(actor=officer, wanted=wanted(), ready=actions.YEARLY)
    labels = set(made.indicators.values_list("label", flat=True)) - THEIRS
    assert labels
    assert not labels & own_words()[1]


def test_the_scheme_that_stands_ready_can_be_issued_as_it_is(officer: Actor) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted(), ready=actions.YEARLY)
    tree = tree_of(made)
    assert problems_of(made, tree) == []
    engine = engine_of(made, tree)
    for tier in ("a", "b"):
        ready = Ready(engine, 3, tier)
        assert (ready.base_of(ready.most), ready.bonus_of(ready.most)) == (100, 5)
    facts = [one.indicator.fact for one in tree if one.indicator.fact]
    assert [code for code in facts if figure_of(code) is None] == []
    assert actions.issue(actor=officer, scheme=made).state == SchemeState.OPEN


def test_only_the_desk_of_an_association_writes_schemes(world: World, tea: Actor, officer: Actor) -> None:
    with pytest.raises(Denied):
        actions.begin_scheme(actor=tea, wanted=wanted())
    made = small(officer)
    with pytest.raises(Denied):
        actions.change_scheme(actor=world.actor(world.city_officer), scheme=made, wanted=wanted())


def test_indicators_are_added_moved_changed_and_taken_away(officer: Actor) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted())
    part = actions.add_indicator(actor=officer, scheme=made, wanted=IndicatorWanted("组织建设"))
    for _key, one in LINES[:3]:
        actions.add_indicator(actor=officer, scheme=made, wanted=one, parent=part)
    last = Indicator.objects.get(label="宣讲")
    actions.move_indicator(actor=officer, indicator=last, up=True)
    assert [(one.number, one.indicator.label) for one in tree_of(made)] == [
        ("1", "组织建设"), ("1.1", "章程"), ("1.2", "宣讲"), ("1.3", "年度计划"),
    ]  # fmt: skip
    actions.drop_indicator(actor=officer, indicator=Indicator.objects.get(label="宣讲"))
    one = Indicator.objects.get(label="年度计划")
    changed = actions.change_indicator(
        actor=officer, indicator=one, wanted=IndicatorWanted("年度计划有党建部分")
    )
    assert (changed.key, changed.position) == (one.key, 2)


@pytest.mark.parametrize(
    "values",
    [
        {"label": "公众号阅读量"},
        {"label": "宣传", "definition": "按转发次数计"},
        {"label": "学习", "options": {"a": "学时满四十"}},
    ],
)
def test_a_refused_word_is_refused_wherever_it_stands(officer: Actor, values: dict[str, object]) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted())
    with pytest.raises(Invalid) as error:
        actions.add_indicator(actor=officer, scheme=made, wanted=IndicatorWanted(**values))  # type: ignore[arg-type]
    assert [one.where for one in error.value.problems] == ["label"]
    assert not made.indicators.exists()


def test_a_refused_word_names_the_reason_and_what_to_use(officer: Actor) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted())
    with pytest.raises(Invalid) as error:
        actions.add_indicator(actor=officer, scheme=made, wanted=IndicatorWanted("文章点赞数"))
    assert words_of(error) == [
        "不能使用“点赞”：不得把公众的反应作为工作成效的证明。请改为：用有链接的事实，如建言被采纳、开展的服务、举办的交流。"
    ]


def test_a_fact_has_to_go_with_the_way_of_judging(officer: Actor) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted())
    plain = IndicatorWanted(
        "宣讲", pattern="rate", parameters={"most": "5"}, source="fact", fact="log.outreach"
    )
    with pytest.raises(Invalid):
        actions.add_indicator(actor=officer, scheme=made, wanted=plain)


def test_a_scheme_with_faults_is_not_issued_and_each_is_named(officer: Actor) -> None:
    grades = [
        {"key": "a", "label": "好", "from": "90", "below": None},
        {"key": "b", "label": "较好", "from": "75", "below": "91"},
        {"key": "c", "label": "差", "from": "0", "below": "70"},
    ]
    made = small(officer, grades=grades)
    Indicator.objects.filter(scheme=made, key="talks").update(parameters={"unit": "5", "most": "40"})
    with pytest.raises(Invalid) as error:
        actions.issue(actor=officer, scheme=made)
    assert words_of(error) == [
        "各项相加为90，应为100（类别1 a）。",
        "从70到75以下没有等次：各档必须首尾相接。",
        "从90到91以下有两个等次：各档不得重叠。",
    ]
    assert fresh(made).state == SchemeState.DRAFT


def test_what_is_issued_is_changed_by_a_new_version_alone(issued: Scheme, officer: Actor) -> None:
    with pytest.raises(WrongState):
        actions.change_scheme(actor=officer, scheme=issued, wanted=wanted())
    with pytest.raises(WrongState):
        actions.add_indicator(actor=officer, scheme=issued, wanted=IndicatorWanted("新的一项"))
    with pytest.raises(Invalid):
        actions.revise(actor=officer, scheme=issued, reason=" ")


def test_the_set_is_frozen_in_the_order_of_the_register(world: World, issued: Scheme) -> None:
    rows = Assessed.objects.filter(scheme=issued).order_by("organization__path")
    assert [one.organization for one in rows] == [world.mathematics, world.tea, world.nursing]
    assert {one.tier for one in rows} == {"a"}


def test_a_try_on_the_facts_of_last_year_writes_nothing(world: World, officer: Actor) -> None:
    made = small(officer)
    bodies = actions.addressed_by(made)
    found = tried(made, tree_of(made), bodies)
    assert [one.organization for one in found] == [world.mathematics, world.tea, world.nursing]
    assert [(one.marks, one.most) for one in found] == [(Decimal("0.00"), Decimal("20.00"))] * 3
    assert [(one.society_class, one.counts) for one in spread(found)] == [
        (1, (1, 0, 0, 0, 0)), (3, (1, 0, 0, 0, 0)), (4, (1, 0, 0, 0, 0)),
    ]  # fmt: skip
    assert not Assessed.objects.exists()


def test_facts_cost_the_same_queries_for_one_body_and_for_three(world: World, officer: Actor) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted(), ready=actions.YEARLY)
    tree, bodies = tree_of(made), actions.addressed_by(made)
    counts = []
    for some in (bodies[:1], bodies):
        with CaptureQueriesContext(connection) as captured:
            tried(made, tree, some)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_indicator_is_put_below_another_heading_with_all_below_it(officer: Actor) -> None:
    made = actions.begin_scheme(actor=officer, wanted=wanted())

    def add(label: str, below: Indicator | None = None, pattern: str = "") -> Indicator:
        parameters = {"unit": "1", "most": "5"} if pattern else {}
        one = IndicatorWanted(label, pattern=pattern, parameters=parameters)
        return actions.add_indicator(actor=officer, scheme=made, wanted=one, parent=below)

    first, second, third = add("一"), add("二"), add("三")
    inner = add("二之一", second)
    line = add("宣讲", inner, "count")
    actions.place_indicator(actor=officer, indicator=second, parent=first)
    numbers = [(one.number, one.indicator.label) for one in tree_of(made)]
    assert numbers == [("1", "一"), ("1.1", "二"), ("1.1.1", "二之一"), ("1.1.1.1", "宣讲"), ("2", "三")]
    for wrong in (line, inner, second):  # a line, below itself, itself
        with pytest.raises(Invalid):
            actions.place_indicator(actor=officer, indicator=second, parent=wrong)
    deep = add("三之一", third)
    with pytest.raises(Invalid):
        actions.place_indicator(actor=officer, indicator=second, parent=deep)
    actions.drop_indicator(actor=officer, indicator=deep)
    labels = [place.indicator.label for place in places_for(made, line)]
    assert labels == ["一", "二", "二之一", "三"]
    actions.place_indicator(actor=officer, indicator=second, parent=None)
    assert [(one.number, one.indicator.key) for one in tree_of(made)][-1] == ("3.1.1", line.key)


def test_an_indicator_of_an_issued_scheme_stays_where_it_is(issued: Scheme, officer: Actor) -> None:
    with pytest.raises(WrongState):
        actions.place_indicator(actor=officer, indicator=issued.indicators.get(key="plan"), parent=None)


def test_a_scheme_is_tried_for_bodies_of_each_tier(world: World, officer: Actor) -> None:
    made = small(officer)
    Indicator.objects.filter(scheme=made, key="charter").update(
        weights=[[{"classes": [], "tiers": ["b"]}, "0.5"]]
    )
    tree, bodies = tree_of(made), actions.addressed_by(made)
    assert {one.most for one in tried(made, tree, bodies)} == {Decimal("20.00")}
    of_b = tried(made, tree, bodies, "b")
    assert {(one.tier, one.most) for one in of_b} == {("b", Decimal("10.00"))}
