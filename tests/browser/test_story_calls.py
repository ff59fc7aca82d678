"""Story T8, its first half: a nomination with consent, sent back once by the form check, then received."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office
from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Visitor, Walk

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("way", WAYS)
def test_a_body_nominates_and_gets_a_second_chance(
    walker: AsWalker, visitor: Visitor, office: Office, way: str
) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    title = f"最美科技工作者推荐（{way}）"
    call = opened(officer, title)
    place = begun(handler, title)
    written(handler)
    consented(handler, visitor(way))
    sent(handler, place)
    over = [sys.executable, "-m", "tests.browser.call_over", call]
    subprocess.run(over, cwd=ROOT, env=office.environment, check=True)
    returned(officer, call)
    corrected(handler, place)
    received(officer, handler, place)


def opened(officer: Walk, title: str) -> str:
    """From the model of its kind: two directions, what is known, a quota; looked at, then opened."""
    officer.go("/calls/")
    officer.press(officer.link("Make a call"))
    officer.pick(officer.page.locator("[name=kind][value=title]"))
    officer.press(officer.button("Begin"))
    officer.fill(officer.page.locator("#id_title"), title)
    officer.fill(officer.page.locator("#id_award"), title)
    officer.fill(officer.page.locator("[name=direction-name]").nth(0), "科研一线")
    officer.fill(officer.page.locator("[name=direction-name]").nth(1), "科普志愿")
    row = officer.page.locator("[name=condition-text]").all()
    filled = sum(bool(one.input_value()) for one in row)
    officer.choose(officer.page.locator("[name=condition-kind]").nth(filled), "committee")
    officer.fill(row[filled], "推荐单位有党组织")
    body = officer.page.locator("#bodies option", has_text="江岚省茶叶学会").first.get_attribute("value")
    officer.fill(officer.page.locator("[name=quota-organization]").first, str(body))
    officer.fill(officer.page.locator("[name=quota-number]").first, "1")
    officer.press(officer.button("Save and look at it"))
    officer.sees("科普志愿")
    officer.press(officer.button("Open the call"))
    officer.sees("The call is open; the bodies are told.")
    return officer.page.url.rstrip("/").rsplit("/", 1)[-1]


def begun(handler: Walk, title: str) -> str:
    """What the platform knows of the body is shown; the place of the draft."""
    handler.go("/calls/")
    handler.press(handler.link(title))
    handler.sees("推荐单位有党组织")
    handler.press(handler.link("Apply", handler.page.locator(".qj-next")))
    handler.fill(handler.page.locator("#subject"), "叶知秋")
    handler.fill(handler.page.locator("#title"), "一片叶子富了三个乡")
    handler.press(handler.button("Begin"))
    return handler.page.url


def written(handler: Walk) -> None:
    """Kept as one types; sent too early, everything that is missing stands there, and nothing is lost."""
    handler.fill(handler.page.locator("#id_subject_unit"), "江岚省茶叶研究所")
    handler.fill(handler.page.locator("#id_subject_post"), "研究员")
    for key, text in (("f1", "茶树栽培"), ("f2", "在三个乡推广新品种。"), ("f4", "秘书处 010-55550104")):
        asked = handler.page.locator(f"[name=v-{key}]")
        if asked.count():  # a contact that the platform knows is shown and not asked
            handler.fill(asked, text)
    since = handler.page.locator("[name^=since-]").first
    for box in handler.main.locator("[id^=place-condition-] input[type=checkbox]").all():
        handler.tick(box)
    handler.fill(since, later(-4000))
    handler.press(handler.button("Check and send"))
    handler.sees("Not sent yet. Nothing that you typed is lost; please look at:")
    expect(handler.page.locator("[name=v-f2]")).to_have_value("在三个乡推广新品种。")
    handler.fill(handler.page.locator("[name=v-f3]"), "同意推荐。")
    handler.press(handler.button("Save"))


def consented(handler: Walk, nominee: Walk) -> None:
    """By a link that is shown once; the nominee reads what is said, without an account."""
    handler.press(handler.link("Ask for the consent"))
    handler.press(handler.button("Make the link"))
    nominee.go(handler.page.locator(".qj-note code").inner_text())
    nominee.sees("在三个乡推广新品种。")
    nominee.fill(nominee.page.locator("#id_name"), "叶知秋")
    nominee.press(nominee.button("I agree"))
    nominee.sees("You agreed on %(moment)s. Thank you.")


def sent(handler: Walk, place: str) -> None:
    handler.go(place)
    handler.press(handler.button("Check and send"))
    handler.sees("Sent. You may take it back until the call closes.")


def returned(officer: Walk, call: str) -> None:
    """The form check sends back one place, with a reason."""
    officer.go(f"/calls/{call}/")
    officer.press(officer.button("Begin the form check"))
    officer.press(officer.link("一片叶子富了三个乡"))
    officer.open(officer.main.locator("summary").filter(has_text=officer.say("Send back, place by place")))
    officer.fill(officer.main.locator("[name=reason-v-f2]"), "请写明推广面积")
    officer.press(officer.button("Send back"))
    officer.sees("请写明推广面积")


def corrected(handler: Walk, place: str) -> None:
    """Only the place that was sent back is open."""
    handler.go(place.replace("edit/", ""))
    handler.sees("请写明推广面积")
    handler.press(handler.link("Correct it"))
    expect(handler.page.locator("[name=v-f1]")).to_be_disabled()
    handler.fill(handler.page.locator("[name=v-f2]"), "在三个乡推广新品种，共六千亩。")
    handler.press(handler.button("Check and send"))
    expect(handler.page).to_have_url(place.replace("edit/", ""))


def received(officer: Walk, handler: Walk, place: str) -> None:
    officer.go(place.replace("edit/", "check/"))
    officer.sees("共六千亩")
    officer.press(officer.button("The form is in order"))
    handler.go(place.replace("edit/", ""))
    handler.sees("form in order")
