"""An inspection: planned, answered by a society, a finding refused, written, disputed, mended and closed."""

from __future__ import annotations

import pytest

from tests.browser.notices import later
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_a_society_is_inspected(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    name = f"场所检查（{way}）"
    planned(officer, name)
    answered(handler, name)
    finding = written(officer, name)
    disputed(handler, officer, finding)
    mended(handler, officer, finding)


def planned(officer: Walk, name: str) -> None:
    """With the shortest checklist, for the provincial societies, visits to all."""
    officer.go("/inspections/checklists/venue/")
    officer.press(officer.link("Plan an inspection with it"))
    officer.fill(officer.page.locator("#id_name"), name)
    officer.fill(officer.page.locator("#id_purpose"), "看场所是否规范")
    officer.choose(officer.page.locator("#id_mode"), "both")
    officer.fill(officer.page.locator("#id_last_day"), later(60))
    officer.fill(officer.page.locator("#id_self_by"), later(14))
    officer.tick(officer.page.locator("input[name='kinds'][value='society']"))
    officer.press(officer.button("Keep the plan"))
    officer.press(officer.button("Announce"))
    officer.sees("How far it is")


def answered(handler: Walk, name: str) -> None:
    """One matter is not in order; what is missing is named, then it becomes a finding."""
    handler.go("/inspections/")
    handler.press(handler.link(name))
    for number in range(1, 8):
        answered = handler.page.locator(f"input[name='answer-i{number}']:checked")
        if answered.count() == 0:  # what was answered the last time is there already
            handler.pick(handler.page.locator(f"input[name='answer-i{number}'][value='in_order']"))
    handler.pick(handler.page.locator("input[name='answer-i7'][value='not_in_order']"))
    handler.fill(handler.page.locator("#note-i7"), "未明确管理岗位")
    handler.press(handler.button("Send it in"))
    handler.sees("By which day?")
    handler.fill(handler.page.locator("#owner-i7"), "秘书处")
    handler.fill(handler.page.locator("#due-i7"), later(30))
    handler.press(handler.button("Send it in"))
    handler.sees("self-check sent")


def written(officer: Walk, name: str) -> str:
    """A text about a person is refused with the channel; one about a step of the work is taken."""
    officer.go("/inspections/")
    officer.press(officer.link(name))
    officer.press(officer.main.locator("a[href^='/inspections/bodies/']").first)
    officer.press(officer.link("江岚省茶叶学会"))
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
