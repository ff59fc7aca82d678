"""T15: the secretary completes the work log; the office opens the panorama and the list behind a number."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notices import later
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_from_the_log_to_the_panorama_and_back_to_the_record(walker: AsWalker, way: str) -> None:
    handler, officer = walker("handler", way), walker("officer", way)
    matter = f"走访会员单位（{way}）"
    added(handler, matter)
    numbers(handler)
    counted(officer)
    kept_and_compared(officer, way)
    for place in ("/panorama/?wall=1", "/panorama/definitions/", "/worklog/statistics/?span=year"):
        officer.go(place)
    handler.go("/panorama/")


def added(handler: Walk, matter: str) -> None:
    handler.go("/worklog/")
    handler.press(handler.link("Add what is missing"))
    handler.fill(handler.page.locator("#id_matter"), matter)
    handler.fill(handler.page.locator("#id_day"), later(-1))
    handler.press(handler.button("Save"))
    handler.sees(matter)


def numbers(handler: Walk) -> None:
    """A number of the statistics leads to its list."""
    handler.press(handler.link("Statistics"))
    handler.press(handler.main.locator("td a.rate").last)
    expect(handler.page.locator(".qj-rows > .act").first).to_be_visible()


def counted(officer: Walk) -> None:
    """The count is anew, pictures are drawn, and a number opens its list with the same count on it."""
    officer.go("/panorama/")
    officer.press(officer.button("Count anew"))
    expect(officer.page.locator("[data-picture] svg").first).to_be_visible()
    code = re.search(r"S-\d{8}-\d{4}(-\d+)?", officer.main.inner_text())
    assert code is not None
    officer.press(officer.main.locator("a.rate[href*='coverage.work']").first)
    officer.sees(code[0])
    officer.press(officer.link("Open"))


def kept_and_compared(officer: Walk, way: str) -> None:
    officer.go("/panorama/snapshots/")
    officer.fill(officer.page.locator("#note"), f"例会（{way}）" if way != "en" else "meeting")
    officer.press(officer.button("Take a snapshot now"))
    officer.press(officer.link("Compare with now"))
    officer.sees("Two counts beside each other")
