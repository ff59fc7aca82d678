"""The load before publishing: figures that everyone can recompute."""

from __future__ import annotations

from pytest_django import DjangoAssertNumQueries

from quanjing.directives.models import Directive
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, selected
from quanjing.tasks.queries import audience_facets, load_of
from tests.world import World


def test_fields_known_are_not_counted_as_work(
    world: World, directive: Directive, provincial: Selection
) -> None:
    societies = selected(world.actor(world.officer), provincial)
    load = load_of(societies, list(directive.tasks.filter(assign=True)))
    assert (load.organizations, load.tasks, load.fields, load.fields_known, load.fields_asked) == (
        3,
        2,
        7,
        3,
        4,
    )
    # reading 5, two long texts 20, two short texts 2, the optional file nothing: 27, shown as 30
    assert (load.minutes, load.sheets_this_month) == (30, 1)


def test_the_load_takes_as_many_queries_for_one_as_for_all(
    world: World, directive: Directive, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tasks = list(directive.tasks.filter(assign=True))
    for organizations in (Organization.objects.filter(pk=world.tea.pk), Organization.objects.all()):
        with django_assert_num_queries(7):
            load_of(organizations, tasks)


def test_tasks_without_a_field_cost_the_reading_alone(world: World) -> None:
    load = load_of(Organization.objects.all(), [])
    assert (load.fields, load.minutes, load.sheets_this_month) == (0, 5, 0)


def test_each_group_and_class_says_how_many_it_has(world: World) -> None:
    facets = audience_facets(world.actor(world.officer), world.association.code)
    counts = {name: {facet.value: facet.count for facet in found} for name, found in facets.items()}
    assert counts == {
        "groups": {
            "association:city": 1, "society:provincial": 3, "society:city": 1, "branch:provincial": 1,
        },
        "classes": {"1": 1, "3": 2, "4": 1},
    }  # fmt: skip
