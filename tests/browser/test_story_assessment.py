"""An assessment in a browser: a scheme from the ready one, a refused word, and the sheet of a society."""

from __future__ import annotations

import pytest

from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", WAYS)
def test_a_scheme_is_issued_and_a_society_fills_in_its_sheet(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    name = f"年度考核（{way}）"
    scheme_written(officer, name)
    word_refused(officer)
    tried_and_issued(officer, name)
    sheet_filled(handler, name, way)
    looked_at(officer)


def scheme_written(officer: Walk, name: str) -> None:
    officer.go("/assessment/")
    officer.press(officer.link("Write a scheme"))
    officer.fill(officer.page.locator("#id_name"), name)
    officer.press(officer.button("Begin"))
    officer.sees("Everything adds up. Once issued it is changed by a new version alone.")


def word_refused(officer: Walk) -> None:
    """What the public does is no proof of work: the reason is there, and what to use instead."""
    place = officer.page.url
    officer.press(officer.link("Add at the end"))
    officer.press(officer.link("so much each, with a cap"))
    officer.fill(officer.page.locator("#id_label"), "文章点赞数")
    officer.fill(officer.page.locator("#id_p-unit"), "1")
    officer.fill(officer.page.locator("#id_p-most"), "5")
    officer.press(officer.button("Save"))
    officer.sees("点赞")
    officer.sees("use a fact with a link: advice adopted, services given, exchanges held")
    officer.go(place)


def tried_and_issued(officer: Walk, name: str) -> None:
    officer.press(officer.link("Try it on last year"))
    officer.sees("In the order of the register")
    officer.press(officer.link(name, officer.page.locator(".qj-crumb")))
    officer.press(officer.button("Issue"))
    officer.sees("Done; everybody concerned is told.")


def sheet_filled(handler: Walk, name: str, way: str) -> None:
    """Facts stand there already; class and tier are confirmed first, one piece of evidence is named."""
    handler.go("/assessment/")
    handler.press(handler.link(name))
    handler.press(handler.button("Class and tier are right"))
    handler.sees("The list behind it")
    choice = handler.page.locator("select[name='v-debrief']")
    handler.choose(choice, "most")
    handler.press(handler.button("Keep the draft"))
    handler.sees("The draft is kept.")
    handler.press(handler.page.locator("#l-debrief").get_by_role("link", name=handler.say("Evidence")))
    handler.fill(handler.page.locator("#link"), f"https://example.org/debrief/{way}")
    handler.fill(handler.page.locator("#label"), "书面述职报告")
    handler.press(handler.button("Add"))
    handler.sees("书面述职报告")


def looked_at(officer: Walk) -> None:
    """The pages that stand behind: bodies in the order of the register, reviewers, the demo's appeals."""
    place = officer.page.url
    for part in ("bodies/", "reviewers/", "appeals/", ""):
        officer.go(f"{place}{part}")
