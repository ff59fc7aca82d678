"""The pages of judges keep the rules of WCAG 2.2 AA: a guest and a handler, open, scored, closed, shown."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.accessible import AXE, faults_of
from tests.browser.conftest import Office

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is a development package of npm: run npm ci"),
]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def seats(server: str, office: Office) -> dict[str, list[str]]:
    """The pages of each judge by username, planted beside the demo world."""
    plant = [sys.executable, "-m", "tests.browser.plant_seats"]
    done = subprocess.run(plant, cwd=ROOT, env=office.environment, check=True, capture_output=True, text=True)
    found = defaultdict(list)
    for username, path in map(str.split, done.stdout.splitlines()):
        found[username].append(path)
    return found


@pytest.mark.parametrize("language", ["zh-hans", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("username", ["judge-seats", "handler"])
def test_the_pages_of_a_judge_are_accessible(
    as_user: Callable[..., Page], seats: dict[str, list[str]], username: str, language: str
) -> None:
    page = as_user(username, language=language)
    assert len(seats[username]) == 20
    assert faults_of(page, seats[username]) == {}
