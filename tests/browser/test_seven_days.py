"""Seven days to collect reflections, in a real browser."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.gongwen.makers import text_to_docx
from tests.stage import SAMPLE

AsUser = Callable[..., Page]

pytestmark = pytest.mark.browser

FIRST, AGAIN = "茶园里的一线经历。", "二〇二六年在茶园里的一线经历。"


def test_a_notice_goes_in_and_a_volume_comes_out(as_user: AsUser, tmp_path: Path) -> None:
    officer = as_user("officer")
    code = handed_in(officer)
    published(officer, code)
    handler = as_user("handler", 390)
    filled_in(handler, code, tmp_path)
    returned(officer, code)
    corrected(handler, code)
    accepted(officer, code)
    downloaded(officer, code, tmp_path)


def handed_in(officer: Page) -> str:
    """Read, shown beside its facts; a task's card marks its sentence."""
    officer.goto("/directives/new/")
    officer.set_input_files("main input[type=file]", SAMPLE)
    officer.locator("main .btn-primary").click()
    expect(officer.locator(".qj-doc .docno")).to_have_text("江岚科协社党发〔2026〕18号")
    officer.locator(".qj-task[data-k~=t2]").first.hover()
    expect(officer.locator("#doc .src.on").first).to_be_visible()
    return officer.url.rstrip("/").rsplit("/", 1)[-1]


def published(officer: Page, code: str) -> None:
    """The dates lie in the past, so a reason is asked."""
    officer.goto(f"/directives/{code}/publish/")
    officer.fill("main textarea", "补录已下发的通知")
    officer.locator(".qj-dock .btn-primary").click()
    expect(officer.locator(".qj-grid")).to_be_visible()


def filled_in(handler: Page, code: str, folder: Path) -> None:
    """None where there is none, a row for each item, a file; saved by itself, sent once."""
    handler.goto(f"/reports/{code}/")
    handler.locator("input[name=none]").check()
    for place in (1, 2, 3):
        handler.fill(f"[name='b2.{place}.name']", "顾南屏")
        handler.fill(f"[name='b2.{place}.post']", "理事长")
        handler.fill(f"[name='b2.{place}.text']", FIRST)
    handler.fill("[name='b3.1.text']", "建议设立茶园气象服务点。")
    essay = folder / "essay.docx"
    essay.write_bytes(text_to_docx(FIRST))
    handler.set_input_files("[name='file:b2.1.file']", essay)
    expect(handler.get_by_role("link", name="essay.docx")).to_be_visible()
    expect(handler.locator("#save-state")).to_contain_text("已")
    handler.locator(".qj-dock .btn-primary").click()
    expect(handler.locator(".st.s-submitted").first).to_be_visible()


def returned(officer: Page, code: str) -> None:
    """One field of one entry, with a reason."""
    officer.goto(f"/inbox/?directive={code}")
    officer.locator("main a[href^='/submissions/']").first.click()
    box = officer.locator("input[name=return][value$='.text']").first
    box.check()
    officer.locator(f"[name='reason:{box.get_attribute('value')}']").fill("请写明年份")
    officer.locator("form[action*='/return/'] button[type=submit]").click()
    expect(officer.locator("input[name=return]:checked")).to_have_count(0)


def corrected(handler: Page, code: str) -> None:
    """Exactly that field is open; the rest stands as text."""
    handler.goto(f"/reports/{code}/")
    field = handler.locator("[name^='fix.']")
    expect(field).to_have_count(1)
    expect(handler.get_by_text("请写明年份").first).to_be_visible()
    field.fill(AGAIN)
    handler.locator(".qj-dock .btn-primary").click()
    expect(handler.locator("#flashes")).to_contain_text("已报送")


def accepted(officer: Page, code: str) -> None:
    """One after the other, until nothing waits."""
    officer.goto(f"/inbox/?directive={code}")
    while (waiting := officer.locator("main a[href^='/submissions/']")).count():
        waiting.first.click()
        with officer.expect_navigation():
            officer.locator("form[action*='/accept/'] button[type=submit]").click()
        officer.goto(f"/inbox/?directive={code}")


def downloaded(officer: Page, code: str, folder: Path) -> None:
    officer.goto(f"/directives/{code}/collation/")
    found = {}
    for ending in ("xlsx", "docx", "zip"):
        with officer.expect_download() as download:
            officer.locator(f"a[href*='collation.{ending}']").first.click()
        found[ending] = folder / f"collation.{ending}"
        download.value.save_as(found[ending])
    sheets = load_workbook(found["xlsx"]).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert AGAIN in cells
    assert AGAIN in [paragraph.text for paragraph in docx.Document(str(found["docx"])).paragraphs]
    with zipfile.ZipFile(found["zip"]) as bundle:
        assert len([name for name in bundle.namelist() if name.endswith(".docx")]) == 1


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("username", ["officer", "handler", "auditor"])
def test_no_main_page_scrolls_sideways(as_user: AsUser, username: str, width: int) -> None:
    page = as_user(username, width)
    places = ["/", "/help/", "/posts/", "/messages/", "/accounts/"]
    places += [link.get_attribute("href") or "/" for link in page.locator(".qj-nav a").all()]
    for place in dict.fromkeys(places):
        page.goto(place)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, place
