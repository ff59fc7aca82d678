"""Public pages keep the rules of WCAG 2.2 AA that a program can check, in each language, at three widths."""

from __future__ import annotations

from collections.abc import Iterator

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
        "/p/lists/coverage/", "/p/lists/notices/", "/p/lists/measurements/", "/p/report/",
        "/p/find/?q=教材", "/accounts/login/", "/about/privacy/", "/help/",
    ],
    "en": ["/p/en/", "/p/en/fewer-forms/one-report/", "/p/en/lists/asks/", "/p/en/find/?q=report"],
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
    place = reader.locator("a[rel='nofollow'][href^='/p/report/']").get_attribute("href")
    assert place is not None
    assert faults_of(reader, [place]) == {}


def test_a_published_measurement_is_accessible(reader: Page) -> None:
    reader.goto("/p/lists/measurements/")
    place = reader.locator(".pt-lines a").first.get_attribute("href")
    assert place is not None
    assert faults_of(reader, [f"/open-measurements/{place.rstrip('/').rsplit('/', 1)[-1]}/"]) == {}
