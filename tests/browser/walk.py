"""One person walking through pages in one language, with the mouse or by keyboard alone.

A story is written once, in the English words of the code; `Walk` finds what the page calls them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from re import Pattern
from typing import Literal

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import LOCALE, assert_looks_right

Role = Literal["button", "link", "checkbox", "radio", "textbox", "row"]
MOST_TABS = 250
# `make test` walks all stories in Chinese and four of them in every way, `make test-slow` the rest
WAYS = ["zh", *(pytest.param(way, marks=pytest.mark.slow) for way in ("en", "keyboard"))]


class Walk:
    """`go` and `press` look at each page that they come to."""

    def __init__(self, page: Page, language: str = "zh-hans", *, keyboard: bool = False) -> None:
        self.page, self.language, self.keyboard = page, language, keyboard
        self.main = page.locator("main, .qj-dock")

    def say(self, words: str) -> str | Pattern[str]:
        """The words of the code as this page has them; a placeholder stands for anything."""
        said = _chinese().get(words, words) if self.language == "zh-hans" else words
        if "%" not in said:
            return said
        return re.compile(re.sub(r"%\\?\(\w+\\?\)[sd]", ".+", re.escape(said)))

    def go(self, place: str) -> None:
        answer = self.page.goto(place)
        assert answer, place
        assert answer.ok, place
        self.look()

    def look(self) -> None:
        assert_looks_right(self.page, self.language)

    def sees(self, words: str | Pattern[str]) -> None:
        """The page shows these words; those of the code in its own language."""
        shown = self.say(words) if isinstance(words, str) else words
        expect(self.page.locator("body")).to_contain_text(shown)

    def button(self, words: str, within: Locator | None = None) -> Locator:
        return (within or self.main).get_by_role("button", name=self.say(words)).first

    def link(self, words: str, within: Locator | None = None) -> Locator:
        return (within or self.main).get_by_role("link", name=self.say(words)).first

    def field(self, label: str, within: Locator | None = None) -> Locator:
        return (within or self.main).get_by_label(self.say(label)).first

    def press(self, target: Locator) -> None:
        """Press a button or follow a link, and look at the page that comes."""
        if self.keyboard:
            self.reach(target)
        with self.page.expect_navigation():
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                target.click()
        self.look()

    def open(self, target: Locator) -> None:
        """Unfold a part of the page, or press what changes only a part of it."""
        if self.keyboard:
            self.reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def tick(self, target: Locator) -> None:
        """Tick a box, or take the tick away."""
        if self.keyboard:
            self.reach(target)
            self.page.keyboard.press("Space")
        else:
            target.click()

    def pick(self, target: Locator) -> None:
        """One of several that exclude each other; by keyboard with the arrows.

        Tab comes to the one that is chosen; where none is, to the first, or where the browser remembers one
        that had the focus (as `looks` gives it to each) to that. Space then chooses it.
        """
        if not self.keyboard:
            target.check()
            return
        group = self.page.locator(f"input[type=radio][name='{target.get_attribute('name')}']")
        self.reach(target, "el => el.name === document.activeElement.name")
        if group.and_(self.page.locator(":checked")).count() == 0:
            self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if target.is_checked():
                break
            self.page.keyboard.press("ArrowDown")
        expect(target).to_be_checked()

    def fill(self, target: Locator, value: str) -> None:
        if self.keyboard:
            self.reach(target)
        target.fill(value)  # a date is typed in the order of the person's own system

    def choose(self, target: Locator, value: str) -> None:
        """An option of a select, with the arrows where there is no mouse."""
        if not self.keyboard:
            target.select_option(value)
            return
        values = [one.get_attribute("value") for one in target.locator("option").all()]
        self.reach(target)
        self.page.keyboard.press("Home")
        for _step in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        expect(target).to_have_value(value)

    def reach(self, target: Locator, has_it: str = "el => el === document.activeElement") -> None:
        """Tab until the target, or by `has_it` what belongs to it, has the focus."""
        expect(target).to_be_visible()
        for _step in range(MOST_TABS):
            if target.evaluate(has_it):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target}")


AsWalker = Callable[..., Walk]
Visitor = Callable[[str], Walk]


@cache
def _chinese() -> dict[str, str]:
    """English words of the code -> Chinese ones, of singular and plural alike."""
    found: dict[str, str] = {}
    for catalogue in LOCALE.glob("*.po"):
        with catalogue.open("rb") as stored:
            for message in read_po(stored):
                if not message.id:
                    continue
                ids = (message.id,) if isinstance(message.id, str) else message.id
                texts = (message.string,) if isinstance(message.string, str) else message.string
                found |= {str(one): texts[0] for one in ids if texts and texts[0]}
    return found
