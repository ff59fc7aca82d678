"""The database and `foundation.colours` give the same colour, and a body's page lists what was counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import BodyFilter, assignments_of_body
from quanjing.tasks.queries.coloured import REST, coloured
from quanjing.tasks.rules.colours import colour_of
from tests.stage import Stage, build_stage
from tests.world import World

HOURS = (-25, -1, 0, 1, 14, 15, 16, 48, 62, 63, 64, 71, 72, 96, 167, 182, 183, 184, 192, 200, 1000)


@pytest.fixture
def stage(world: World, at_nine: datetime) -> Stage:
    return build_stage(world)


@pytest.mark.parametrize("hours", HOURS)
def test_a_deadline_has_one_colour(stage: Stage, hours: int) -> None:
    due = clock.now() + timedelta(hours=hours)
    stage.directive.assignments.filter(state="due").update(due_at=due)
    one = Assignment.objects.select_related("task").filter(directive=stage.directive, state="due")[0]
    found = coloured(clock.now()).values_list("colour", flat=True).get(pk=one.pk)
    assert found == (colour_of(one, clock.now()) or REST)


def test_the_page_of_a_body_lists_what_is_of_a_colour(
    stage: Stage, world: World, client_of: Callable[[Post], Client]
) -> None:
    officer, nursing = world.actor(world.officer), world.actor(world.nursing_handler)
    stage.directive.assignments.filter(state="due").update(due_at=clock.now() - timedelta(hours=1))
    overdue = assignments_of_body(officer, world.nursing, BodyFilter("overdue"))
    assert overdue.count() == 4
    assert assignments_of_body(officer, world.tea, BodyFilter("waiting")).count() == len(stage.sent)
    assert not assignments_of_body(nursing, world.tea, BodyFilter("waiting")).exists()
    late = BodyFilter("", clock.today() + timedelta(days=1), clock.today() + timedelta(days=2))
    assert not assignments_of_body(officer, world.nursing, late).exists()
    page = client_of(world.officer).get(f"/tasks/of/{world.nursing.code}/?colour=overdue&first=x")
    assert page.content.decode().count("关于") >= 4
