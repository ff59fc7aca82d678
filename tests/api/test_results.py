"""Public notices and results by the API: what anybody may read, without a token, and nothing else."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from quanjing.calls.enums import CallKind
from quanjing.calls.models import Consent
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from tests.api.conftest import ROOT
from tests.calls.conftest import opened
from tests.calls.stage_decided import (
    FIRST_DAY,
    LAST_DAY,
    Decided,
    at,
    consent,
    decided,
    noticed,
    published,
)
from tests.world import World


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


def asked(path: str, **query: object) -> Any:
    return Client().get(f"{ROOT}/public{path}", query)


def nominated(world: World, officer: Actor) -> Decided:
    """A displayed nomination of two, of whom one has agreed to be named."""
    found = decided(world, nominates=True, makes_projects=False)
    consent(found.tea)
    noticed(officer, found)
    return found


def test_a_running_notice_is_read_by_anybody(world: World, officer: Actor) -> None:
    noticed(officer, decided(world))
    with clock.frozen(at(FIRST_DAY)):
        [line] = asked("/notices").json()["items"]
        whole = asked(f"/notices/{line['code']}").json()
    assert line["title"] == "拟入选名单公示"
    assert (line["first_day"], line["last_day"]) == ("2026-09-04", "2026-09-10")
    assert (whole["text"], whole["channel"]) == ("依据通知公示如下。", "010-55550100")
    [group] = whole["groups"]
    assert [one["unit"] for one in group["entries"]] == ["江岚省茶叶学会", "江岚省护理学会"]
    assert set(group["entries"][0]) == {"subject", "unit", "grade", "project"}  # no score, no place


def test_before_its_first_day_and_after_its_last_a_notice_is_not_there(world: World, officer: Actor) -> None:
    notice = noticed(officer, decided(world))
    for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        with clock.frozen(at(day)):
            assert asked("/notices").json() == {"items": [], "next": None}
            assert asked(f"/notices/{notice.code}").status_code == 404


def test_results_are_there_once_they_came_out(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    paths = [f"/results/{found.call.code}", f"/results/{found.call.code}/table.xlsx"]
    with clock.frozen(at(FIRST_DAY)):
        assert asked("/results").json()["items"] == []
        assert [asked(path).status_code for path in paths] == [404, 404]
    published(officer, found)
    [line] = asked("/results").json()["items"]
    whole = asked(paths[0]).json()
    assert (line["code"], line["day"]) == (found.call.code, "2026-09-11")
    assert whole["groups"][0]["entries"][0] == {
        "subject": found.tea.title, "unit": "江岚省茶叶学会", "grade": "重点", "project": "",
    }  # fmt: skip
    sheet = load_workbook(io.BytesIO(b"".join(asked(paths[1]).streaming_content))).active  # type: ignore[arg-type]
    cells = {str(cell.value) for row in sheet.rows for cell in row}  # type: ignore[union-attr]
    assert {found.tea.title, "江岚省茶叶学会", "重点"} <= cells
    assert found.mathematics.title not in cells


def test_a_nominee_is_named_while_the_consent_holds(world: World, officer: Actor) -> None:
    found = nominated(world, officer)
    with clock.frozen(at(FIRST_DAY)):
        [line] = asked("/notices").json()["items"]
        [group] = asked(f"/notices/{line['code']}").json()["groups"]
        assert [one["subject"] for one in group["entries"]] == ["叶知秋"]
        assert group["unnamed"] == 1
        Consent.objects.update(withdrawn_at=clock.now())
        [group] = asked(f"/notices/{line['code']}").json()["groups"]
    assert (group["entries"], group["unnamed"]) == ([], 2)
    assert found.call.organization == world.association


def test_more_cost_no_more_queries_and_pages_follow(world: World, officer: Actor) -> None:
    counts = []
    for number in (1, 2, 3):
        found = decided(world)
        noticed(officer, found)
        published(officer, found)
        with CaptureQueriesContext(connection) as seen:
            assert len(asked("/results").json()["items"]) == number
        counts.append(len(seen))
    assert counts[1] == counts[2] <= 2
    first = asked("/results", limit=2).json()
    rest = asked("/results", limit=2, cursor=first["next"]).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)


def test_a_call_says_that_it_takes_closed_projects(world: World, officer: Actor, caller_of: Any) -> None:
    made = opened(officer, kind=CallKind.AWARD)
    tea = caller_of(world.tea_handler)
    assert tea.get(f"/calls/{made.code}").json()["from_projects"] is True
    wrong = tea.post(f"/calls/{made.code}/applications", {"title": "评优", "project": "none"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "project")
