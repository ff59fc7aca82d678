"""The main pages of each role keep the rules of WCAG 2.2 AA that a program can check, at three widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.accessible import AXE, LANGUAGES, bar_of, faults_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is a development package of npm: run npm ci"),
]

BESIDE_THE_BAR = {
    "officer": [
        "/", "/directives/", "/tasks/", "/portal/", "/portal/public/", "/portal/coverage/",
        "/portal/answers/", "/portal/manuscripts/", "/registers/", "/panorama/", "/worklog/",
        "/search/?q=茶叶", "/messages/",
    ],
    "handler": ["/", "/reports/", "/registers/", "/worklog/", "/messages/"],
    "auditor": ["/", "/audit/", "/panorama/", "/organizations/"],
    "head": ["/", "/reports/", "/messages/"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("username", BESIDE_THE_BAR)
def test_the_main_pages_of_each_role_are_accessible(
    as_user: Callable[..., Page], username: str, language: str
) -> None:
    page = as_user(username, language=language)
    assert faults_of(page, list(dict.fromkeys([*bar_of(page), *BESIDE_THE_BAR[username]]))) == {}
