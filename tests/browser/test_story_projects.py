"""A decision is displayed and objected to; another becomes a project, which its lead reports on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.conftest import Office
from tests.browser.notices import later
from tests.browser.walk import WAYS, AsWalker, Walk

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("way", WAYS)
def test_from_the_notice_to_a_report(walker: AsWalker, office: Office, way: str) -> None:
    officer, handler = walker("officer", way), walker("handler", way)
    seed = [sys.executable, "-m", "tests.browser.decided", way]
    found = subprocess.run(
        seed, cwd=ROOT, env=office.environment, check=True, capture_output=True, text=True
    ).stdout
    decision, call = found.split()
    notice = displayed(officer, decision)
    objected(handler, officer, notice)
    published(officer, call)
    reported(handler, officer, f"党建强会项目（{way}）申报")
    topic_begun(handler, f"合作社调研（{way}）")
    honour_entered(officer, f"先进学会（{way}）")


def displayed(officer: Walk, decision: str) -> str:
    """Looked at first, then started; the page of the notice."""
    officer.go("/notices/")
    officer.go(f"/notices/new/{decision}/")
    officer.fill(officer.page.locator("#id_channel"), "010-55550100")
    officer.fill(officer.page.locator("#id_first_day"), later(0))
    officer.press(officer.button("Start the public notice"))
    officer.sees("The public notice has not ended yet.")
    return officer.page.url


def objected(handler: Walk, officer: Walk, notice: str) -> None:
    """In the name of the body; the desk confirms, looks into it and decides."""
    handler.go(notice)
    handler.press(handler.link("Object to it"))
    handler.fill(handler.page.locator("#id_text"), "目标数据与去年相同")
    handler.fill(handler.page.locator("#id_contact"), "010-55550102")
    handler.press(handler.button("Hand it in"))
    handler.sees("目标数据与去年相同")
    officer.go(handler.page.url)
    officer.press(officer.button("Confirm that it arrived"))
    officer.fill(officer.page.locator("#id_finding"), "经核对，数据为本年度新增")
    officer.press(officer.button("Do not uphold"))
    officer.sees("经核对，数据为本年度新增")


def published(officer: Walk, call: str) -> None:
    """What follows is looked at, then everything in one press."""
    officer.go(f"/results/{call}/publish/")
    officer.fill(officer.page.locator("#id_starts_on"), later(0))
    officer.fill(officer.page.locator("#id_midterm_on"), later(100))
    officer.fill(officer.page.locator("#id_ends_on"), later(300))
    officer.press(officer.button("Publish the results"))
    officer.go("/honours/")
    officer.press(officer.main.locator("table a").first)
    officer.go("/honours/check/")
    officer.go("/honours/recommendations/")


def reported(handler: Walk, officer: Walk, title: str) -> None:
    """The lead reports, the desk sends back; a change is asked for and granted."""
    handler.go("/projects/?state=running")
    handler.press(handler.link(title))
    place = handler.page.url
    handler.press(handler.link("Write the report"))
    handler.fill(handler.page.locator("#id_text"), "已办一期")
    handler.fill(handler.page.locator("#id_goal0"), "1")
    handler.press(handler.button("Hand in the report"))
    officer.go("/projects/")
    officer.go(place)
    officer.fill(officer.field("Reason"), "请补充活动记录")
    officer.press(officer.button("Send back"))
    handler.go(place)
    handler.sees("请补充活动记录")
    handler.press(handler.link("Ask for a change"))
    handler.fill(handler.page.locator("#id_leader"), "顾南屏")
    handler.fill(handler.page.locator("#id_reason"), "原负责人调离")
    handler.press(handler.button("Ask"))
    officer.go(place)
    officer.press(officer.button("Grant"))
    officer.sees("顾南屏")
    handler.go(f"{place}budget/")
    handler.fill(handler.page.locator("#id_settled1"), "15000")
    handler.press(handler.button("Save"))
    handler.fill(handler.page.locator("#id_reason1"), "改用电子版")
    handler.press(handler.button("Save"))
    handler.sees("改用电子版")


def topic_begun(handler: Walk, title: str) -> None:
    handler.go("/projects/new/")
    handler.fill(handler.page.locator("#id_title"), title)
    handler.fill(handler.page.locator("#id_leader"), "周予安")
    handler.fill(handler.page.locator("#id_plan"), "合作社怎样建组织")
    handler.press(handler.button("Begin"))
    handler.sees(title)


def honour_entered(officer: Walk, award: str) -> None:
    officer.go("/honours/new/")
    officer.fill(officer.page.locator("#id_award"), award)
    officer.fill(officer.page.locator("#id_holder"), "江岚省茶叶学会")
    officer.press(officer.button("Enter"))
    officer.sees(award)
