"""Seven days to collect reflections: inside a society, at the desk, and back with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.notices import essays, hand_in, publish, settle
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser

TEXT, AGAIN = "在一线，把论文写在茶园里。", "二〇二六年，在一线，把论文写在茶园里。"


@pytest.mark.parametrize("way", ["zh", "en", "keyboard"])
def test_a_text_is_written_returned_and_accepted(walker: AsWalker, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    code = published(officer, way)
    sent(handler, code)
    returned(officer, code)
    corrected(handler, code)
    accepted(officer, code)
    officer.go(f"/directives/{code}/collation/")
    officer.go(f"/directives/{code}/")
    expect(officer.page.locator(".st.s-accepted:visible").first).to_be_visible()


def test_inside_a_society_and_at_the_desk(walker: AsWalker, tmp_path: Path) -> None:
    """The head confirms, a sealed copy comes with its code, of two officers one has it in hand."""
    officer, deputy = walker("officer"), walker("deputy")
    handler, head = walker("s102"), walker("head")
    code = published(officer, "zh", "93号")
    asked(handler, officer, code)
    confirmed(handler, head, code)
    place = claimed(officer, deputy, code)
    sealed(handler, place, tmp_path)
    deputy.go(place)
    deputy.press(deputy.button("Accept"))


def published(officer: Walk, way: str, number: str = "") -> str:
    """The desk is bound, the load stands on the page, and then it goes out."""
    text = essays(way)
    code = hand_in(officer, re.sub(r"\d+号", number, text, count=1) if number else text)
    settle(officer)
    officer.go(f"/directives/{code}/desks/")
    officer.press(officer.button("Save"))
    publish(officer, code, "society:provincial")
    return code


def sent(handler: Walk, code: str) -> None:
    """One card with all items; what is typed is kept, what is complete is sent."""
    handler.go("/reports/")
    handler.press(handler.main.locator(f"a[href$='/reports/{code}/']").first)
    handler.fill(handler.page.locator("main .qj-part textarea").first, TEXT)
    handler.open(handler.page.locator("#send button"))
    expect(handler.page.locator(".st.s-submitted:visible").first).to_be_visible()
    handler.look()


def returned(officer: Walk, code: str) -> None:
    """One field with a reason; the rest stands."""
    officer.go(f"/inbox/?directive={code}")
    officer.press(officer.main.locator("a[href^='/submissions/']").first)
    box = officer.page.locator("input[name=return][value$='.text']").first
    officer.tick(box)
    reason = officer.page.locator(f"[name='reason:{box.get_attribute('value')}']")
    officer.fill(reason, "请写明年份")
    officer.press(officer.button("Return what is ticked"))


def corrected(handler: Walk, code: str) -> None:
    handler.go(f"/reports/{code}/")
    handler.sees("请写明年份")
    handler.fill(handler.page.locator("[name^='fix.']"), AGAIN)
    handler.open(handler.page.locator("#send button"))
    expect(handler.page.locator(".st.s-submitted:visible").first).to_be_visible()


def accepted(officer: Walk, code: str) -> None:
    """The new version beside the old one, then accepted."""
    officer.go(f"/inbox/?directive={code}")
    officer.press(officer.main.locator("a[href^='/submissions/']").first)
    officer.press(officer.link("Compare with version %(version)s"))
    officer.sees("二〇二六年")
    officer.page.go_back()
    officer.press(officer.button("Accept"))


def asked(handler: Walk, officer: Walk, code: str) -> None:
    """A question beside the task; the answer is seen by all."""
    handler.go(f"/reports/{code}/")
    handler.fill(handler.field("Your question to the desk"), "可以附照片吗？")
    handler.press(handler.button("Ask the desk"))
    officer.go("/questions/")
    part = officer.page.locator(".qj-part").filter(has_text="可以附照片吗？")
    officer.fill(part.locator("textarea[name=answer]"), "可以，请附说明。")
    officer.press(officer.button("Answer for all", part))
    handler.go(f"/reports/{code}/")
    handler.sees("可以，请附说明。")


def confirmed(handler: Walk, head: Walk, code: str) -> None:
    """Nothing leaves before the head has confirmed; he may send it back first."""
    handler.fill(handler.page.locator("main .qj-part textarea").first, TEXT)
    handler.press(handler.button("Ask the head to confirm"))
    head.go(f"/reports/{code}/")
    head.fill(head.field("Remark, if it goes back"), "请补一句打算")
    head.press(head.button("Send back to the handler"))
    handler.go(f"/reports/{code}/")
    handler.sees("请补一句打算")
    handler.fill(handler.page.locator("main .qj-part textarea").first, AGAIN)
    handler.press(handler.button("Ask the head to confirm"))
    head.go(f"/reports/{code}/")
    head.press(head.button("Confirm and send"))
    expect(head.page.locator(".st.s-submitted:visible").first).to_be_visible()


def claimed(officer: Walk, deputy: Walk, code: str) -> str:
    """The queue of the desk; claimed by one, the other sees by whom."""
    deputy.go("/desk/")
    deputy.go(f"/inbox/?directive={code}")
    deputy.press(deputy.main.locator("a[href^='/submissions/']").first)
    place = deputy.page.url
    deputy.press(deputy.button("Claim"))
    deputy.sees("Release")
    officer.go(place)
    officer.sees("许南屏")
    expect(officer.page.locator("form[action$='/accept/']")).to_have_count(0)
    return place


def sealed(handler: Walk, place: str, folder: Path) -> None:
    """A scan with another sheet's code is refused; with the right one it is kept."""
    handler.go(f"{place}print/")
    code = handler.page.locator(".fs-2").inner_text().strip()
    scan = folder / "scan.png"
    Image.new("RGB", (400, 300), "white").save(scan)
    handler.go(place)
    for typed, words in (("ABCD-0000", ""), (code, "received from %(name)s, %(at)s, code %(code)s matches")):
        handler.page.set_input_files("#seal-file", scan)
        handler.fill(handler.page.locator("#seal-code"), typed)
        handler.press(handler.button("Upload"))
        if words:
            handler.sees(words)
        else:
            expect(handler.page.locator("#flashes [role=alert]")).to_be_visible()
