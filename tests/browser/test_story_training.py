"""T5: a class is opened, a post is nominated, confirmed, the date moves; an examination."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser

PAST, EXAMINATION = "学会党务工作者培训班（第一期）", "党务工作者技能考核（第一期）"  # of the demo world


@pytest.mark.parametrize("way", WAYS)
def test_a_class_is_opened_filled_and_moved(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    title = f"骨干培训班（{way}）"
    opened(officer, title)
    nominated(handler, title)
    officer.go("/study/classes/")
    officer.press(officer.link(title))
    officer.press(officer.link("Nominations and presence"))
    officer.press(officer.button("Confirm"))
    officer.sees("place confirmed")
    moved(officer, title)
    handler.go("/study/classes/")
    handler.press(handler.link(title))
    handler.sees("场地维修")
    for place in ("/study/", "/study/campaigns/", "/study/library/", "/study/lists/", "/study/courses/"):
        handler.go(place)
    for place in ("/study/schools/", "/study/forum/", "/study/classes/trained/", "/certificates/"):
        officer.go(place)


def opened(officer: Walk, title: str) -> None:
    officer.go("/study/classes/new/")
    for name, value in (
        ("title", title), ("starts_on", later(20)), ("ends_on", later(21)), ("seats", "3"),
        ("nominate_until", later(15)), ("groups", "一组"),
    ):  # fmt: skip
        officer.fill(officer.page.locator(f"#id_{name}"), value)
    officer.press(officer.button("Save"))
    officer.press(officer.button("Open it for nomination"))
    officer.sees("announced")


def nominated(handler: Walk, title: str) -> None:
    """The first post that is offered; nothing else is asked."""
    handler.go("/study/classes/")
    handler.press(handler.link(title))
    posts = handler.page.locator("select[name=post]").first
    handler.choose(posts, posts.locator("option").nth(1).get_attribute("value") or "")
    handler.press(handler.page.locator("button[value=nominate]"))
    handler.sees("nominated")


def moved(officer: Walk, title: str) -> None:
    officer.go("/study/classes/")
    officer.press(officer.link(title))
    officer.open(officer.page.locator("summary").filter(has_text=officer.say("Move it to another day")))
    form = officer.page.locator("details[open] form")
    officer.fill(form.locator("[name=starts_on]"), later(30))
    officer.fill(form.locator("[name=reason]"), "场地维修")
    officer.press(form.locator("button[value=move]"))
    officer.sees("场地维修")


@pytest.mark.parametrize("way", WAYS)
def test_an_examination_is_announced(walker: AsWalker, way: str) -> None:
    officer = walker("officer", way)
    officer.go("/study/classes/")
    officer.press(officer.link(PAST))
    officer.press(officer.link("New examination"))
    officer.fill(officer.page.locator("#id_name"), f"补考（{way}）")
    officer.page.locator("#id_opens_at").fill(f"{later(1)}T09:00")
    officer.page.locator("#id_closes_at").fill(f"{later(8)}T18:00")
    officer.tick(officer.page.locator("[name=banks]").first)
    officer.fill(officer.page.locator("#id_lines-0-number"), "3")
    officer.press(officer.button("Save the draft"))
    officer.press(officer.button("Announce it"))
    officer.sees("published")
    officer.go("/study/classes/")
    officer.press(officer.link(PAST))
    officer.press(officer.link(EXAMINATION))
    expect(officer.page.locator("section[aria-labelledby=given] li.act")).to_have_count(5)
    officer.open(officer.page.locator("summary").filter(has_text=officer.say("Put a key right")))
    officer.press(officer.page.locator("details[open] a").first)


@pytest.mark.parametrize("way", ["zh", "en"])
def test_an_examination_is_gone_on_with_and_handed_in(walker: AsWalker, way: str) -> None:
    """The handler of the demo world has a place in the class; each language is one of his two attempts."""
    person = walker("handler", way)
    person.go("/study/classes/")
    person.press(person.link(PAST))
    person.press(person.link(EXAMINATION))
    person.open(person.button("Begin the attempt"))
    expect(person.page.locator("fieldset")).to_have_count(5)
    person.look()
    person.page.reload()
    person.open(person.button("Go on with your attempt"))
    expect(person.page.locator("fieldset")).to_have_count(5)
    person.open(person.button("Hand in"))
    person.sees("Not passed this time.")
    person.press(person.link("Back"))
    person.sees("Your attempts")
