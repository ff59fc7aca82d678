"""Results after the notice, what follows from them in one press, honours and certificates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client

from quanjing.calls.actions.beginning import ProjectPlan
from quanjing.calls.actions.honours import (
    HonourFacts,
    RecommendationFacts,
    certificate_file,
    enter_honour,
    note_outcome,
    recommend,
    withdraw_honour,
)
from quanjing.calls.actions.notices import NoticeFacts, start_notice
from quanjing.calls.actions.objections import ObjectionGiven, decide_objection, object_to
from quanjing.calls.actions.results import publish_results
from quanjing.calls.enums import ApplicationState, CallState, RecommendationState
from quanjing.calls.models import Application, BudgetLine, Call, Honour, Project
from quanjing.calls.queries import honours, notices, results
from quanjing.calls.views.honours import MOST_A_MINUTE
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from tests.calls.stage import joint, judge, panel, score
from tests.calls.stage_decided import (
    FIRST_DAY,
    LAST_DAY,
    PLAN,
    TEXT,
    at,
    checker,
    consent,
    decided,
    noticed,
    published,
    release,
    steps_of,
)
from tests.world import World

AFTER = LAST_DAY + timedelta(days=1)


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


def test_results_wait_for_the_last_day_and_for_every_objection(world: World, officer: Actor) -> None:
    found = decided(world)
    notice = noticed(officer, found)
    with clock.frozen(at(LAST_DAY, 23)):
        with pytest.raises(Invalid) as refused:
            publish_results(actor=officer, call=found.call, plan=PLAN)
        assert [str(one.message) for one in refused.value.problems] == ["公示期尚未结束。"]
        made = object_to(
            actor=world.actor(world.nursing_handler), notice=notice, given=ObjectionGiven("有误", "010")
        )
    with clock.frozen(at(AFTER)):
        assert results.in_the_way(Call.objects.get()) == ["尚有异议正在核查。"]
        decide_objection(actor=checker(world), objection=made, upheld=False, finding="无误。")
        publish_results(actor=officer, call=found.call, plan=PLAN)
    assert Call.objects.get().state == CallState.DONE


def test_a_successor_gets_a_notice_of_its_own_before_results(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    second = release(found.call, [(found.mathematics, True)], number=2, prepared_post="x")
    with clock.frozen(at(AFTER)):
        assert results.in_the_way(Call.objects.get()) == ["尚有审定结果未公示。"]
        facts = NoticeFacts(title="递补公示", first_day=AFTER, days=3, **TEXT)
        last = start_notice(actor=officer, decision=second, facts=facts).last_day
        assert results.in_the_way(Call.objects.get()) == ["公示期尚未结束。"]
    with clock.frozen(at(last + timedelta(days=1))):
        publish_results(actor=officer, call=found.call, plan=PLAN)
        [shown] = notices.public_results()
    assert [len(group.lines) for group in shown.groups] == [3]


def test_every_applicant_is_told_and_projects_begin_in_the_same_press(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    published(officer, found)
    told = Message.objects.filter(kind__startswith="result_").values_list("post", "kind")
    assert sorted(told) == sorted(
        [
            (world.tea_handler.pk, "result_selected"),
            (world.nursing_handler.pk, "result_selected"),
            (world.mathematics_handler.pk, "result_other"),
        ]
    )
    first, second = Project.objects.order_by("number")
    assert [one.number for one in (first, second)] == ["1-2026-001", "1-2026-002"]
    assert (first.organization, first.issuer, first.amount) == (world.tea, world.association, Decimal(50000))
    assert [(one.name, one.due_on, one.is_closing) for one in steps_of(first)] == [
        ("中期报告", date(2027, 3, 31), False),
        ("结题报告", date(2027, 9, 30), True),
    ]
    lines = BudgetLine.objects.filter(project=first).values_list("name", "planned")
    assert list(lines) == [("资料费", Decimal(20000)), ("会务费", Decimal(30000))]
    assert Message.objects.filter(kind="project_begun").count() == 2


def test_the_steps_of_the_application_become_reports(world: World, officer: Actor) -> None:
    found = decided(world)
    found.tea.schedule = [
        {"name": "第二期培训", "due": "2027-05-31"},
        {"name": "第一期培训", "due": "2026-12-31"},
        {"name": "太早", "due": "2026-09-01"},
        {"name": "看不懂", "due": "年底"},
    ]
    found.tea.save()
    noticed(officer, found)
    published(officer, found)
    steps = steps_of(Project.objects.get(organization=world.tea))
    assert [one.name for one in steps] == ["第一期培训", "第二期培训", "结题报告"]


@pytest.mark.parametrize(
    "plan",
    [
        None,
        ProjectPlan(date(2026, 10, 1), date(2026, 10, 1)),
        ProjectPlan(date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_without_sound_days_nothing_is_published(
    world: World, officer: Actor, plan: ProjectPlan | None
) -> None:
    found = decided(world)
    noticed(officer, found)
    with pytest.raises(Invalid):
        published(officer, found, plan)
    assert (Call.objects.get().state, Project.objects.count()) == (CallState.NOTICED, 0)


def test_only_the_desk_publishes_and_only_once(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    with pytest.raises(Denied):
        published(world.actor(world.tea_handler), found)
    published(officer, found)
    with pytest.raises(WrongState):
        published(officer, found)


def test_an_applicant_reads_feedback_without_names_and_scores(
    world: World, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    found = decided(world)
    of = panel(found.call)
    score(judge(of, "方竹"), found.tea, "87.5", feedback="目标具体，建议补充推广安排。")
    score(judge(of, "季澄"), found.tea, "91.5")
    noticed(officer, found)
    published(officer, found)
    own = results.own_result(world.actor(world.tea_handler), found.tea.code)
    assert (own.grade, own.feedback) == ("重点", ["目标具体，建议补充推广安排。"])
    page = client_of(world.tea_handler).get(f"/results/own/{found.tea.code}/").content.decode()
    assert "目标具体" in page
    assert [words for words in ("方竹", "87.5", "91.5", "94.0") if words in page] == []
    with pytest.raises(Missing):
        results.own_result(world.actor(world.nursing_handler), found.tea.code)


def test_a_joint_unit_that_confirmed_reads_the_result(world: World, officer: Actor) -> None:
    found = decided(world)
    unit = joint(found.tea, world.mathematics)
    noticed(officer, found)
    published(officer, found)
    mathematics = world.actor(world.mathematics_handler)
    with pytest.raises(Missing):
        results.own_result(mathematics, found.tea.code)
    unit.confirmed_at = clock.now()
    unit.save()
    assert results.own_result(mathematics, found.tea.code).application == found.tea


def award(world: World, officer: Actor) -> list[Honour]:
    """Two honours of persons, of whom one agreed to be named."""
    found = decided(world, nominates=True, makes_projects=False, award="最美科技工作者")
    consent(found.tea)
    noticed(officer, found)
    published(officer, found, None)
    return list(Honour.objects.order_by("number"))


def test_honours_are_written_with_numbered_certificates(world: World, officer: Actor) -> None:
    first, second = award(world, officer)
    assert [str(one.number)[:11] for one in (first, second)] == ["2026-h0001-", "2026-h0002-"]
    assert (first.holder, first.unit, first.award) == ("叶知秋", "江岚省茶叶研究所", "最美科技工作者")
    assert (first.holder_body, first.year) == (None, 2026)
    assert certificate_file(honour=first, form="docx").startswith(b"PK")
    assert certificate_file(honour=first, form="pdf").startswith(b"%PDF")


def test_a_project_that_wins_is_held_by_its_body(world: World, officer: Actor) -> None:
    found = decided(world, makes_projects=False, award="优秀党建项目")
    noticed(officer, found)
    published(officer, found, None)
    held = Honour.objects.get(application=found.tea)
    assert (held.holder, held.holder_body) == (found.tea.title, world.tea)


def test_consent_withdrawn_takes_the_name_off_every_public_list(
    world: World, officer: Actor, client: Client
) -> None:
    cache.clear()
    first, second = award(world, officer)
    tea, city = world.actor(world.tea_handler), world.actor(world.city_officer)
    assert list(honours.honour_list(city)) == [first]
    given = first.application.consent  # type: ignore[union-attr]
    given.withdrawn_at = clock.now()
    given.save()
    assert list(honours.honour_list(city)) == []
    assert list(honours.honour_list(tea)) == [first]  # its own, as sent
    assert set(honours.honour_list(officer)) == {first, second}  # the desk's register
    [shown] = notices.public_results()
    assert [(group.lines, group.unnamed) for group in shown.groups] == [([], 2)]
    page = client.get("/honours/check/", {"number": first.number}).content.decode()
    assert "最美科技工作者" in page
    assert "叶知秋" not in page


def test_a_certificate_is_looked_up_by_its_number(world: World, officer: Actor, client: Client) -> None:
    cache.clear()
    first, _second = award(world, officer)
    page = client.get("/honours/check/", {"number": str(first.number).upper()}).content.decode()
    assert all(words in page for words in ("叶知秋", "最美科技工作者", "有效"))
    withdraw_honour(actor=officer, honour=first, reason="内部原因")
    page = client.get("/honours/check/", {"number": first.number}).content.decode()
    assert "已撤回" in page
    assert "内部原因" not in page
    answers = [client.get("/honours/check/", {"number": "x"}).status_code for _turn in range(MOST_A_MINUTE)]
    assert answers[-1] == 429


def test_an_honour_is_withdrawn_once_with_a_reason_by_its_desk(world: World, officer: Actor) -> None:
    first, _second = award(world, officer)
    with pytest.raises(Denied):
        withdraw_honour(actor=world.actor(world.city_officer), honour=first, reason="误")
    with pytest.raises(Invalid):
        withdraw_honour(actor=officer, honour=first, reason=" ")
    withdraw_honour(actor=officer, honour=first, reason="材料不实")
    first.refresh_from_db()
    with pytest.raises(WrongState):
        certificate_file(honour=first, form="pdf")
    with pytest.raises(WrongState):
        withdraw_honour(actor=officer, honour=first, reason="再次")


def test_an_objection_upheld_after_the_results_withdraws_the_certificate(
    world: World, officer: Actor
) -> None:
    found = decided(world, makes_projects=False, award="优秀党建项目")
    notice = noticed(officer, found)
    published(officer, found, None)
    nursing, second = world.actor(world.nursing_handler), checker(world)
    with clock.frozen(at(AFTER + timedelta(days=3))):
        made = object_to(actor=nursing, notice=notice, given=ObjectionGiven("重复", "010", found.tea))
        decide_objection(actor=second, objection=made, upheld=True, finding="与已获奖项目重复。")
    assert made.is_late
    held = Honour.objects.get(application=found.tea)
    assert (held.withdrawn_on, held.reason) == (date(2026, 9, 14), "与已获奖项目重复。")
    assert Application.objects.get(pk=found.tea.pk).state == ApplicationState.REMOVED


def test_an_honour_from_before_is_entered_with_its_year(world: World, officer: Actor) -> None:
    made = enter_honour(actor=officer, facts=HonourFacts("先进学会", world.tea.name, 2024))
    assert (made.number, made.year) == (None, 2024)
    for year in (1948, 2027):
        with pytest.raises(Invalid):
            enter_honour(actor=officer, facts=HonourFacts("先进学会", "茶叶学会", year))
    with pytest.raises(Denied):
        enter_honour(actor=world.actor(world.tea_handler), facts=HonourFacts("先进学会", "茶叶学会", 2024))


def test_a_recommendation_keeps_to_whom_when_and_what_came_of_it(world: World, officer: Actor) -> None:
    facts = RecommendationFacts("全国先进社会组织", "民政部", world.tea, date(2026, 9, 1))
    made = recommend(actor=officer, facts=facts)
    given = RecommendationState.GIVEN
    with pytest.raises(Invalid):
        note_outcome(actor=officer, recommendation=made, state=given, on=date(2026, 8, 1))
    note_outcome(actor=officer, recommendation=made, state=given, on=date(2026, 9, 3), note="民发〔2026〕5号")
    made.refresh_from_db()
    assert (made.state, made.decided_on) == (given, date(2026, 9, 3))
    with pytest.raises(WrongState):
        note_outcome(actor=officer, recommendation=made, state=given, on=date(2026, 9, 3))
    seen = honours.recommendations_visible_to
    assert list(seen(world.actor(world.tea_handler))) == [made]
    assert list(seen(world.actor(world.nursing_handler))) == []
    with pytest.raises(Invalid):
        recommend(
            actor=world.actor(world.city_officer),
            facts=RecommendationFacts("先进", "省科协", world.tea, FIRST_DAY - timedelta(days=2)),
        )
