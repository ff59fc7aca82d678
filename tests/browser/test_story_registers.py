"""A society's channels: entered, taken over, confirmed by one press; a register made on a page."""

from __future__ import annotations

import pytest

from tests.browser.notices import later
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_channels_are_kept_and_a_register_is_made(walker: AsWalker, way: str) -> None:
    handler, officer = walker("handler", way), walker("officer", way)
    name = f"茶学之声（{way}）"
    channel_filed(handler, name)
    taken_over(officer, name)
    confirmed(handler, name)
    matter_asked(handler, officer, way)
    register_made(officer, f"科普资源（{way}）")


def channel_filed(handler: Walk, name: str) -> None:
    """What is missing is named, then it is filed."""
    handler.go("/registers/")
    handler.go("/registers/outlet/new/")
    handler.fill(handler.page.locator("#id_name"), name)
    handler.fill(handler.page.locator("#id_holder_title"), "秘书处 经办人")
    handler.choose(handler.page.locator("#id_v-f1"), "网站")
    handler.fill(handler.page.locator("#id_v-f4"), "发布学会消息")
    handler.press(handler.button("File"))
    handler.sees("Which post or office reviews it?")
    handler.fill(handler.page.locator("#id_reviewer_title"), "秘书长")
    handler.press(handler.button("File"))
    handler.sees("Filed; it waits for the reviewer or the desk above.")


def taken_over(officer: Walk, name: str) -> None:
    officer.go(f"/registers/outlet/?text={name}")
    officer.press(officer.link(name))
    officer.press(officer.button("Take it over"))


def confirmed(handler: Walk, name: str) -> None:
    """This year's entries are there, nothing is asked; then the holder changes with a signed note."""
    handler.go("/registers/outlet/confirm/")
    handler.sees(name)
    handler.press(handler.main.locator(".qj-next button"))
    handler.sees("Confirmed for this year. Nothing has to be filled in.")
    handler.press(handler.link(name))
    handler.press(handler.link("Hand over to another holder"))
    handler.fill(handler.page.locator("#id_to_title"), "宣传部")
    handler.fill(handler.page.locator("#id_note"), "账号已移交")
    handler.press(handler.button("Sign and hand over"))
    handler.sees("账号已移交")


def matter_asked(handler: Walk, officer: Walk, way: str) -> None:
    """A matter is put to the association before it is decided, which answers."""
    handler.go("/registers/matter/new/")
    handler.fill(handler.page.locator("#id_name"), f"年会方案（{way}）")
    handler.fill(handler.page.locator("#id_holder_title"), "秘书处")
    handler.fill(handler.page.locator("#id_reviewer_title"), "秘书长")
    handler.fill(handler.page.locator("#id_happens_on"), later(30))
    handler.choose(handler.page.locator("#id_v-f1"), "重要活动")
    handler.fill(handler.page.locator("#id_v-f2"), "年会方案")
    handler.press(handler.button("Take it into the register"))
    handler.open(handler.main.locator("summary", has_text=handler.say("Ask a body")))
    asked = handler.page.locator("#id_asked")
    association = asked.locator("option", has_text="江岚省科学技术协会").get_attribute("value")
    handler.choose(asked, association or "")
    handler.fill(handler.page.locator("#id_question"), "请审阅方案")
    handler.fill(handler.page.locator("#id_due_on"), later(7))
    handler.press(handler.main.locator("form[action$='/ask/'] button"))
    handler.sees("No answer yet")
    place = handler.page.url
    officer.go(place)
    officer.press(officer.button("agreed"))
    officer.sees("agreed")


def register_made(officer: Walk, name: str) -> None:
    """Name, purpose, one field: the register is there."""
    officer.go("/registers/kinds/")
    officer.go("/registers/kinds/new/")
    officer.fill(officer.page.locator("#id_name_zh"), name)
    officer.fill(officer.page.locator("#id_purpose"), "共享目录")
    officer.fill(officer.page.locator("#label-1"), "链接")
    officer.press(officer.button("Make it"))
    officer.sees(name)
    for place in ("/registers/guidance/", "/registers/outlet/confirmed/", "/registers/outlet/table/"):
        officer.go(place)
