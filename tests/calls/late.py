"""A project of the tea society that owes a report."""

from __future__ import annotations

from datetime import date

from quanjing.calls.models import Milestone, Project
from quanjing.foundation import clock
from tests.calls.stage import application, call
from tests.world import World


def late_project(world: World) -> Milestone:
    won = application(call(world, year=2025), world.tea, state="selected")
    project = Project.objects.create(
        application=won, organization=world.tea, issuer=world.association, made_at=clock.now(),
        number="2025-001", title="旧项目",
        starts_on=date(2025, 9, 1), ends_on=date(2026, 8, 1),
    )  # fmt: skip
    return Milestone.objects.create(
        project=project, position=1, name="结题", due_on=date(2026, 8, 1), is_closing=True
    )
