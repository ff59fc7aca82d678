"""An inspection: answered by a society and its head, findings by hand and by table, disputed and mended."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser
OTHER_WAYS = ["zh", *(pytest.param(way, marks=pytest.mark.slow) for way in ("en", "keyboard"))]


@pytest.mark.parametrize("way", WAYS)
def test_a_society_is_inspected(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    name = f"场所检查（{way}）"
    planned(officer, name)
    answered(handler, name)
    finding = written(officer, name)
    disputed(handler, officer, finding)
    mended(handler, officer, finding)


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_a_head_confirms_what_leaves_the_society(walker: AsWalker, way: str) -> None:
    """What the handler sends waits; the head changes one answer and sends it."""
    officer, handler, head = walker("officer", way), walker("s102", way), walker("head", way)
    name = f"制度检查（{way}）"
    planned(officer, name, head_confirms=True)
    all_in_order(handler, name)
    handler.press(handler.button("Send it in"))
    handler.sees("It waits for your head to confirm it.")
    handler.sees("It waits for the head. Whoever changes it makes a draft of it again.")
    society = handler.page.locator("h1").inner_text()
    read(officer, name, society)
    officer.sees("Not sent yet; a draft is seen by the body alone.")
    head.go("/messages/")
    head.press(head.button("Open", head.main.locator("li", has_text=name).first))
    head.sees("It waits for you: look through it, change what is not right, and send it.")
    head.fill(head.page.locator("#note-i1"), "已对照新规定修订")
    head.press(head.button("Send it in"))
    head.sees("self-check sent")
    officer.page.reload()
    officer.sees("已对照新规定修订")


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_findings_come_by_a_table(walker: AsWalker, tmp_path: Path, way: str) -> None:
    """A line that names a person stops all of them; mended, they are written down together."""
    officer, handler = walker("officer", way), walker("handler", way)
    name = f"专项检查（{way}）"
    planned(officer, name)
    officer.press(officer.link("Findings from a table"))
    upload = officer.page.url
    with officer.page.expect_download() as blank:
        officer.link("Blank table").click()
    table = tmp_path / "findings.xlsx"
    blank.value.save_as(table)
    looked_at(officer, upload, table, "张某没有登记")
    officer.sees("Nothing has been entered. Please correct the file and upload it again.")
    officer.press(officer.link("Only rows with problems"))
    officer.sees("张某")
    assert officer.main.get_by_text("钥匙没有专人保管").count() == 0
    looked_at(officer, upload, table, "使用场所没有登记")
    assert officer.main.get_by_text("钥匙没有专人保管").count() == 1
    officer.press(officer.button("Enter all"))
    officer.sees("%(count)d findings were written down.")
    handler.go("/messages/")
    handler.press(handler.button("Open", handler.main.locator("li", has_text=name).first))
    handler.sees("钥匙没有专人保管")
    handler.sees("使用场所没有登记")


def looked_at(officer: Walk, upload: str, table: Path, text: str) -> None:
    """Two findings of one society in the blank table; the second says `text`."""
    book = openpyxl.load_workbook(table)
    sheet = book.worksheets[0]
    sheet.delete_rows(2, 9)
    for process, said in (("钥匙保管", "钥匙没有专人保管"), ("场所使用登记", text)):
        sheet.append(["江岚省茶叶学会", process, said, "秘书处", later(30)])
    book.save(table)
    officer.go(upload)
    officer.page.set_input_files("input[type=file]", table)
    officer.press(officer.button("Look at the rows"))


def planned(officer: Walk, name: str, *, head_confirms: bool = False) -> None:
    """With the shortest checklist, for the provincial societies, visits to all."""
    officer.go("/inspections/checklists/venue/")
    officer.press(officer.link("Plan an inspection with it"))
    officer.fill(officer.page.locator("#id_name"), name)
    officer.fill(officer.page.locator("#id_purpose"), "看场所是否规范")
    officer.choose(officer.page.locator("#id_mode"), "both")
    officer.fill(officer.page.locator("#id_last_day"), later(60))
    officer.fill(officer.page.locator("#id_self_by"), later(14))
    officer.tick(officer.page.locator("input[name='kinds'][value='society']"))
    if head_confirms:
        officer.tick(officer.page.locator("#id_head_confirms"))
    officer.press(officer.button("Keep the plan"))
    officer.press(officer.button("Announce"))
    officer.sees("How far it is")


def answered(handler: Walk, name: str) -> None:
    """One matter is not in order; what is missing is named, then it becomes a finding."""
    all_in_order(handler, name)
    handler.pick(handler.page.locator("input[name='answer-i7'][value='not_in_order']"))
    handler.fill(handler.page.locator("#note-i7"), "未明确管理岗位")
    handler.press(handler.button("Send it in"))
    handler.sees("By which day?")
    handler.fill(handler.page.locator("#owner-i7"), "秘书处")
    handler.fill(handler.page.locator("#due-i7"), later(30))
    handler.press(handler.button("Send it in"))
    handler.sees("self-check sent")


def all_in_order(handler: Walk, name: str) -> None:
    """Every item answered, not yet sent."""
    handler.go("/inspections/")
    handler.press(handler.link(name))
    for number in range(1, 8):
        answered = handler.page.locator(f"input[name='answer-i{number}']:checked")
        if answered.count() == 0:  # what was answered the last time is there already
            handler.pick(handler.page.locator(f"input[name='answer-i{number}'][value='in_order']"))


def read(officer: Walk, name: str, society: str) -> None:
    """The page of one society in an inspection."""
    officer.go("/inspections/")
    officer.press(officer.link(name))
    officer.press(officer.main.locator("a[href^='/inspections/bodies/']").first)
    officer.press(officer.link(society))


def written(officer: Walk, name: str) -> str:
    """A text about a person is refused with the channel; one about a step of the work is taken."""
    read(officer, name, "江岚省茶叶学会")
    officer.press(officer.link("Write a finding"))
    officer.fill(officer.page.locator("#id_process"), "场所使用登记")
    officer.fill(officer.page.locator("#id_text"), "张某没有登记")
    officer.fill(officer.page.locator("#id_owner"), "秘书处")
    officer.fill(officer.page.locator("#id_due_on"), later(30))
    officer.press(officer.button("Write it down and tell the body"))
    officer.sees("张某")
    officer.fill(officer.page.locator("#id_text"), "使用场所没有登记")
    officer.press(officer.button("Write it down and tell the body"))
    officer.sees("使用场所没有登记")
    return officer.page.url


def disputed(handler: Walk, officer: Walk, finding: str) -> None:
    handler.go(finding)
    handler.fill(handler.page.locator("#comment"), "登记在综合管理系统中")
    handler.press(handler.button("Dispute it"))
    officer.go(finding)
    officer.sees("登记在综合管理系统中")
    officer.fill(officer.page.locator("#judge-reason"), "抽查的两次没有登记")
    officer.press(officer.button("It stands"))


def mended(handler: Walk, officer: Walk, finding: str) -> None:
    """Whoever wrote it is not offered to close it."""
    handler.go(finding)
    handler.fill(handler.page.locator("#evidence"), "已补登记，今后逐次登记")
    handler.press(handler.button("It is rectified"))
    officer.go(finding)
    officer.sees(
        "Whoever wrote the finding or said that it is rectified does not close it. A second person of a desk "
        "above does."
    )
    assert officer.main.get_by_role("button", name=officer.say("Close as a second person")).count() == 0
    officer.go("/inspections/findings/?mine=1")
