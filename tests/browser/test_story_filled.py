"""A sheet is downloaded, filled in Word or Excel, handed in, looked at, taken over and sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.test_story_collecting import published
from tests.browser.walk import AsWalker, Walk
from tests.submissions.typing_in import into_docx, into_xlsx

pytestmark = pytest.mark.browser

WORDS = "在一线，把论文写在茶园里，也写在农家的账本上。"


@pytest.mark.parametrize(("way", "format", "number"), [("zh", "docx", "95号"), ("en", "xlsx", "96号")])
def test_a_sheet_goes_out_as_a_file_and_comes_back_as_one(
    walker: AsWalker, tmp_path: Path, way: str, format: str, number: str
) -> None:
    officer, handler = walker("officer", "zh"), walker("handler", way)
    code = published(officer, "zh", number)
    handler.go(f"/reports/{code}/")
    filled = downloaded_and_filled(handler, tmp_path, format)
    handler.page.set_input_files("#forms", filled)
    handler.press(handler.button("Read the files"))
    handler.sees(WORDS)
    handler.sees("new")
    handler.press(handler.button("Take into the draft"))
    expect(handler.page.locator("textarea").first).to_have_value(WORDS)
    handler.sees(filled.name)
    handler.press(handler.button("Put the draft back as before"))
    expect(handler.page.locator("textarea").first).to_have_value("")
    handler.page.set_input_files("#forms", filled)
    handler.press(handler.button("Read the files"))
    handler.press(handler.button("Take into the draft"))
    handler.open(handler.page.locator("#send button"))
    expect(handler.page.locator(".st.s-submitted:visible").first).to_be_visible()


def downloaded_and_filled(handler: Walk, folder: Path, format: str) -> Path:
    """The sheet with a text typed into its first long field."""
    name = "Word" if format == "docx" else "Excel"
    with handler.page.expect_download() as download:
        sheets = handler.page.locator("#papers li")
        single = sheets.nth(min(1, sheets.count() - 1))  # behind all together
        single.locator("a", has_text=name).click()
    path = folder / f"填好.{format}"
    data = download.value.path().read_bytes()
    if format == "docx":
        path.write_bytes(into_docx(data, {(".text", 0): WORDS}))
    else:
        path.write_bytes(into_xlsx(data, {"b1.text": WORDS}))
    return path
