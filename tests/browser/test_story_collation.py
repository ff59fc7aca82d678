"""What came in becomes a table, a volume and a bundle of files, made by the worker while one looks on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.notices import later, publish, settle
from tests.browser.test_story_compiling import accepted
from tests.browser.walk import AsWalker, Walk

pytestmark = pytest.mark.browser

TEA, NUMBERS = "江岚省茶叶学会", "江岚省数学会"
HEAD = ("活动名称", "到场人数", "其中：线上人数", "活动照片")
ROWS = {
    "handler": ("茶园开放日", "100", "120"),
    "s101": ("数学进校园", "80", "20"),
}  # activity, persons, online


@pytest.mark.parametrize(("way", "number"), [("zh", 98), ("en", 99)])
def test_reports_are_collated_by_the_worker(
    walker: AsWalker, start_worker: Callable[[], None], tmp_path: Path, way: str, number: int
) -> None:
    officer = walker("officer", way)
    code = asked(officer, tmp_path, number)
    for username, row in ROWS.items():
        sent(walker(username, way), code, row, tmp_path)
        accepted(officer, code)
    officer.go(f"/directives/{code}/collation/")
    for kind in ("Table (Excel)", "Volume (Word)", "Files (ZIP)"):
        ordered(officer, kind)
    officer.press(officer.button("Stop this work", paper(officer, "Volume (Word)")))
    expect(paper(officer, "Volume (Word)")).to_contain_text(officer.say("cancelled"))
    start_worker()
    is_right_table(taken(officer, "Table (Excel)"))
    is_right_bundle(taken(officer, "Files (ZIP)"))
    expect(officer.link("Download", paper(officer, "Volume (Word)"))).to_have_count(0)
    officer.press(officer.button("Make it again", paper(officer, "Volume (Word)")))
    is_right_volume(taken(officer, "Volume (Word)"))
    officer.look()
    checked(officer)


def asked(officer: Walk, folder: Path, number: int) -> str:
    """A notice as a Word file with a table at its end is read and published."""
    officer.go("/directives/new/")
    officer.page.set_input_files("main input[type=file]", notice(folder, number))
    officer.press(officer.button("Read it into tasks"))
    code = officer.page.url.rstrip("/").rsplit("/", 1)[-1]
    settle(officer)
    publish(officer, code, "society:provincial")
    return code


def notice(folder: Path, number: int) -> Path:
    day = later(20).split("-")
    due = f"{day[0]}年{int(day[1])}月{int(day[2])}日"
    paper = Document()
    for line in (
        "江岚省科学技术协会",
        f"江岚科协社党发〔{later(0)[:4]}〕{number}号",
        "关于统计科普活动情况的通知",
        "各省级学会：",
        f"为掌握全省科普活动情况，请各省级学会认真填写《科普活动统计表》，于{due}前报送。",
        "联系人：林知远（学会党建办）；电话：010-55550121；邮箱：desk@keji.example.org",
        "附件：科普活动统计表",
        "江岚省科学技术协会",
        f"{later(0)[:4]}年{int(later(0)[5:7])}月{int(later(0)[8:])}日",
        "附件",
        "科普活动统计表",
        "学会名称：          填表人：",
    ):
        paper.add_paragraph(line)
    table = paper.add_table(4, len(HEAD), "Table Grid")
    for cell, label in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = label
    path = folder / f"通知{number}.docx"
    paper.save(str(path))
    return path


def sent(handler: Walk, code: str, row: tuple[str, str, str], folder: Path) -> None:
    """One row with a photo; more people online than at all, which the desk is to find."""
    handler.go(f"/reports/{code}/")
    fields = handler.page.locator("main .qj-part")
    for label, value in zip(HEAD, row, strict=False):
        handler.fill(fields.get_by_label(label, exact=True).first, value)
    photo = folder / f"{row[0]}.png"
    Image.new("RGB", (400, 300), "#357").save(photo)
    handler.page.set_input_files("main .qj-part input[type=file][name^='file:']", photo)
    expect(handler.page.get_by_role("link", name=photo.name)).to_be_visible()
    handler.open(handler.page.locator("#send button"))
    expect(handler.page.locator(".st.s-submitted:visible").first).to_be_visible()


def ordered(officer: Walk, kind: str) -> None:
    making = officer.main.locator("form[action$='/papers/']").filter(has_text=officer.say(kind))
    officer.press(officer.button("Make", making))
    expect(paper(officer, kind)).to_contain_text(officer.say("waiting"))


def paper(officer: Walk, kind: str) -> Locator:
    """The newest of its kind among those that were asked for."""
    return officer.page.locator("#papers li").filter(has_text=officer.say(kind)).first


def taken(officer: Walk, kind: str) -> BytesIO:
    """Nobody reloads the page: the button comes by itself once the worker is done."""
    link = officer.link("Download", paper(officer, kind))
    expect(link).to_be_visible(timeout=60_000)
    with officer.page.expect_download() as download:
        link.click()
    return BytesIO(download.value.path().read_bytes())


def is_right_table(data: BytesIO) -> None:
    sheet = load_workbook(data).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]]
    assert set(HEAD) <= set(rows[0])
    at = [rows[0].index(label) for label in HEAD[:3]]
    found = {row[1]: tuple(row[column] for column in at) for row in rows[1:]}
    assert found[TEA] == ("茶园开放日", 100, 120)
    assert found[NUMBERS] == ("数学进校园", 80, 20)


def is_right_volume(data: BytesIO) -> None:
    volume = Document(data)
    words = "\n".join(one.text for one in volume.paragraphs)
    words += "\n".join(cell.text for table in volume.tables for row in table.rows for cell in row.cells)
    for expected in (TEA, NUMBERS, *(row[0] for row in ROWS.values())):
        assert expected in words
    assert len(volume.inline_shapes) == len(ROWS)


def is_right_bundle(data: BytesIO) -> None:
    """Both photos, and the list that names whoever sent none as missing."""
    package = zipfile.ZipFile(data)
    assert package.testzip() is None
    photos = [name for name in package.namelist() if name.endswith(".png")]
    [manifest] = [name for name in package.namelist() if name.endswith(".xlsx")]
    assert len(photos) == len(ROWS)
    listed = list(load_workbook(BytesIO(package.read(manifest))).worksheets[0].iter_rows(values_only=True))
    assert {name for name in photos if any(name in row for row in listed)} == set(photos)
    assert len(listed) > len(ROWS) + 1


def checked(officer: Walk) -> None:
    """The labels say that the second number is a part of the first; one report does not bear that out."""
    officer.press(officer.main.get_by_role("link", name=officer.say("Cross-checks")))
    officer.press(officer.button("Check this"))
    found = officer.page.locator("li").filter(has_text=TEA)
    expect(found).to_contain_text("120")
    expect(officer.page.locator("li").filter(has_text=NUMBERS)).to_have_count(0)
