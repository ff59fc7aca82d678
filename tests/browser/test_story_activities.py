"""Before the congress: a branch records a lecture with what was studied, and its report text fills itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser

STUDIED = "迎接大会重要文献选读"


@pytest.mark.parametrize("way", WAYS)
def test_a_lecture_is_recorded_once_and_stands_in_the_report(walker: AsWalker, way: str) -> None:
    handler, officer = walker("handler", way), walker("officer", way)
    name = f"迎接大会专题党课（{way}）"
    recorded(handler, name)
    planned_at_the_same_time(handler, way)
    handler.go("/activities/summary/")
    handler.sees(name)
    expect(handler.page.locator("#summary-text")).to_have_value(_having(name))
    for place in ("/activities/", "/activities/calendar/", "/activities/due/", "/activities/kinds/"):
        officer.go(place)
    officer.go(f"/activities/?text={name}")
    officer.press(officer.link(name))
    officer.sees(STUDIED)


def recorded(handler: Walk, name: str) -> None:
    """A lecture of yesterday: entered and written up at once, with a number instead of names."""
    handler.go("/activities/")
    handler.press(handler.link("Enter an activity"))
    handler.press(handler.main.locator("a[href='?kind=lecture']"))
    handler.fill(handler.page.locator("#id_name"), name)
    handler.fill(handler.page.locator("#id_day"), later(-1))
    handler.fill(handler.page.locator("#id_present"), "23")
    handler.fill(handler.page.locator("#id_studied"), STUDIED)
    handler.press(handler.button("Save and write up"))
    handler.sees("written up")


def planned_at_the_same_time(handler: Walk, way: str) -> None:
    """Two theme days at one time are both kept; each page names the other."""
    for turn in ("甲", "乙"):
        handler.go(f"/activities/new/?kind=themeday&day={later(20)}")
        handler.fill(handler.page.locator("#id_name"), f"主题党日{turn}（{way}）")
        handler.press(handler.button("Save"))
    handler.sees("At the same time:")
    handler.sees(f"主题党日甲（{way}）")


def _having(words: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(words)}.*{STUDIED}", re.DOTALL)
