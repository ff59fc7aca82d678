"""A volume is asked for, made in the background, shown with its progress, and taken."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walk import AsWalker

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en"])
def test_a_volume_is_made_in_the_background_and_taken(walker: AsWalker, way: str) -> None:
    officer = walker("officer", way)
    officer.go("/directives/")
    links = officer.main.locator("a[href^='/directives/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    codes = [found.group(1) for link in links if (found := re.match(r"^/directives/(\w{8})/$", link))]
    code = next(
        code for code in codes if officer.page.request.get(f"/directives/{code}/collation/").status == 200
    )
    place = f"/directives/{code}/collation/"
    officer.go(place)
    naming = officer.page.locator("#pattern-by_unit")
    naming.fill("{organization}-{date}")
    expect(officer.page.locator("#example-by_unit")).to_contain_text("-20260903")
    officer.press(officer.page.locator("form:has(input[value=by_unit]) button"))
    paper = officer.page.locator("#papers li").first
    download = paper.locator("a[href$='/file/']")
    expect(download).to_be_visible(timeout=120_000)  # no click between: the list renews itself
    with officer.page.expect_download() as taken:
        download.click()
    assert taken.value.suggested_filename.endswith(".zip")
    for part in ("table/", "checks/", "layouts/"):
        officer.go(f"{place}{part}")
