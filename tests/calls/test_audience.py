"""Whom a call reaches, asked from the call and from the body: the same."""

from __future__ import annotations

import pytest

from quanjing.calls.models import Call
from quanjing.calls.queries import calls_visible_to, reached_by
from quanjing.calls.queries.calls import open_for, reaches
from quanjing.foundation import clock
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from tests.calls import stage
from tests.conftest import NOW
from tests.world import World

AUDIENCES = [
    {},
    {"kinds": [Kind.SOCIETY]},
    {"kinds": [Kind.ASSOCIATION, Kind.SOCIETY], "levels": [Level.PROVINCIAL]},
    {"levels": [Level.CITY]},
    {"classes": [1]},
    {"classes": [2, 5]},
    {"kinds": [Kind.SOCIETY], "levels": [Level.PROVINCIAL], "classes": [1, 3]},
]


def drawn_up(world: World, audience: dict[str, list[object]], under: Organization) -> Call:
    made = stage.call(world, under=under, **{"kinds": [], **audience})
    return Call.objects.select_related("under").get(pk=made.pk)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("top", ["association", "city"])
def test_a_body_sees_the_calls_that_reach_it_and_no_other(
    world: World, audience: dict[str, list[object]], top: str
) -> None:
    made = drawn_up(world, audience, getattr(world, top))
    meant = set(reached_by(made))
    for post in (world.tea_handler, world.nursing_handler, world.mathematics_handler, world.city_handler):
        body = post.organization
        assert calls_visible_to(world.actor(post)).filter(pk=made.pk).exists() is (body in meant)
        with clock.frozen(NOW):
            assert open_for(world.actor(post)).filter(pk=made.pk).exists() is (body in meant)
        assert reaches(made, body) is (body in meant)
