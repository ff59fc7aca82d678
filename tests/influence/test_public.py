"""What anybody reads of a published measurement, and computes again; nothing of it before."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.influence.actions import add_item, check, join, publish
from quanjing.influence.models import Measurement
from quanjing.influence.queries import export_of
from tests.influence.conftest import added, item
from tests.world import World


def page_of(measurement: Measurement) -> str:
    return f"/open-measurements/{measurement.code}/"


@pytest.fixture
def public(world: World, opened: Measurement, third: Actor, officer: Actor) -> Measurement:
    """Published with one in front; tea has three items, nursing two on one day and one link twice."""
    for number in range(1, 4):
        added(third, opened, world.tea, number)
    added(third, opened, world.nursing, 5)
    service = item(6, dimension="d2", on=date(2026, 3, 5), outlet="岚州晚报")
    add_item(actor=third, measurement=opened, facts=service, body=world.nursing)
    check(actor=officer, measurement=opened)
    with clock.frozen(datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)):
        publish(actor=officer, measurement=opened)
    Measurement.objects.filter(pk=opened.pk).update(front=1)
    return Measurement.objects.get(pk=opened.pk)


def test_nothing_is_public_before_it_is_published(opened: Measurement) -> None:
    assert Client().get(page_of(opened)).status_code == 404
    assert Client().get(f"{page_of(opened)}data.json").status_code == 404


def test_the_page_says_formula_caps_front_and_how_firm_it_is(world: World, public: Measurement) -> None:
    shown = Client().get(page_of(public)).content.decode()
    for words in (
        "ln(1 + n)", "同一平台每月最多计 2 条。", "同一平台累计最多计 10 条。", "建言被采纳",
        "以采纳文件为准",
        "位次稳定性", "增加十分之一", "另有1家学会参加", f"{page_of(public)}data.json",
    ):  # fmt: skip
        assert words in shown
    places = [shown.find(name) for name in (world.nursing.name, world.tea.name)]
    assert sorted(place >= 0 for place in places) == [False, True]  # the front alone is named


def test_a_cap_that_is_none_is_not_spoken_of(public: Measurement) -> None:
    Measurement.objects.update(per_outlet=0)
    shown = Client().get(page_of(public)).content.decode()
    assert ("累计最多计" in shown, "每月最多计" in shown) == (False, True)


def test_the_data_is_computed_again_and_names_the_front_alone(
    world: World, public: Measurement, tmp_path: Path
) -> None:
    text = Client().get(f"{page_of(public)}data.json").content.decode()
    data = json.loads(text)
    [front] = data["bodies"]
    hidden = ({world.tea.code, world.nursing.code} - {front}).pop()
    links = [one["link"] for one in export_of(public)["items"] if one["body"] == hidden]
    assert links
    assert [said for said in (hidden, *links) if said in text] == []
    assert [one["total"] for one in data["results"]] == [one["total"] for one in export_of(public)["results"]]
    file = tmp_path / "data.json"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "quanjing.influence.measuring", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "2 totals agree to the last place\n"), done.stderr


def test_its_cost_does_not_follow_who_took_part(world: World, public: Measurement) -> None:
    counts = []
    for post in (None, world.mathematics_handler):
        if post is not None:
            Measurement.objects.update(state="collecting")
            with clock.frozen(datetime(2026, 9, 3, 9, tzinfo=clock.CHINA)):
                join(actor=world.actor(post), measurement=Measurement.objects.get())
            Measurement.objects.update(state="published")
        for path in (page_of(public), f"{page_of(public)}data.json"):
            with CaptureQueriesContext(connection) as seen:
                assert Client().get(path).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
