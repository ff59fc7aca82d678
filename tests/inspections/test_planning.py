"""Planning, announcing, calling off and concluding: what is frozen, what is refused, who is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.inspections import queries
from quanjing.inspections.actions import (
    ChecklistWanted,
    ItemWanted,
    StageWanted,
    announce,
    call_off,
    change_checklist,
    conclude,
    copy_checklist,
    drop,
    plan_visit,
    write_finding,
)
from quanjing.inspections.enums import InspectionState, Mode, VisitState
from quanjing.inspections.models import InspectedBody, Inspection
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from tests.inspections.conftest import LATER, TODAY, announced, at, checklist, fresh, planned, row_of, wanted
from tests.world import World


def places_of(error: Invalid) -> list[str]:
    return [one.where for one in error.problems]


def test_the_bodies_are_frozen_when_the_inspection_is_announced(officer: Actor, world: World) -> None:
    made = announced(officer)
    assert [one.organization for one in made.bodies.order_by("organization__path")] == [
        world.mathematics, world.tea, world.nursing,
    ]  # fmt: skip
    Organization.objects.filter(pk=world.tea.pk).update(valid_to=date(2026, 9, 1))
    assert made.bodies.count() == 3
    assert set(made.bodies.values_list("self_state", flat=True)) == {"due"}


def test_all_bodies_are_visited_where_none_are_drawn(officer: Actor) -> None:
    assert announced(officer).bodies.filter(is_visited=True).count() == 3
    assert announced(officer, per_part=1).bodies.filter(is_visited=True).count() == 0
    assert announced(officer, mode=Mode.SELF).bodies.filter(is_visited=True).count() == 0


def test_bodies_are_told_that_a_self_check_is_asked(officer: Actor, world: World) -> None:
    announced(officer)
    told = Message.objects.filter(kind="inspection_announced").values_list("post__organization", flat=True)
    assert set(told) == {world.mathematics.pk, world.tea.pk, world.nursing.pk}


def test_only_who_issues_plans(tea: Actor) -> None:
    with pytest.raises(Denied):
        planned(tea)


def test_a_plan_names_each_of_its_problems(officer: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        planned(officer, name=" ", last_day=TODAY - timedelta(days=1), self_by=None)
    assert places_of(refused.value) == ["name", "last_day", "self_by"]
    backwards = (StageWanted("改", LATER), StageWanted("学", TODAY))
    with pytest.raises(Invalid) as refused:
        planned(officer, stages=backwards)
    assert places_of(refused.value) == ["stages"]


def test_a_body_out_of_the_subtree_cannot_be_inspected(world: World, at_nine: object) -> None:
    city = world.actor(world.city_officer)
    with pytest.raises(Invalid) as refused:
        planned(city, selection=Selection(world.tea.code))
    assert places_of(refused.value) == ["under"]


def test_a_self_check_due_today_needs_a_reason(officer: Actor) -> None:
    plan = planned(officer, self_by=TODAY)
    with pytest.raises(Invalid) as refused:
        announce(actor=officer, inspection=plan)
    assert places_of(refused.value) == ["short_reason"]
    plan = planned(officer, self_by=TODAY, short_reason="上级要求今日排查")
    assert announce(actor=officer, inspection=plan).state == InspectionState.ANNOUNCED


def test_a_self_check_cannot_be_due_in_the_past(officer: Actor) -> None:
    plan = planned(officer, first_day=date(2026, 8, 1), self_by=TODAY - timedelta(days=1), short_reason="急")
    with pytest.raises(Invalid) as refused:
        announce(actor=officer, inspection=plan)
    assert places_of(refused.value) == ["self_by"]


def test_a_plan_that_reaches_nobody_is_not_announced(officer: Actor) -> None:
    plan = planned(officer, selection=Selection(officer.organization_code, ("alliance",)))
    with pytest.raises(Invalid) as refused:
        announce(actor=officer, inspection=plan)
    assert places_of(refused.value) == ["under"]


def test_it_is_announced_once(officer: Actor) -> None:
    made = announced(officer)
    with pytest.raises(WrongState):
        announce(actor=officer, inspection=made)
    with pytest.raises(WrongState):
        drop(actor=officer, inspection=made)


def test_a_plan_can_be_thrown_away(officer: Actor) -> None:
    drop(actor=officer, inspection=planned(officer))
    assert Inspection.objects.count() == 0
    assert AuditEntry.objects.filter(verb="inspections.drop").count() == 1


def test_calling_off_needs_a_reason_and_ends_planned_visits(officer: Actor, world: World) -> None:
    made = announced(officer)
    visit = plan_visit(actor=officer, body=row_of(made, world.tea), day=LATER, visitors="学会党建办")
    with pytest.raises(Invalid):
        call_off(actor=officer, inspection=made, reason=" ")
    call_off(actor=officer, inspection=made, reason="与上级检查合并")
    visit.refresh_from_db()
    assert (fresh(made).state, visit.state) == (InspectionState.CALLED_OFF, VisitState.CALLED_OFF)
    assert Message.objects.filter(kind="inspection_off").count() == 3


def test_an_inspection_is_not_concluded_over_a_planned_visit(officer: Actor, world: World) -> None:
    made = announced(officer)
    plan_visit(actor=officer, body=row_of(made, world.tea), day=LATER, visitors="学会党建办")
    with pytest.raises(Invalid):
        conclude(actor=officer, inspection=made, result="已完成")
    Inspection.objects.get(pk=made.pk).visits.update(state=VisitState.CALLED_OFF)
    assert conclude(actor=officer, inspection=made, result="已完成").state == InspectionState.CLOSED


def test_who_sees_an_inspection(officer: Actor, tea: Actor, world: World) -> None:
    made = announced(officer, selection=Selection(officer.organization_code, ("society",), (), (3,)))
    draft = planned(officer)
    auditor, nursing = world.actor(world.auditor), world.actor(world.nursing_handler)
    city, garden = world.actor(world.city_officer), world.actor(world.city_handler)
    seen = {
        "officer": set(queries.visible_to(officer)), "tea": set(queries.visible_to(tea)),
        "nursing": set(queries.visible_to(nursing)), "reader": set(queries.visible_to(auditor)),
        "city": set(queries.visible_to(city)), "garden": set(queries.visible_to(garden)),
    }  # fmt: skip
    assert seen == {
        "officer": {made, draft}, "tea": {made}, "nursing": set(), "reader": {made}, "city": {made},
        "garden": {made},
    }  # fmt: skip
    assert [one.organization for one in queries.bodies_seen(tea, made)] == [world.tea]
    assert [one.organization for one in queries.bodies_seen(city, made)] == [world.city_society]


def test_the_body_above_the_inspecting_one_reads_too(officer: Actor, world: World) -> None:
    city = world.actor(world.city_officer)
    made = announced(city, selection=Selection(city.organization_code))
    assert list(queries.visible_to(officer)) == [made]
    assert queries.counts_of(officer, made).asked == 1
    assert list(queries.visible_to(world.actor(world.tea_handler))) == []


def test_who_only_stands_in_the_list_to_be_drawn_from_is_not_told(officer: Actor, tea: Actor) -> None:
    announced(officer, mode=Mode.VISITS, self_by=None, per_part=1)
    assert list(queries.visible_to(tea)) == []
    assert InspectedBody.objects.exclude(self_state="").count() == 0


def test_stages_say_what_is_open_in_each(officer: Actor, world: World) -> None:
    stages = tuple(StageWanted(name, LATER) for name in ("学", "抓", "改", "强"))
    made = announced(officer, stages=stages)
    write_finding(actor=officer, body=row_of(made, world.tea), wanted=wanted(stage=3))
    assert [(one.name, one.open_findings) for one in queries.stages_of(officer, made)] == [  # type: ignore[attr-defined]
        ("学", 0), ("抓", 0), ("改", 1), ("强", 0),
    ]  # fmt: skip
    nursing = world.actor(world.nursing_handler)
    assert [one.open_findings for one in queries.stages_of(nursing, made)] == [0, 0, 0, 0]  # type: ignore[attr-defined]


def test_dates_reach_reminders_and_calendar(officer: Actor, tea: Actor, world: World) -> None:
    made = announced(officer)
    assert queries.bodies_with_dates(LATER) >= {world.tea.pk}
    [due] = queries.dates_due([world.tea.pk], LATER)
    assert (due.on, due.issuer, due.title) == (LATER, world.association.pk, f"自查：{made.name}")
    with clock.frozen(at(LATER + timedelta(days=60))):
        assert queries.dates_due([world.tea.pk], LATER + timedelta(days=60)) == []
    own = queries.dates_between(tea, tea.path, True, TODAY, LATER)
    assert [one.title for one in own] == [due.title]
    assert queries.dates_between(tea, world.association.path, False, TODAY, LATER) == own


def test_a_plan_takes_the_checklist_as_it_is_announced(officer: Actor) -> None:
    copy = copy_checklist(actor=officer, checklist=checklist())
    plan = planned(officer, checklist=copy)
    words = ChecklistWanted("场所清单", "看场所")
    items = [ItemWanted("有场所", key="i1"), ItemWanted("有标识")]
    changed = change_checklist(actor=officer, checklist=copy, wanted=words, items=items)
    made = fresh(announce(actor=officer, inspection=plan))
    assert made.template_id == changed.template_id
    change_checklist(actor=officer, checklist=copy, wanted=words, items=[ItemWanted("另一项")])
    assert fresh(made).template_id == changed.template_id
    assert [(one.key, one.text) for one in queries.items_of(made.template_id)] == [
        ("i1", "有场所"), ("i8", "有标识"),
    ]  # fmt: skip


def test_the_common_checklists_are_there(officer: Actor) -> None:
    assert [one.code for one in queries.checklists_in_use(officer)] == [
        "finance", "charter", "network", "safety", "conduct", "venue",
    ]  # fmt: skip
