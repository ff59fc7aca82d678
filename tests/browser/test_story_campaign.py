"""Before the congress: a campaign without a date, then with one, then with another."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notices import campaign, hand_in, later, publish
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_a_campaign_gets_its_date_later(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    event = named(officer, f"第{way}次代表大会")
    code = hand_in(officer, campaign(way))
    hung(officer, event)
    publish(officer, code, "society:provincial")
    awaited(handler, code)
    planned(handler, code)
    moved(officer, event, later(60))
    nil_with_a_reason(handler, code)
    moved(officer, event, later(67))
    seen(officer, code)


def named(officer: Walk, name: str) -> str:
    """An event without a day; returns its address."""
    officer.go("/events/")
    officer.fill(officer.page.locator("#id_name"), name)
    officer.press(officer.button("Save"))
    officer.sees("not yet known")
    return officer.page.url


def hung(officer: Walk, event: str) -> None:
    """The second task waits for the event, the first is counted from each unit's receipt."""
    page = officer.page
    place = page.url
    for phrase, since, count in (("收到通知后", "confirmation", "5"), ("大会召开前", "event", "3")):
        page.goto(place)
        card = page.locator(".qj-task", has=page.locator("a[href$='/anchor/']")).filter(has_text=phrase)
        officer.press(card.locator("a[href$='/anchor/']").first)
        officer.choose(page.locator("#id_since"), since)
        if since == "event":
            officer.choose(page.locator("#id_event"), event.rstrip("/").rsplit("/", 1)[-1])
            officer.choose(page.locator("#id_side"), "before")
        officer.fill(page.locator("#id_count"), count)
        officer.press(officer.button("Save"))
        expect(page.locator("#doc")).to_be_visible()


def awaited(handler: Walk, code: str) -> None:
    """A unit sees what its date waits for, and confirms the receipt from which the other one counts."""
    handler.go(f"/reports/{code}/")
    handler.sees("before: %(event)s, date not yet known")
    handler.go(f"/directives/{code}/")
    handler.press(handler.button("Confirm receipt"))
    handler.sees("Receipt confirmed %(moment)s by %(name)s")


def planned(handler: Walk, code: str) -> None:
    """The items become headings of the branch's own plan; owner and date make one of them work."""
    handler.go(f"/directives/{code}/plan/")
    handler.press(handler.button("Start with the items of the notice"))
    line = handler.main.locator(".qj-rows li").first
    handler.fill(handler.field("Owner: a post or division", line), "秘书处党支部")
    handler.fill(handler.field("Date", line), later(30))
    handler.press(handler.button("Save"))
    expect(handler.field("Owner: a post or division", line)).to_have_value("秘书处党支部")


def moved(officer: Walk, event: str, day: str) -> None:
    """Looked at first: one date, so many units; then all at once."""
    officer.go(event)
    officer.fill(officer.page.locator("#id_day"), day)
    officer.press(officer.button("Look at what moves"))
    expect(officer.page.locator("#moves")).to_have_text(re.compile("12"))
    officer.press(officer.button("Set the day and tell the units"))


def nil_with_a_reason(handler: Walk, code: str) -> None:
    """The date is known now. The branch did nothing, and says so: that is an answer."""
    handler.go(f"/reports/{code}/")
    expect(handler.page.locator("body")).not_to_contain_text(
        handler.say("before: %(event)s, date not yet known")
    )
    nothing = handler.page.locator("summary", has_text=str(handler.say("Nothing to report for this item")))
    part = handler.page.locator(".qj-part").filter(has=nothing).first
    handler.open(part.locator(nothing))
    handler.fill(handler.field("Reason, in a few words", part), "支部近期未开展活动")
    handler.press(handler.button("Confirm: nothing to report", part))
    handler.sees("支部近期未开展活动")


def seen(officer: Walk, code: str) -> None:
    """The desk sees the nil report and its reason; the new date stands everywhere."""
    officer.go(f"/directives/{code}/")
    bar = officer.page.locator("[id^=coverage], .cov-key").filter(has_text=str(officer.say("nil report")))
    expect(bar.first).to_be_visible()
    officer.go(f"/directives/{code}/assignments/?state=nil")
    officer.sees("江岚省茶叶学会")
