"""Changing the post by keyboard, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

AsUser = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 390])
def test_the_hat_is_changed_by_keyboard(as_user: AsUser, width: int) -> None:
    page = as_user("officer", width, fresh=True)
    menu = page.locator(".qj-hats > summary")
    menu.focus()
    page.keyboard.press("Enter")
    other = page.locator("button.qj-hat")
    expect(other).to_be_visible()
    page.keyboard.press("Escape")
    expect(other).to_be_hidden()
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(other).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".qj-post small")).to_have_text("系统管理员")
    wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wider <= 0
