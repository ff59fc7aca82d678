"""An officer composes a notice from a notice that came in, sees its pages, makes it final, downloads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gongwen.facade import check_layout
from tests.browser.looks import assert_looks_right

pytestmark = pytest.mark.browser

TITLE = "关于征集“科技工作者在一线”学习体会的通知"


def composed(page: Page) -> None:
    """A draft from the demo's notice, its first page drawn."""
    page.goto("/directives/")
    page.get_by_role("link", name=TITLE, exact=True).first.click()
    page.locator(".qj-more > summary").click()
    page.get_by_role("link", name="拟文").click()
    page.get_by_role("radio", name="通知（红头文件）").check()
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.locator(".doc-page").first).to_be_visible()


def test_a_notice_is_composed_numbered_and_downloaded(as_user: Callable[..., Page], tmp_path: Path) -> None:
    page = as_user("officer")
    page.goto("/documents/numbers/")
    opening = page.locator("form[action$='/series/']")
    opening.get_by_label("机关代字").fill("岚科协发")
    opening.get_by_role("button").click()

    composed(page)
    before = page.locator(".doc-page").first.get_attribute("src")
    assert before is not None
    page.get_by_label("事由").fill("征集一线学习体会")
    page.get_by_role("button", name="添加事项").click()
    page.locator("[name='items.name']").last.fill("其他事项")
    expect(page.locator("#document-title")).to_have_text("江岚省科学技术协会关于征集一线学习体会的通知")
    expect(page.locator(".doc-page").first).not_to_have_attribute("src", before)
    expect(page.get_by_text("格式检查：Word文件符合GB/T 9704-2012。")).to_be_visible()
    assert_looks_right(page, "zh-hans")

    page.get_by_role("button", name="定稿编号").click()
    expect(page.get_by_role("heading", name="版本")).to_be_visible()
    expect(page.locator(".doc-page").first).to_be_visible()
    assert_looks_right(page, "zh-hans")
    for label, ending in (("Word", "docx"), ("PDF", "pdf")):
        with page.expect_response(lambda answer: "/editions/1/" in answer.url) as answer:
            page.evaluate(f"fetch('editions/1/{ending}/')")
        (tmp_path / f"notice.{ending}").write_bytes(answer.value.body())
        assert page.get_by_role("link", name=label, exact=True).get_attribute("href") is not None
    assert check_layout((tmp_path / "notice.docx").read_bytes()).deviations == ()
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF-")

    page.goto("/documents/numbers/")
    series = page.locator("select[name=series] option", has_text="岚科协社党发").get_attribute("value")
    page.goto(f"/documents/numbers/?series={series}")
    row = page.get_by_role("row").filter(has_text="江岚省科学技术协会关于征集一线学习体会的通知")
    expect(row).to_contain_text(re.compile("岚科协社党发〔2026〕[0-9]+号"))
    assert_looks_right(page, "zh-hans")
    page.goto("/documents/")
    assert_looks_right(page, "zh-hans")


def test_two_windows_do_not_overwrite_each_other(as_user: Callable[..., Page]) -> None:
    first = as_user("officer")
    composed(first)
    second = as_user("officer")
    second.goto(first.url)
    first.get_by_label("事由").fill("甲的事由")
    expect(first.locator("#document-title")).to_contain_text("甲的事由")
    second.get_by_label("发文缘由").fill("乙的缘由")
    conflict = second.locator("#conflict")
    expect(conflict).to_contain_text("甲的事由")
    expect(second.get_by_label("发文缘由")).to_have_value("乙的缘由")
    conflict.get_by_role("link").click()
    expect(second.get_by_label("事由")).to_have_value("甲的事由")


def test_the_pages_are_right_in_english(as_user: Callable[..., Page]) -> None:
    page = as_user("officer", 1280, "en")
    for path in ("/documents/", "/documents/new/", "/documents/numbers/"):
        page.goto(path)
        assert_looks_right(page, "en")


def test_the_composing_page_is_right_in_english_on_a_phone(as_user: Callable[..., Page]) -> None:
    page = as_user("officer")
    composed(page)
    small = as_user("officer", 390, "en")
    small.goto(page.url)
    expect(small.locator(".doc-page").first).to_be_visible()
    assert_looks_right(small, "en")
