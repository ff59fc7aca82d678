"""The association's view of a September in which something was done."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Office, Role
from quanjing.organizations.models import BranchDeclaration, Organization, Post
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import Look, look_at, snapshot_at
from tests.world import World, person


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


def declared(body: Organization, *, should: bool = True) -> None:
    BranchDeclaration.objects.create(
        organization=body, should_have=should, declared_on=date(2026, 9, 1), declared_by="周予安"
    )


def secretary(branch: Organization) -> Post:
    holder = person(f"secretary{branch.pk}", "沈观澜")
    return Post.objects.create(
        organization=branch, title="书记", role=Role.NONE, office=Office.SECRETARY, holder=holder,
        starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31),
    )  # fmt: skip


def look(actor: Actor, snapshot: Snapshot, code: str = "", **more: object) -> Look:
    return look_at(actor, snapshot_at(snapshot.code), code, **more)  # type: ignore[arg-type]
