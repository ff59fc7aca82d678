"""Events, the calendar and counted duties by keyboard, in a narrow window."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


def fits(page: Page) -> bool:
    """Nothing stands outside the window."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return wide


def test_an_event_gets_its_day_and_a_duty_its_counter(as_user: Callable[..., Page]) -> None:
    page = as_user("officer", width=390)
    page.goto("/events/")
    page.fill("#id_name", "省代表大会")
    page.keyboard.press("Enter")
    page.fill("#id_day", "2027-10-20")
    page.keyboard.press("Enter")
    page.wait_for_selector("#moves")
    assert fits(page)
    page.focus("form[method=post] .btn-primary[data-once]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=2027年10月20日")
    page.goto("/duties/new/")
    for name, value in (("name", "书记讲党课"), ("first_on", "2026-01-01"), ("last_on", "2030-12-31")):
        page.fill(f"#id_{name}", value)
    page.keyboard.press("Enter")
    page.wait_for_selector("#reach")
    assert fits(page)
    page.focus("form[method=post] .btn-primary[data-once]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#lines")
    assert fits(page)
    page.goto("/calendar/")
    assert fits(page)
