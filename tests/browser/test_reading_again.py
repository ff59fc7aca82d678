"""A passage marked with the mouse is read again, put in place and taken back; without scripts as well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.stage import SAMPLE

AsUser = Callable[..., Page]

pytestmark = pytest.mark.browser

UNSURE = """关于征集学习体会的通知
各省级学会：
请于9月15日前将学习体会报送综合处。
江岚省科学技术协会
2026年9月3日
"""  # the year of the date is inferred


def handed_in(page: Page, number: str) -> None:
    page.goto("/directives/new/")
    page.fill("main textarea", SAMPLE.read_text(encoding="utf-8").replace("18号", f"{number}号"))
    page.locator("main .btn-primary").click()
    expect(page.locator("#doc")).to_be_visible()


def test_marked_words_become_the_title(as_user: AsUser) -> None:
    officer = as_user("officer")
    handed_in(officer, "81")
    before = officer.locator(".qj-h1").inner_text()
    officer.locator("#doc .docno .src").dblclick()
    expect(officer.locator("#reread form").first).to_be_visible()
    start = officer.locator("#reread [name=start]").input_value()
    end = officer.locator("#reread [name=end]").input_value()
    marked = officer.locator("#reread [name=words]").input_value()
    assert int(end) - int(start) == len(marked) > 0
    officer.locator("#reread form button").first.click()
    officer.locator("#reread form[method=post] button").click()
    expect(officer.locator(".qj-h1")).to_have_text(marked)
    officer.locator("#corrections form button").click()
    expect(officer.locator(".qj-h1")).to_have_text(before)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_reading_do_not_scroll_sideways(as_user: AsUser, width: int) -> None:
    officer = as_user("officer", width)
    handed_in(officer, f"{width}")
    place = officer.url
    pages = (place, f"{place}reread/", f"{place}reread/?what=title&words=学会", f"{place}original/")
    for url in (*pages, "/directives/", "/directives/new/"):
        officer.goto(url)
        over = officer.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, url


def test_a_picture_waits_for_the_worker(as_user: AsUser, tmp_path: Path) -> None:
    """No worker runs beside this server: the page says that the notice waits, and goes on asking."""
    page = as_user("officer", 390)
    page.goto("/directives/new/")
    Image.new("RGB", (400, 300), "white").save(tmp_path / "page.png")
    page.set_input_files("main input[type=file]", tmp_path / "page.png")
    page.locator("main .btn-primary").click()
    waiting = page.locator("[role=status] .step-item.active")
    expect(waiting).to_have_text("等候")
    with page.expect_response("**/status/") as answer:
        pass
    assert answer.value.ok
    expect(waiting).to_have_text("等候")
    page.goto("/directives/")
    expect(page.get_by_role("link", name="page.png").first).to_be_visible()


def test_what_is_unsure_leads_to_its_place(as_user: AsUser) -> None:
    officer = as_user("officer")
    officer.goto("/directives/new/")
    officer.fill("main textarea", UNSURE)
    officer.locator("main .btn-primary").click()
    link = officer.locator("#unsure a[href^='#at-']").first
    place = (link.get_attribute("href") or "").removeprefix("#at-")
    link.click()
    expect(officer.locator(f"#doc .src.on[data-k~={place}]").first).to_be_in_viewport()


def test_a_passage_is_read_again_without_scripts(as_user: AsUser, browser: Browser, server: str) -> None:
    with_scripts = as_user("officer")
    handed_in(with_scripts, "83")
    window = browser.new_context(
        base_url=server, java_script_enabled=False, storage_state=with_scripts.context.storage_state()
    )
    page = window.new_page()
    page.goto(with_scripts.url)
    page.locator("#reread summary").click()
    words = page.locator("#doc .docno").inner_text().strip()
    page.fill("#reread [name=words]", words)
    page.locator("#reread form button").first.click()
    page.locator("#reread form[method=post] button").click()
    expect(page.locator(".qj-h1")).to_have_text(words)
