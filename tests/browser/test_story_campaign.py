"""Before the congress: a campaign without a date, then with one, then with another."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.notices import campaign, hand_in, later, publish
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser

ITEMS = ("党章", "代表大会报告")
SENTENCES = "建立每月共学安排。把党课讲到茶园里。年底前交流一次体会。"


@pytest.mark.parametrize("way", WAYS)
def test_a_campaign_gets_its_date_later(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    event = named(officer, f"第{way}次代表大会")
    code = hand_in(officer, campaign(way))
    hung(officer, event)
    publish(officer, code, "society:provincial")
    awaited(handler, code)
    planned(handler, code)
    study = campaigned(officer, event, f"迎大会主题学习（{way}）")
    studied(handler, study, f"迎大会主题党日（{way}）")
    moved(officer, event, later(60))
    nil_with_a_reason(handler, code)
    reported(handler, code, f"迎大会主题党日（{way}）")
    moved(officer, event, later(67))
    handler.go(study)
    handler.sees("until %(day)s")
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


def campaigned(officer: Walk, event: str, name: str) -> str:
    """Two things to study, a week before the same event; returns the address of the campaign."""
    page = officer.page
    officer.go("/study/campaigns/new/")
    officer.fill(page.locator("#id_name"), name)
    officer.choose(page.locator("#id_event"), event.rstrip("/").rsplit("/", 1)[-1])
    officer.fill(page.locator("#id_days_before"), "7")
    officer.press(officer.button("Save"))
    form = page.locator("form").filter(has=page.locator("button[value=item]"))
    for title in ITEMS:
        if not form.is_visible():
            officer.open(page.locator("summary").filter(has_text=officer.say("Add something to study")))
        officer.fill(form.locator("[name=title]"), title)
        officer.press(form.locator("button[value=item]"))
    officer.press(officer.button("Announce it"))
    return page.url


def studied(handler: Walk, study: str, name: str) -> None:
    """Taken into the plan, studied on a theme day that is linked to the item of the notice."""
    page = handler.page
    handler.go(study)
    handler.sees("before “%(event)s”, day not known yet")
    handler.press(handler.button("Take all items over"))
    handler.go(study)
    handler.press(handler.link("Record a theme day for it"))
    handler.fill(page.locator("#id_name"), name)
    handler.fill(page.locator("#id_day"), later(-1))
    handler.fill(page.locator("#id_present"), "12")
    handler.fill(page.locator("#id_studied"), "\n".join(ITEMS))
    handler.press(handler.button("Save and write up"))
    handler.open(page.locator("summary").filter(has_text=handler.say("Link an item of a notice")))
    item = page.locator("#item-task option").filter(has_text="活动情况总结").first
    handler.choose(page.locator("#item-task"), item.get_attribute("value") or "")
    handler.press(handler.button("Link it"))
    handler.go("/study/")
    line = handler.main.locator(".qj-rows li").filter(has=page.locator(f"a[href='{place_of(study)}']")).first
    handler.press(line.locator("a[href*='line=']"))
    held = page.locator("#id_activity option").filter(has_text=name)
    handler.choose(page.locator("#id_activity"), held.get_attribute("value") or "")
    handler.press(handler.button("We have studied it"))
    handler.sees("studied in")


def place_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def reported(handler: Walk, code: str, name: str) -> None:
    """One tick fills the draft with dates, counts and topics; three sentences are added, and it goes."""
    handler.go(f"/reports/{code}/")
    offer = handler.page.locator("[data-take]")
    part = handler.page.locator(".qj-part").filter(has=offer)
    text = part.locator("textarea")
    handler.tick(offer)
    expect(text).to_have_value(re.compile(f"{re.escape(name)}.*{ITEMS[0]}", re.DOTALL))
    handler.fill(text, f"{text.input_value()}\n{SENTENCES}")
    handler.open(handler.page.locator("#send button"))
    expect(part.locator(".st.s-submitted").first).to_be_visible()
    handler.look()


def moved(officer: Walk, event: str, day: str) -> None:
    """Looked at first: the date of each item, so many units; then all at once."""
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
