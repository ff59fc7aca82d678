"""The looks themselves see what is wrong: a page with every fault, and one with none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looks import faults

pytestmark = pytest.mark.browser


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


WRONG = """<html lang="zh-Hans"><body><h1>一</h1><h1>二</h1><input name="a"><button></button>
<a href="#" style="outline: none">链接</a><style>:focus { outline: none !important }</style>
<p>Save</p><p>to be confirmed by hand</p><div style="width: 700px">宽</div></body></html>"""
RIGHT = """<html lang="zh-Hans"><body><h1>一</h1><label>名称 <input name="a"></label><button>保存</button>
<p lang="en">Quanjing reads notices</p></body></html>"""


def test_every_fault_is_seen(blank: Page) -> None:
    blank.set_content(WRONG)
    found = faults(blank, "zh-hans")
    assert found["too wide"] == ["390 px", "200 %"]
    assert found["headings"] == [2]
    assert len(found["fields without a label"]) == len(found["buttons without a name"]) == 1
    assert found["other language"] == ["Save", "to be confirmed by hand"]
    assert len(found["focus not seen"]) == 3


def test_chinese_words_of_the_product_are_seen_on_an_english_page(blank: Page) -> None:
    blank.set_content(
        '<html lang="en"><body><h1>Reports</h1><p>责任分工表</p><p>江岚省茶叶学会</p></body></html>'
    )
    assert faults(blank, "en") == {"other language": ["责任分工表"]}


def test_a_sound_page_has_none(blank: Page) -> None:
    blank.set_content(RIGHT)
    assert faults(blank, "zh-hans") == {}
