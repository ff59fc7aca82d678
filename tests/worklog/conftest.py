"""A society and its association in September, with something that left entries elsewhere."""

from __future__ import annotations

from datetime import datetime

import pytest

from quanjing.foundation.actor import Actor
from tests.world import World


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)
