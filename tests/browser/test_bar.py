"""The bar by keyboard: headings that fold on a wide screen, one menu on a narrow one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

AsUser = Callable[..., Page]

pytestmark = pytest.mark.browser

# Between the brand's name and the first entry, and between the last one and the tools, in pixels.
ROOM = """() => {
  const edge = (query) => document.querySelector(query).getBoundingClientRect();
  const name = edge(".qj-brand b").right, first = edge(".qj-wide").left;
  return Math.min(first - name, edge(".qj-tools").left - edge(".qj-wide").right);
}"""


def test_a_heading_opens_closes_and_leads_on(as_user: AsUser) -> None:
    page = as_user("officer", 1280)
    heading = page.locator(".qj-wide summary", has_text="组织")
    terms = page.locator(".qj-wide a", has_text="任期日历")
    heading.focus()
    page.keyboard.press("Enter")
    expect(terms).to_be_visible()
    page.keyboard.press("Escape")
    expect(terms).to_be_hidden()
    expect(heading).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(terms).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/terms/")
    expect(page.locator(".qj-wide summary[aria-current]")).to_contain_text("组织")


def test_one_heading_is_open_at_a_time(as_user: AsUser) -> None:
    page = as_user("officer", 1280)
    for name in ("工作", "台账"):
        page.locator(".qj-wide summary", has_text=name).click()
    expect(page.locator(".qj-wide details[open]")).to_have_count(1)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_bar_is_one_line_at_1280_and_one_menu_at_390(as_user: AsUser, language: str) -> None:
    page = as_user("officer", 1280)
    button = page.locator(f"button[name=language][value={language}]")
    if button.count():
        button.click()
    page.wait_for_load_state()
    for width in (1600, 1440, 1280, 1248):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.querySelector('.qj-bar').offsetHeight") < 70, width
        assert page.evaluate(ROOM) >= 0, width
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".qj-wide")).to_be_hidden()
    page.locator(".qj-narrow summary").click()
    places = page.locator(".qj-narrow a")
    assert places.count() == page.locator(".qj-wide a").count()
    places.last.scroll_into_view_if_needed()
    expect(places.last).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_a_slash_leads_to_the_box_for_searching(as_user: AsUser) -> None:
    page = as_user("officer", 1280)
    page.keyboard.press("/")
    field = page.locator(".qj-find-wide input")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("h1").click()
    page.keyboard.press("/")
    narrow = page.locator(".qj-find-narrow input")
    expect(narrow).to_be_focused()
    expect(narrow).to_be_in_viewport(ratio=1)
    narrow.fill("科普")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
