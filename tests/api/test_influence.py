"""Open measurements and grades by the API: what the pages show to the same reader, no more."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.assessment.models import Scheme
from quanjing.foundation.ids import new_code
from quanjing.influence.enums import ItemState, State
from quanjing.influence.models import Measurement, PublicItem
from quanjing.organizations.models import Post
from quanjing.portal.actions import release_grades, take_back_grades
from tests.api.conftest import ROOT, Caller, Stage, measured
from tests.portal.conftest import Portal
from tests.portal.conftest import portal as portal
from tests.portal.test_listed import graded as graded

CallerOf = Callable[[Post], Caller]


@pytest.fixture
def published(stage: Stage) -> Measurement:
    return measured(stage)


def test_a_measurement_is_read_with_formula_points_and_sensitivity(
    stage: Stage, published: Measurement, caller_of: CallerOf
) -> None:
    whole = caller_of(stage.world.tea_handler).get(f"/measurements/{published.code}").json()
    assert [(one["key"], one["weight"], one["full"]) for one in whole["dimensions"]] == [
        ("d1", 40, 4), ("d2", 30, 10), ("d3", 30, 10),
    ]  # fmt: skip
    assert (whole["per_outlet_month"], whole["per_outlet"], whole["state"]) == (2, 10, "published")
    first, second = whole["results"]
    assert (first["organization"]["name"], first["place"]) == (stage.world.tea.name, 1)
    assert (first["numbers"]["d1"], first["beyond_caps"], second["numbers"]["d1"]) == (2, 1, 1)
    assert first["points"]["d1"] == first["total"] == "27.3042"  # 40 × ln 3 ÷ ln 5
    assert (len(whole["sensitivity"]), whole["sensitivity"][0]["weights"]["d1"]) == (6, "44.0")


def test_results_are_not_read_before_they_are_published(
    stage: Stage, published: Measurement, caller_of: CallerOf
) -> None:
    Measurement.objects.update(state=State.CHECKING)
    tea = caller_of(stage.world.tea_handler)
    whole = tea.get(f"/measurements/{published.code}").json()
    assert (whole["results"], whole["sensitivity"]) == (None, None)
    assert tea.get(f"/measurements/{published.code}/data").status_code == 404
    own = {
        one["organization"]["name"]
        for one in tea.get(f"/measurements/{published.code}/items").json()["items"]
    }
    assert own == {stage.world.tea.name}
    desk = caller_of(stage.world.officer).get(f"/measurements/{published.code}").json()
    assert len(desk["results"]) == 2


def test_items_are_narrowed_and_paged_at_the_same_cost(
    stage: Stage, published: Measurement, caller_of: CallerOf
) -> None:
    tea, path = caller_of(stage.world.tea_handler), f"/measurements/{published.code}/items"
    of_tea = tea.get(f"{path}?organization={stage.world.tea.code}&dimension=d1").json()["items"]
    assert [one["link"] for one in of_tea] == [f"https://example.org/{number}" for number in (1, 2, 3)]
    assert tea.get(f"{path}?dimension=d2").json()["items"] == []
    PublicItem.objects.filter(code=of_tea[0]["code"]).update(state=ItemState.REMOVED, note="重复")
    assert len(tea.get(path).json()["items"]) == 3
    counts = []
    for number in (7, 8, 9):
        row = PublicItem.objects.filter(organization=stage.world.tea).order_by("-pk")[0]
        row.pk, row.code, row.link_key = None, new_code(), f"example.org/{number}"
        row.save(force_insert=True)
        with CaptureQueriesContext(connection) as seen:
            tea.get(path)
        counts.append(len(seen))
    assert len(set(counts)) == 1


def test_the_data_is_computed_again(
    stage: Stage, published: Measurement, caller_of: CallerOf, tmp_path: Path
) -> None:
    data: Any = caller_of(stage.world.tea_handler).get(f"/measurements/{published.code}/data").json()
    file = tmp_path / "data.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    command = [sys.executable, "-m", "quanjing.influence.measuring", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "2 totals agree to the last place\n"), done.stderr


def test_grades_that_were_set_free_are_read_by_anybody_without_marks(portal: Portal, graded: Scheme) -> None:
    assert Client().get(f"{ROOT}/portal/grades").json()["items"] == []
    made = release_grades(actor=portal.actor, scheme=graded, grades=["good", "pass"])
    [line] = Client().get(f"{ROOT}/portal/grades").json()["items"]
    assert (line["code"], line["organization"]) == (made.code, portal.world.association.name)
    answer = Client().get(f"{ROOT}/portal/grades/{made.code}")
    assert answer.json()["grades"] == [
        {"grade": "优秀", "bodies": [portal.world.tea.name]},
        {"grade": "合格", "bodies": [portal.world.nursing.name]},
    ]
    for hidden in (portal.world.mathematics.name, '"93', "71.0", "不合格"):
        assert hidden not in answer.content.decode().replace(made.code, "")  # which may hold any figures
    take_back_grades(actor=portal.actor, made=made)
    assert Client().get(f"{ROOT}/portal/grades/{made.code}").status_code == 404
