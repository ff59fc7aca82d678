"""An open measurement: a society contests an item and adds one, the desk answers; results for everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessible import AXE, faults_of
from tests.browser.walk import WAYS, AsWalker, Visitor, Walk

AsUser = Callable[..., Page]
PUSHED = """() => [...document.querySelectorAll('.table-responsive')]
  .filter(el => el.scrollWidth > el.clientWidth).map(el => el.getAttribute('aria-label'))"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.exists(), reason="axe-core is a development package of npm: run npm ci"),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_list_is_checked_and_a_result_read(walker: AsWalker, way: str) -> None:
    handler, officer = walker("handler", way), walker("officer", way)
    handler.go("/influence/")
    handler.press(handler.main.locator("tbody a").first)
    title = f"山区茶园服务（{way}）"
    added(handler, title, way)
    taken_in(officer, title)
    result_read(handler)


@pytest.mark.parametrize("way", ["zh", "en"])
def test_a_third_party_brings_a_table_and_a_namesake_goes(
    walker: AsWalker, visitor: Visitor, tmp_path: Path, way: str
) -> None:
    officer, guest = walker("officer", way), visitor(way)
    officer.go("/influence/")
    officer.press(officer.main.locator("tbody a").first)
    place = officer.page.url
    link = invited(officer)
    guest.page.goto(link)
    guest.page.fill("[name=password]", "quanjing-third-party")
    guest.page.fill("[name=again]", "quanjing-third-party")
    guest.press(guest.page.get_by_role("button", name=guest.say("Keep the password and sign in")))
    title = f"外省茶叶学会建议（{way}）"
    brought(guest, place, tmp_path, title)
    contested(walker("handler", way), guest, place, title)
    assert (
        faults_of(guest.page, ["/", place, f"{place}items/", f"{place}items/add/", f"{place}upload/"]) == {}
    )


def test_lists_are_blocks_on_a_phone(as_user: AsUser) -> None:
    """No table has to be pushed aside, and each value stands behind the name of its column."""
    page = as_user("handler", 390)
    page.goto("/influence/")
    own = page.locator("tbody a").last.get_attribute("href")
    places = ("/influence/", f"{own}items/", f"{own}results/", "/inspections/findings/")
    wide: list[str] = []
    for place in places:
        page.goto(place)
        expect(page.locator("td[data-label]").first).to_be_visible()
        wide += page.evaluate(PUSHED)
    assert wide == []


def invited(officer: Walk) -> str:
    """A person of the third party loses his way in and gets a new link, shown once."""
    officer.press(officer.link("Third parties"))
    officer.press(officer.button("New link"))
    officer.sees("One-time link, shown only now")
    return officer.page.locator(".qj-next code").inner_text()


def brought(guest: Walk, place: str, folder: Path, title: str) -> None:
    """The blank table is filled; a day outside of the year is named with its row, then mended."""
    guest.go(f"{place}upload/")
    with guest.page.expect_download() as blank:
        guest.link("Blank table").click()
    filled = folder / "filled.xlsx"
    blank.value.save_as(filled)
    book = openpyxl.load_workbook(filled)
    sheet = book.worksheets[0]
    guest.go(f"{place}items/add/")
    dimension = guest.page.locator("#id_dimension option").first.inner_text()
    for day in ("1999-01-01", guest.page.evaluate("new Date(Date.now() - 6e9).toISOString().slice(0, 10)")):
        sheet.delete_rows(2, 9)
        sheet.append(
            [
                "江岚省茶叶学会",
                dimension,
                title,
                "外省日报",
                day,
                f"https://example.org/other/{guest.language}",
            ]
        )
        book.save(filled)
        guest.go(f"{place}upload/")
        guest.page.set_input_files("input[type=file]", filled)
        guest.press(guest.button("Look at the rows"))
        if day.startswith("1999"):
            guest.sees("The day lies outside of what is measured.")
    guest.press(guest.button("Enter all"))


def contested(handler: Walk, guest: Walk, place: str, title: str) -> None:
    handler.go(f"{place}items/")
    handler.press(handler.link(title))
    handler.page.locator("#id_why").select_option("namesake")
    handler.press(handler.button("Say it"))
    guest.go(handler.page.url)
    guest.fill(guest.page.locator("form:has([value=uphold]) [name=text]"), "已核实")
    guest.press(guest.button("The society is right"))
    handler.page.reload()
    handler.sees("taken out")


def added(handler: Walk, title: str, way: str) -> None:
    """A wrong link is named and nothing typed is lost."""
    handler.press(handler.link("Add a public item"))
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
