"""The tree: order of siblings, places that stay, subtrees as index ranges."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations import actions, queries
from quanjing.organizations.actions import NewBody
from quanjing.organizations.actions.places import USUAL_GAP, written
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.organizations.models import Organization
from tests.world import World


def names_below(body: Organization) -> list[str]:
    below = Organization.objects.filter(in_subtree(body.path), depth=body.depth + 1).order_by("path")
    return list(below.values_list("name", flat=True))


def society(number: str, name: str, of_class: SocietyClass = SocietyClass.SCIENCE) -> NewBody:
    return NewBody(name=name, number=number, society_class=of_class, level=Level.PROVINCIAL)


def test_siblings_stand_by_class_number_and_name(world: World, administrator: Actor) -> None:
    rows = [society("10", "乙"), society("9", "甲"), society("9", "丙", SocietyClass.MEDICINE)]
    actions.add_many(actor=administrator, under=world.tea, rows=rows)
    assert names_below(world.tea) == ["甲", "乙", "丙", "江岚省茶叶学会秘书处党支部"]


def test_new_bodies_move_no_path_where_there_is_room(world: World, administrator: Actor) -> None:
    actions.add_many(actor=administrator, under=world.nursing, rows=[society("1", "甲"), society("9", "乙")])
    before = dict(Organization.objects.order_by().values_list("pk", "path"))
    actions.add_organization(
        actor=administrator, under=world.nursing, name="丙", kind=Kind.SOCIETY, number="5", society_class=1
    )
    after = dict(Organization.objects.order_by().values_list("pk", "path"))
    assert names_below(world.nursing) == ["甲", "丙", "乙"]
    assert {pk: path for pk, path in after.items() if pk in before} == before


def test_a_full_gap_spreads_the_siblings_with_all_below_them(world: World, administrator: Actor) -> None:
    rows = [society("001", "江岚省天文学会"), society("302", "江岚省林学会", SocietyClass.AGRICULTURE)]
    actions.add_many(actor=administrator, under=world.association, rows=rows)
    assert names_below(world.association) == [
        "江岚省天文学会",
        "江岚省数学学会",
        "江岚省茶叶学会",
        "江岚省林学会",
        "江岚省护理学会",
        "岚州市科学技术协会",
    ]
    world.tea.refresh_from_db()
    world.city.refresh_from_db()
    assert names_below(world.tea) == ["江岚省茶叶学会秘书处党支部"]
    assert names_below(world.city) == ["岚州市园艺学会"]
    assert Organization.find_problems() == ([], [], [], [], [])


def test_a_body_whose_class_changes_moves_with_all_below_it(world: World, administrator: Actor) -> None:
    actions.change_organization(
        actor=administrator, organization=world.tea, changes={"society_class": SocietyClass.INTERDISCIPLINARY}
    )
    assert names_below(world.association)[1:3] == ["江岚省护理学会", "江岚省茶叶学会"]
    world.tea.refresh_from_db()
    assert names_below(world.tea) == ["江岚省茶叶学会秘书处党支部"]
    assert Organization.find_problems() == ([], [], [], [], [])


def test_many_bodies_take_as_many_queries_as_few(
    world: World, administrator: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def rows(first: int, count: int) -> list[NewBody]:
        numbers = range(first, first + count)
        return [NewBody(f"学会{n}", number=str(n), society_class=2, contact=f"联系人{n}") for n in numbers]

    actions.add_many(actor=administrator, under=world.nursing, rows=rows(1, 1))  # the audit chain exists
    for first, count in ((1000, 1), (2000, 40)):
        with django_assert_num_queries(21):  # savepoints counted
            actions.add_many(actor=administrator, under=world.nursing, rows=rows(first, count))


def test_the_last_gap_takes_usual_steps() -> None:
    assert (written(1), written(USUAL_GAP), written(36**4 - 1)) == ("0001", "0100", "ZZZZ")


def test_problems_name_row_and_field_and_nothing_is_entered(world: World, administrator: Actor) -> None:
    rows = [society("1", "甲"), NewBody("江岚省茶叶学会"), NewBody("甲"), NewBody("乙", credit_code="12345")]
    before = Organization.objects.count()
    with pytest.raises(Invalid) as refused:
        actions.add_many(actor=administrator, under=world.association, rows=rows)
    assert [problem.where for problem in refused.value.problems] == ["2.name", "3.name", "4.credit_code"]
    assert Organization.objects.count() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("kind", "club"),
        ("level", "galactic"),
        ("society_class", 7),
        ("email", "no address"),
        ("day_end", "25:00"),
        ("credit_code", "91350100M000100Y4Z"),
    ],
)
def test_a_wrong_field_is_named(world: World, administrator: Actor, field: str, value: object) -> None:
    values: dict[str, object] = {"name": "江岚省林学会", "kind": Kind.SOCIETY} | {field: value}
    with pytest.raises(Invalid) as refused:
        actions.add_organization(actor=administrator, under=world.association, **values)
    assert {problem.where for problem in refused.value.problems} == {field}


def test_a_new_name_keeps_the_old_one_and_a_typo_of_today_does_not(
    world: World, administrator: Actor, at_nine: object
) -> None:
    for name in ("江岚省茶学会", "江岚省茶业学会"):
        actions.change_organization(actor=administrator, organization=world.tea, changes={"name": name})
    history = world.tea.names.order_by("used_from").values_list("name", "used_to__day")
    assert list(history) == [("江岚省茶叶学会", 2), ("江岚省茶业学会", None)]


def test_the_slower_of_two_sees_both_versions(world: World, administrator: Actor) -> None:
    change = {"phone": "010-55550111"}
    actions.change_organization(actor=administrator, organization=world.tea, changes=change, version=1)
    with pytest.raises(Conflict) as refused:
        actions.change_organization(
            actor=administrator, organization=world.tea, changes={"phone": "010-55550222"}, version=1
        )
    assert refused.value.theirs == change
    assert refused.value.yours == {"phone": "010-55550222"}


def test_an_administrator_reaches_his_own_subtree_only(world: World, city_administrator: Actor) -> None:
    with pytest.raises(Denied):
        actions.add_organization(actor=city_administrator, under=world.association, name="甲", kind="society")
    with pytest.raises(Denied):
        actions.change_organization(
            actor=city_administrator, organization=world.tea, changes={"phone": "5555"}
        )
    body = actions.add_organization(actor=city_administrator, under=world.city, name="甲", kind="society")
    assert list(queries.ancestors(city_administrator, body)) == [world.city]


def test_a_handler_corrects_the_contacts_of_his_own_body_only(world: World) -> None:
    handler = world.actor(world.tea_handler)
    actions.change_organization(actor=handler, organization=world.tea, changes={"phone": "010-55550111"})
    assert Organization.objects.get(pk=world.tea.pk).phone == "010-55550111"
    for body, change in ((world.tea, {"name": "甲"}), (world.nursing, {"phone": "010-55550111"})):
        with pytest.raises(Denied):
            actions.change_organization(actor=handler, organization=body, changes=change)


def plan_of(rows: QuerySet[Organization]) -> str:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", params)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_a_subtree_is_found_by_an_index_range(world: World) -> None:
    rows = Organization.objects.filter(in_subtree(world.city.path)).order_by()
    plan = plan_of(rows)
    if connection.vendor == "postgresql":
        assert re.search(r"Index (Only )?(Scan|Cond).*path", plan), plan
    else:
        assert re.search(
            r"SEARCH organizations_organization USING INDEX \S+ \(path>\? AND path<\?\)", plan
        ), plan


def test_a_subtree_holds_its_head_and_all_below_and_no_neighbour(world: World) -> None:
    rows = Organization.objects.filter(in_subtree(world.city.path))
    assert list(rows) == [world.city, world.city_society]


def test_search_narrows_by_kind_level_class_text_and_subtree(world: World, administrator: Actor) -> None:
    def found(**search: str) -> list[str]:
        rows = queries.found(administrator, queries.Search(**search))  # type: ignore[arg-type]
        return [body.name for body in rows]

    assert found(kind="branch") == ["江岚省茶叶学会秘书处党支部"]
    assert found(level="city", kind="society") == ["岚州市园艺学会"]
    assert found(society_class="4") == ["江岚省护理学会"]
    assert found(text="茶叶", kind="society") == ["江岚省茶叶学会"]
    assert found(under=world.city.code) == ["岚州市园艺学会"]


def test_a_selection_holds_existing_bodies_below_its_head(world: World, administrator: Actor) -> None:
    def names(**narrowed: tuple[object, ...]) -> list[str]:
        selection = queries.Selection(world.association.code, **narrowed)  # type: ignore[arg-type]
        return [body.name for body in queries.selected(administrator, selection)]

    assert names(kinds=("society",), levels=("provincial",)) == [
        "江岚省数学学会",
        "江岚省茶叶学会",
        "江岚省护理学会",
    ]
    assert names(groups=("society:city", "association:city")) == ["岚州市科学技术协会", "岚州市园艺学会"]
    assert names(groups=("society:provincial",), classes=(3,)) == ["江岚省茶叶学会"]
    assert names(kinds=("society",), classes=(3,)) == ["江岚省茶叶学会", "岚州市园艺学会"]
    Organization.objects.filter(pk=world.tea.pk).update(valid_to="2020-01-01")
    assert names(classes=(3,)) == ["岚州市园艺学会"]
    with pytest.raises(Missing):
        queries.selected(world.actor(world.city_officer), queries.Selection(world.tea.code))


def test_two_bodies_never_share_a_credit_code(world: World, administrator: Actor) -> None:
    code = "914403001922038216"
    change = {"credit_code": code}
    actions.change_organization(actor=administrator, organization=world.tea, changes=change)
    with pytest.raises(Invalid) as refused:
        actions.change_organization(actor=administrator, organization=world.nursing, changes=change)
    assert [problem.where for problem in refused.value.problems] == ["credit_code"]
    with pytest.raises(Invalid):
        actions.add_organization(
            actor=administrator,
            under=world.tea,
            name="甲",
            kind=Kind.BRANCH,
            valid_from=date(2026, 9, 2),
            valid_to=date(2026, 9, 1),
        )
