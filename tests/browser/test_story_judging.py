"""Story T7, its panel: the desk allots by a printed seed, a judge declares and scores by number alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def planted(server: str, office: Office, request: pytest.FixtureRequest) -> list[str]:
    """The codes of a call and of its two judges, planted beside the demo world."""
    plant = [sys.executable, "-m", "tests.browser.plant_panel", request.getfixturevalue("way")]
    done = subprocess.run(plant, cwd=ROOT, env=office.environment, check=True, capture_output=True, text=True)
    return done.stdout.split()


@pytest.mark.parametrize("way", WAYS)
def test_a_panel_judges_by_number(walker: AsWalker, planted: list[str], way: str) -> None:
    call, first, second = planted[:3]
    officer = walker("officer", way)
    allotted(officer, call)
    scored(walker(f"judge-{way}-1", way), first, "80")
    scored(walker(f"judge-{way}-2", way), second, "60")
    decided(officer, call)


def allotted(officer: Walk, call: str) -> None:
    officer.go(f"/calls/{call}/panels/")
    officer.press(officer.link("See the allotment"))
    officer.press(officer.button("Confirm the allotment"))
    officer.sees("Judges score on paper.")


def scored(judge: Walk, seat: str, points: str) -> None:
    """The first page names the work; before the first look the judge declares; what is typed is kept."""
    judge.go("/")
    judge.sees("You were asked to take part")
    judge.go(f"/judging/{seat}/")
    judge.press(judge.button("None is close to me"))
    sheets = judge.main.locator("a[href^='/judging/sheets/']")
    for place in range(sheets.count()):
        judge.press(sheets.nth(place))
        judge.sees("□□")
        for field in judge.main.locator("input[name^=p][inputmode=decimal]").all():
            judge.fill(field, points)
        expect(judge.page.locator("#version")).not_to_have_value("1")
        judge.press(judge.button("Scored"))


def decided(officer: Walk, call: str) -> None:
    officer.go(f"/calls/{call}/results/")
    officer.sees("70.00")
    officer.go(f"/calls/{call}/panels/")
    officer.press(officer.button("Close the round"))
    officer.press(officer.button("Prepare the decision"))
    officer.sees("Nothing is released yet.")
    officer.fill(officer.page.locator("#id_body"), "领导小组")
    officer.press(officer.button("Write down"))
    officer.sees("Written down; nothing is released yet.")
