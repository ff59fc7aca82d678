"""Invented notices for the stories, each with its own number, and what every story begins with."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from quanjing.cli.demo import texts
from quanjing.foundation import clock
from tests.browser.walk import Walk

NUMBERS = {"zh": 61, "en": 71, "keyboard": 81}  # the first free number of each way of walking

today = clock.today


def later(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()


def campaign(way: str) -> str:
    return texts.congress(NUMBERS[way], today())


def plan(way: str) -> str:
    due, summary = today() + timedelta(days=40), today() + timedelta(days=60)
    return texts.plan(NUMBERS[way] + 1, today(), due, summary)


def essays(way: str) -> str:
    return texts.essays(NUMBERS[way] + 2, today(), today() + timedelta(days=7))


def census(way: str) -> str:
    return texts.census(NUMBERS[way] + 3, today(), today() + timedelta(days=20))


def suggestions(way: str, more: int = 4) -> str:
    return texts.suggestions(NUMBERS[way] + more, today(), today() + timedelta(days=20))


def hand_in(officer: Walk, text: str) -> str:
    """Paste a notice and have it read; returns its code."""
    officer.go("/directives/new/")
    officer.fill(officer.page.locator("#id_text"), text)
    officer.press(officer.button("Read it into tasks"))
    expect(officer.page.locator("#doc")).to_be_visible()
    return officer.page.url.rstrip("/").rsplit("/", 1)[-1]


def settle(walk: Walk) -> None:
    """Confirm, one after the other, what was read without being sure."""
    place = walk.page.url
    while (forms := walk.page.locator("form[hx-post$='/confirm/'] button")).count():
        with walk.page.expect_response("**/confirm/"):
            walk.open(forms.first)
        walk.page.goto(place)


def publish(officer: Walk, code: str, *ticked: str) -> None:
    """Through the preview: whom it reaches, how much work it is; a reason only where one is asked."""
    officer.go(f"/directives/{code}/publish/")
    boxes = officer.main.locator("fieldset input[type=checkbox]")
    for value in [one.get_attribute("value") for one in boxes.all()]:
        box = officer.main.locator(f"fieldset input[type=checkbox][value='{value}']")
        if box.count() and box.is_checked() != (value in ticked):
            with officer.page.expect_response(f"**/directives/{code}/publish/**"):
                officer.tick(box)
    officer.look()
    if officer.page.locator("#override").count():
        officer.fill(officer.page.locator("#override"), "按年度计划部署")
    officer.press(officer.button("Publish"))
    expect(officer.page.locator(".qj-grid")).to_be_visible()
