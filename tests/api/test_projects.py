"""A project through the API: listed, read, reported, settled; what is wrong is named at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from quanjing.calls.models import BudgetLine, Project
from quanjing.organizations.models import Post
from tests.api.conftest import Caller
from tests.calls.stage_decided import topic
from tests.world import World


@pytest.fixture
def project(world: World, at_nine: datetime) -> Project:
    made = topic(world.actor(world.tea_handler), goals=[{"name": "走访", "number": "6", "unit": "家"}])
    BudgetLine.objects.create(project=made, position=1, name="资料费", planned=2000)
    return made


def test_a_lead_reports_and_settles(
    world: World, project: Project, caller_of: Callable[[Post], Caller]
) -> None:
    tea = caller_of(world.tea_handler)
    [line] = tea.get("/projects", kind="topic").json()["items"]
    assert (line["number"], line["own_topic"]) == ("301-2026-001", True)
    whole = tea.get(f"/projects/{project.code}").json()
    step = whole["reports"][0]["code"]
    reached = [{"name": "走访", "number": "3", "unit": "家"}]
    place = f"/projects/{project.code}"
    said = tea.post(f"{place}/reports/{step}", {"text": "已走访三家。", "reached": reached}).json()
    assert (said["reports"][0]["state"], said["reports"][0]["reached"]) == ("reported", reached)
    assert tea.post(f"{place}/reports/{step}", {"text": "再报。"}).status_code == 409
    wrong = tea.post(f"{place}/settlement", {"lines": [{"position": 1, "amount": "900.00"}]})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "reason1")
    spent = [{"position": 1, "amount": "900.00", "reason": "改用电子版"}]
    settled = tea.post(f"{place}/settlement", {"lines": spent, "version": whole["version"]}).json()
    assert settled["budget"][0]["settled"] == "900.00"
    assert tea.post(f"{place}/settlement", {"lines": spent, "version": 1}).status_code == 409


def test_more_projects_cost_no_more_queries(
    world: World,
    project: Project,
    caller_of: Callable[[Post], Caller],
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    desk = caller_of(world.officer)
    for _turn in range(3):
        topic(world.actor(world.tea_handler))
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        assert len(desk.get("/projects").json()["items"]) == 4
