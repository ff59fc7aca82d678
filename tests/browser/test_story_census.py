"""Three layers, terms and coverage: the register as it is, and what it saves when the census comes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.notices import later
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser

SOCIETIES = {  # who answers the census on each way, and his society
    "zh": ("handler", "江岚省茶叶学会"),
    "en": ("s101", "江岚省数学会"),
    "keyboard": ("s103", "江岚省化学会"),
}
ASSOCIATION = "江岚省科学技术协会"


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_the_census_is_answered_with_ticks(walker: AsWalker, way: str) -> None:
    username, society = SOCIETIES[way]
    answered(walker(username, way))
    officer = walker("officer", way)
    layers(officer, society)
    terms(officer)
    coverage(officer)


def test_the_register_changes_and_keeps_its_past(walker: AsWalker, tmp_path: Path) -> None:
    """A joint branch gets a member, a society its advisor, two societies become one, a table is taken in."""
    administrator = walker("officer", fresh=True)
    administrator.go("/posts/")
    administrator.press(administrator.main.get_by_role("button", name=re.compile("系统管理员")))
    joint_branch(administrator)
    advised(administrator)
    merged(administrator)
    table(administrator, tmp_path)


def answered(handler: Walk) -> None:
    """What was said last time is offered with its source; one fact is corrected, the rest is ticked."""
    handler.go("/reports/")
    card = handler.main.locator(".card, .qj-part, section").filter(has_text="关于核对")
    handler.press(card.last.locator("a[href^='/reports/']").first)
    handler.sees("answered %(day)s:")
    handler.open(handler.page.locator("details", has_text="秘书长").locator("summary").first)
    right = handler.page.locator("input[name='correct:post.secretary_general']")
    handler.fill(right, "陆怀谷")
    handler.press(handler.button("Correct", handler.page.locator("details", has=right)))
    handler.sees("陆怀谷")
    handler.tick(handler.page.locator("[data-take-all]").first)
    expect(handler.page.locator("input[name*='header']").last).not_to_have_value("")
    none = handler.page.locator(".qj-part input[name=none]")
    handler.tick(none.first)
    handler.open(handler.page.locator("#send button"))
    expect(handler.page.locator(".st.s-submitted:visible").first).to_be_visible()
    handler.look()


def layers(officer: Walk, society: str) -> None:
    """Committee, branch, work groups; the officer finds the society in the register."""
    officer.go(f"/organizations/?q={society}")
    officer.press(officer.main.get_by_role("link", name=society, exact=True).first)
    officer.sees("Society committee")
    expect(officer.main.get_by_role("link", name=f"中共{society}委员会").first).to_be_visible()


def terms(officer: Walk) -> None:
    """A term that ends in five months stands in the calendar of six, and among the vacancies one post."""
    officer.go("/organizations/terms/?months=6")
    expect(officer.main.locator(".qj-rows li")).not_to_have_count(0)
    officer.go("/organizations/vacancies/")
    officer.sees("党建联络员")


def coverage(officer: Walk) -> None:
    """Every figure with numerator, denominator, definition and day; its list behind it."""
    officer.go("/organizations/coverage/")
    rates = officer.main.locator(".rate")
    expect(rates.first).to_have_text(re.compile(r"\d+\s*/\s*\d+"))
    officer.press(rates.first.locator("a"))
    expect(officer.page.locator("#list-title")).to_be_visible()
    officer.press(officer.main.locator("a[href*='of=without']").first)
    expect(officer.page.locator("#list-title")).to_be_visible()


def found(administrator: Walk, name: str) -> str:
    """The page of a body, looked up by its name."""
    administrator.go(f"/organizations/?q={name}")
    administrator.press(administrator.main.get_by_role("link", name=name, exact=True).first)
    return administrator.page.url


def joint_branch(administrator: Walk) -> None:
    """One branch of many societies; counted once."""
    found(administrator, "江岚省学会第1联合党支部")
    administrator.press(administrator.link("Add members"))
    administrator.fill(administrator.page.locator("#id_members"), "江岚省大数据学会")
    administrator.fill(administrator.page.locator("#id_starts_on"), later(0))
    administrator.press(administrator.button("Enter the members"))
    administrator.sees("江岚省大数据学会")


def advised(administrator: Walk) -> None:
    """Declared as one that needs no branch; an advisor was sent."""
    place = found(administrator, "江岚省护理学会")
    administrator.go(f"{place}declare/")
    administrator.choose(administrator.page.locator("#id_should_have"), "no")
    administrator.fill(administrator.page.locator("#id_declared_on"), later(0))
    administrator.press(administrator.button("Enter it"))
    administrator.go(f"{place}posts/add/")
    for name, value in (("title", "党建工作指导员"), ("person_name", "顾言舟"), ("starts_on", later(0))):
        administrator.fill(administrator.page.locator(f"#id_{name}"), value)
    administrator.choose(administrator.page.locator("#id_role"), "none")
    administrator.choose(administrator.page.locator("#id_office"), "advisor")
    administrator.press(administrator.main.locator("button.btn-primary").first)
    administrator.sees("顾言舟")


def merged(administrator: Walk) -> None:
    """Looked at first, then done; the past of both stays."""
    place = found(administrator, "江岚省林学会")
    administrator.go(f"{place}end/")
    administrator.choose(administrator.page.locator("#id_kind"), "merge")
    administrator.fill(administrator.page.locator("#id_on"), later(0))
    administrator.fill(administrator.page.locator("#id_into"), "江岚省园艺学会")
    administrator.press(administrator.button("See what will happen"))
    expect(administrator.page.locator("#what-happens")).to_contain_text("江岚省林学会党支部")
    administrator.press(administrator.button("Do this"))
    administrator.go(place)
    administrator.sees("江岚省园艺学会")


def table(administrator: Walk, folder: Path) -> None:
    """The register as a table: a wrong row stops all, a right one shows old and new before it is taken."""
    place = found(administrator, ASSOCIATION)
    administrator.go(f"{place}import/")
    with administrator.page.expect_download() as download:
        administrator.link("Table as it is now").click()
    file = folder / "register.xlsx"
    download.value.save_as(file)
    taken_in(administrator, place, file, {"统一社会信用代码": "123"})
    expect(administrator.page.locator(".qj-error").first).to_be_visible()
    expect(administrator.button("Enter all")).to_have_count(0)
    download.value.save_as(file)
    taken_in(administrator, place, file, {"联系电话": "010-55550999"})
    expect(administrator.page.locator("ins").first).to_have_text("010-55550999")
    administrator.press(administrator.button("Enter all"))


def taken_in(administrator: Walk, place: str, file: Path, changes: dict[str, str]) -> None:
    """Change cells of one society in the table and upload it."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column for cell in sheet[1]}
    row = next(r for r in range(2, sheet.max_row + 1) if "茶叶" in str(sheet.cell(r, heads["名称"]).value))
    for head, value in changes.items():
        sheet.cell(row, heads[head]).value = value
    book.save(file)
    administrator.go(f"{place}import/")
    administrator.page.set_input_files("main input[type=file]", file)
    administrator.press(administrator.button("Look at the rows"))
