"""The way from the top to a body, by its path alone."""

from __future__ import annotations

from quanjing.foundation.paths import STEP, chain_of
from quanjing.organizations.models import Organization
from tests.world import World


def test_the_chain_of_a_body_is_those_above_it_and_itself(world: World) -> None:
    assert Organization.steplen == STEP
    body = world.city_society
    assert chain_of(body.path) == [*body.get_ancestors().values_list("path", flat=True), body.path]
    assert chain_of("") == []
