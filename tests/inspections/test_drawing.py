"""The draw: the seed first, then the bodies, once, with a record that anybody can check."""

from __future__ import annotations

import pytest

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.inspections.actions import add_body, draw_bodies, fix_seed
from quanjing.inspections.enums import Mode, Strata
from quanjing.inspections.matching import draw
from quanjing.inspections.models import Inspection
from quanjing.organizations.queries import Selection
from tests.inspections.conftest import announced, fresh, planned, row_of
from tests.world import World


def drawn_from(officer: Actor, **more: object) -> Inspection:
    return announced(officer, mode=Mode.VISITS, self_by=None, per_part=1, **more)


def test_the_seed_is_fixed_before_anything_is_drawn(officer: Actor) -> None:
    made = drawn_from(officer)
    with pytest.raises(WrongState):
        draw_bodies(actor=officer, inspection=made)
    fix_seed(actor=officer, inspection=made, seed="20260903", source="会议现场摇号")
    with pytest.raises(WrongState):
        fix_seed(actor=officer, inspection=made, seed="1", source="重来")
    assert fresh(made).seed == "20260903"


def test_a_seed_says_where_it_comes_from(officer: Actor) -> None:
    made = drawn_from(officer)
    with pytest.raises(Invalid) as refused:
        fix_seed(actor=officer, inspection=made, seed=" ", source="")
    assert [one.where for one in refused.value.problems] == ["seed", "source"]
    with pytest.raises(WrongState):
        fix_seed(actor=officer, inspection=planned(officer, per_part=1), seed="1", source="摇号")


def test_the_record_is_enough_to_draw_again(officer: Actor, world: World) -> None:
    made = drawn_from(officer, strata=Strata.CLASS)
    fix_seed(actor=officer, inspection=made, seed="20260903", source="会议现场摇号")
    record = draw_bodies(actor=officer, inspection=made)
    assert record.population == {
        world.mathematics.code: "class 1", world.tea.code: "class 3", world.nursing.code: "class 4",
    }  # fmt: skip
    assert draw(record.seed, record.population, record.size) == record.chosen
    assert set(record.chosen) == set(record.population)
    assert made.bodies.filter(is_visited=True).count() == 3
    with pytest.raises(WrongState):
        draw_bodies(actor=officer, inspection=made)


def test_one_of_all_is_drawn_without_parts(officer: Actor) -> None:
    made = drawn_from(officer)
    fix_seed(actor=officer, inspection=made, seed="1", source="摇号")
    record = draw_bodies(actor=officer, inspection=made)
    chosen = list(made.bodies.filter(is_visited=True).values_list("organization__code", flat=True))
    assert record.chosen == chosen
    assert len(chosen) == 1


def test_a_body_added_by_hand_is_marked_with_the_reason(officer: Actor, world: World) -> None:
    made = drawn_from(officer)
    with pytest.raises(Invalid):
        add_body(actor=officer, inspection=made, code=world.tea.code, reason="")
    add_body(actor=officer, inspection=made, code=world.tea.code, reason="有群众反映")
    row = row_of(made, world.tea)
    assert (row.is_visited, row.added_reason) == (True, "有群众反映")
    with pytest.raises(Invalid):
        add_body(actor=officer, inspection=made, code=world.tea.code, reason="再次")
    add_body(actor=officer, inspection=made, code=world.branch.code, reason="一并查看")
    fix_seed(actor=officer, inspection=made, seed="1", source="摇号")
    assert world.tea.code not in draw_bodies(actor=officer, inspection=made).population


def test_only_the_inspecting_desk_draws(officer: Actor, tea: Actor, world: World) -> None:
    made = drawn_from(officer)
    with pytest.raises(Denied):
        fix_seed(actor=tea, inspection=made, seed="1", source="摇号")
    with pytest.raises(Denied):
        add_body(actor=world.actor(world.city_officer), inspection=made, code="x", reason="y")


def test_a_body_of_elsewhere_cannot_be_added(world: World, at_nine: object) -> None:
    city = world.actor(world.city_officer)
    made = announced(city, selection=Selection(city.organization_code), mode=Mode.VISITS, self_by=None)
    with pytest.raises(Missing):
        add_body(actor=city, inspection=made, code=world.tea.code, reason="顺路")
