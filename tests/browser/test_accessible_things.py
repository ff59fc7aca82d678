"""Pages of an administrator, and those below one thing, keep the rules of WCAG 2.2 AA, at three widths."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from tests.browser.accessible import AXE, LANGUAGES, bar_of, faults_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is a development package of npm: run npm ci"),
]

# the way to one thing: a list, then the link to follow on each page; and the pages below that thing
AWARD = "main a:has-text('优秀服务项目评选')"
TRIAL = "main a:has-text('试点考核')"
ONE_OF = {
    "officer": [
        (["/assessment/", "main li a[href^='/assessment/schemes/']"],
         ["", "bodies/", "reviewers/", "appeals/"]),
        (["/assessment/", TRIAL], ["", "bodies/", "reviewers/"]),
        (["/assessment/", TRIAL, "main a[href$='?state=sent']", "main li a"], [""]),
        (["/inspections/", "main li a[href^='/inspections/']"], ["", "findings/table/"]),
        (["/inspections/", "main a:has-text('学、抓、改、强')", "main a[href$='/findings/table/']",
          "main a[href^='/inspections/findings/tables/']"], [""]),
        (["/inspections/visits/", "main li a[href^='/inspections/visits/']"], [""]),
        (["/calls/", AWARD], ["", "check/"]),
        (["/calls/", AWARD, "main a[href$='/check/']", "main tbody a"], [""]),
        (["/projects/?state=closed", "main tbody a"], [""]),
        (["/calls/?state=done", "main a:has-text('征文')"], [""]),
        (["/portal/manuscripts/", "main a[href^='/portal/manuscripts/']"], [""]),
        (["/portal/manuscripts/", "main a[href^='/portal/stories/']"], [""]),
    ],
    "handler": [
        (["/assessment/", "main li a[href^='/assessment/bodies/']"], [""]),
        (["/assessment/", TRIAL], [""]),
        (["/calls/", AWARD], ["", "apply/"]),
        (["/calls/", AWARD, "main a[href^='/calls/applications/']"], ["", "edit/"]),
    ],
    "reviewer": [
        (["/"], ["", "assessment/reviews/"]),
        (["/assessment/reviews/", "main li a"], ["", "lines/outreach/"]),
        (["/assessment/reviews/", "main li:nth-child(2) a"], [""]),
    ],
    "third": [
        (["/"], ["", "influence/", "messages/"]),
        (["/", "main li a"], ["", "items/", "items/add/", "upload/"]),
        (["/", "main li a", "main a[href$='/upload/']", "main a[href^='/influence/tables/']"], [""]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_main_pages_of_an_administrator_are_accessible(
    as_user: Callable[..., Page], language: str
) -> None:
    page = as_user("officer", language=language, fresh=True)
    page.locator(".qj-hats > summary").click()
    with page.expect_navigation():
        page.locator("button.qj-hat").click()
    assert faults_of(page, ["/", *bar_of(page)]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("username", ONE_OF)
def test_the_pages_of_one_thing_are_accessible(
    as_user: Callable[..., Page], username: str, language: str
) -> None:
    page = as_user(username, language=language)
    places = [f"{follow(page, way)}{each}" for way, below in ONE_OF[username] for each in below]
    assert faults_of(page, places) == {}


def follow(page: Page, way: list[str]) -> str:
    """The address at the end of a way."""
    place = way[0]
    for link in way[1:]:
        page.goto(place)
        found = page.locator(link).first.get_attribute("href")
        assert found is not None, (place, link)
        place = urljoin(place, found)
    return place
