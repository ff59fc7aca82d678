"""T13: a slot is offered, booked, confirmed; a firm asks for help; a question is answered."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", WAYS)
def test_a_slot_is_offered_booked_and_confirmed(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    name = f"访谈录制（{way}）"
    offered(officer, name)
    booked(handler, name)
    officer.go("/services/bookings/demand/")
    officer.choose(officer.page.locator("#filter-offer"), officer_offer(officer, name))
    officer.press(officer.button("Show"))
    officer.tick(officer.page.locator("input[name=booking]").first)
    officer.press(officer.button("Confirm the ticked ones"))
    officer.sees("confirmed by the host")
    handler.go("/services/bookings/")
    handler.press(handler.link(f"{name}选题"))
    handler.press(handler.button("Take the consent back"))
    handler.sees("The consent of the person filmed was taken back.")
    for place in ("/services/", "/services/talks/", "/services/roster/", "/services/requests/counts/"):
        officer.go(place)


def offered(officer: Walk, name: str) -> None:
    officer.go("/services/offers/new/")
    officer.choose(officer.page.locator("#id_kind"), "interview")
    officer.fill(officer.page.locator("#id_name"), name)
    officer.press(officer.button("Save"))
    officer.open(officer.page.locator("summary").filter(has_text=officer.say("Open one slot")))
    form = officer.page.locator("details[open] form")
    officer.fill(form.locator("[name=starts_at]"), f"{later(20)}T09:00")
    officer.fill(form.locator("[name=ends_at]"), f"{later(20)}T11:00")
    officer.press(form.locator("button[value=slot]"))
    officer.sees("Slots to come")


def officer_offer(officer: Walk, name: str) -> str:
    """The code of the offer in the list to choose from."""
    return officer.page.locator("#filter-offer option", has_text=name).get_attribute("value") or ""


def booked(handler: Walk, name: str) -> None:
    """Without consent it is refused, and nothing that was typed is lost."""
    handler.go(f"/services/?text={name}")
    handler.press(handler.link(name))
    handler.press(handler.main.locator("a[href^='/services/slots/']").first)
    handler.fill(handler.page.locator("#id_topic"), f"{name}选题")
    handler.fill(handler.page.locator("#id_filmed"), "理事长")
    handler.press(handler.main.locator("button[value=book]"))
    handler.sees("Nobody is filmed without having agreed.")
    handler.tick(handler.page.locator("#id_agrees"))
    handler.press(handler.main.locator("button[value=book]"))
    handler.sees("Booked; the host confirms it.")


@pytest.mark.parametrize("way", WAYS)
def test_a_firm_is_helped_and_rates_the_service(walker: AsWalker, way: str) -> None:
    officer, firm = walker("officer", way), walker("handler", way)
    title = f"车间除尘改造（{way}）"
    code = asked(firm, title)
    officer.go("/services/requests/?show=desk")
    officer.press(officer.link(title))
    officer.press(officer.main.locator("button[value^='ask:']").first)
    officer.sees("asked, no answer yet")
    officer.open(
        officer.page.locator("summary").filter(has_text=officer.say("Write down the answer or the visit"))
    )
    officer.fill(officer.page.locator("#id_result"), "已提出两项建议")
    officer.press(officer.main.locator("button[value=result]"))
    officer.sees("已提出两项建议")
    firm.go("/service-desk/look-up/")
    firm.fill(firm.page.locator("#lookup"), code)
    firm.press(firm.button("Find it"))
    firm.choose(firm.page.locator("#id_rating"), "solved")
    firm.press(firm.button("Say so"))
    firm.sees("solved")


def asked(firm: Walk, title: str) -> str:
    firm.go("/service-desk/")
    firm.press(firm.main.locator("a[href$='/request/']").first)
    firm.choose(firm.page.locator("#id_field"), "agriculture")
    for name, value in (
        ("title", title), ("need", "粉尘偏大"), ("from_name", "园区企业"), ("phone", "010-55550199"),
    ):  # fmt: skip
        firm.fill(firm.page.locator(f"#id_{name}"), value)
    firm.tick(firm.page.locator("#id_agrees"))
    firm.press(firm.button("Send"))
    return firm.page.locator("[data-lookup]").inner_text()


@pytest.mark.parametrize("way", WAYS)
def test_a_question_is_asked_and_a_complaint_is_shown_the_channel(walker: AsWalker, way: str) -> None:
    cache.clear()  # the same address asked in the other ways of this story
    officer, anybody = walker("officer", way), walker("handler", way)
    text = f"学术年会怎样投稿？（{way}）"
    anybody.go("/service-desk/")
    anybody.press(anybody.main.locator("a[href$='/questions/']").first)
    topic = anybody.page.locator("#id_topic")
    anybody.choose(topic, topic.locator("option").nth(2).get_attribute("value") or "")
    anybody.fill(anybody.page.locator("#id_text"), "举报王建国主任收受回扣")
    anybody.press(anybody.main.locator("button[value=ask]"))
    anybody.sees("010-55550110")
    anybody.fill(anybody.page.locator("#id_text"), text)
    anybody.press(anybody.main.locator("button[value=ask]"))
    anybody.sees("Your code, shown this once")
    officer.go("/services/questions/")
    officer.press(officer.link(text))
    officer.fill(officer.page.locator("#id_answer"), "按通知在网站投稿。")
    officer.press(officer.main.locator("button[value=draft]"))
    officer.sees("Waits for a second look")
    officer.go("/services/desk/")
    anybody.go("/official-channel/")
