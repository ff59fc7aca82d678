"""An open measurement: a society contests an item and adds one, the desk answers; results for everybody."""

from __future__ import annotations

import pytest

from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_a_list_is_checked_and_a_result_read(walker: AsWalker, way: str) -> None:
    handler, officer = walker("handler", way), walker("officer", way)
    handler.go("/influence/")
    handler.press(handler.main.locator("tbody a").first)
    title = f"山区茶园服务（{way}）"
    added(handler, title, way)
    taken_in(officer, title)
    result_read(handler)


def added(handler: Walk, title: str, way: str) -> None:
    """A wrong link is named and nothing typed is lost."""
    handler.press(handler.link("Add an item"))
    handler.fill(handler.page.locator("#id_title"), title)
    handler.fill(handler.page.locator("#id_outlet"), "江岚日报")
    handler.fill(handler.page.locator("#id_link"), "example.org")
    handler.press(handler.button("Add this item"))
    handler.sees("A link that anybody can open is needed: https://…")
    handler.fill(handler.page.locator("#id_link"), f"https://example.org/{way}")
    handler.page.locator("#id_on").fill(
        handler.page.evaluate("new Date(Date.now() - 6e9).toISOString().slice(0, 10)")
    )
    handler.press(handler.button("Add this item"))
    handler.sees("The third party looks at it and answers.")


def taken_in(officer: Walk, title: str) -> None:
    officer.go("/influence/")
    officer.press(officer.main.locator("tbody a").first)
    officer.press(officer.link("Waiting for an answer"))
    officer.press(officer.link(title))
    officer.press(officer.button("Take it in"))
    officer.sees("Done.")


def result_read(handler: Walk) -> None:
    """Last year's result with how firm its order is."""
    handler.go("/influence/")
    handler.press(handler.main.locator("tbody a").last)
    handler.press(handler.link("Results"))
    handler.sees("How firm the order is")
