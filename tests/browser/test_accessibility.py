"""No page breaks a rule of WCAG 2.2 AA that a program can check, in either language, at three widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.accessible import AXE, faults_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is a development package of npm: run npm ci"),
]

PUBLIC = {
    "zh-hans": [
        "/p/", "/p/service/", "/p/stories/", "/p/fewer-forms/one-report/", "/p/stories/twenty-years/",
        "/p/theory/", "/p/lists/answers/", "/p/lists/societies/", "/p/lists/asks/", "/p/lists/deeds/",
        "/p/lists/coverage/", "/p/find/?q=教材", "/accounts/login/", "/about/privacy/", "/help/",
    ],
    "en": ["/p/en/", "/p/en/fewer-forms/one-report/", "/p/en/lists/asks/", "/p/en/find/?q=report"],
}  # fmt: skip
OF_ROLES = {
    "officer": [
        "/", "/directives/", "/tasks/", "/portal/", "/portal/public/", "/portal/coverage/",
        "/portal/answers/", "/registers/", "/panorama/", "/worklog/", "/search/?q=茶叶", "/messages/",
    ],
    "handler": ["/", "/reports/", "/registers/", "/worklog/", "/messages/"],
    "auditor": ["/", "/audit/", "/panorama/", "/organizations/"],
}  # fmt: skip


@pytest.fixture
def reader(browser: Browser, server: str) -> Iterator[Page]:
    """Somebody without an account."""
    window = browser.new_context(base_url=server, locale="zh-CN")
    yield window.new_page()
    window.close()


@pytest.mark.parametrize("language", PUBLIC)
def test_public_pages_are_accessible(reader: Page, language: str) -> None:
    assert faults_of(reader, PUBLIC[language]) == {}


def test_the_form_for_reporting_a_page_is_accessible(reader: Page) -> None:
    reader.goto("/p/fewer-forms/one-report/")
    place = reader.locator("a[href^='/p/report/']").get_attribute("href")
    assert place is not None
    assert faults_of(reader, [place]) == {}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("username", OF_ROLES)
def test_the_main_pages_of_each_role_are_accessible(
    as_user: Callable[..., Page], username: str, language: str
) -> None:
    assert faults_of(as_user(username, language=language), OF_ROLES[username]) == {}
