"""T5: a class is opened, a society nominates a post, the desk confirms it and moves the date."""

from __future__ import annotations

import pytest

from tests.browser.notices import later
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
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
