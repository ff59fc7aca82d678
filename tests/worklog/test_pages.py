"""The pages of the work log, and its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from quanjing.organizations.models import Post
from quanjing.worklog.models import LogEntry, ServiceMark
from tests.activities.conftest import held
from tests.world import World

ENTRY = {"day": "2026-09-02", "kind": "service", "matter": "走访会员单位", "service": "workers"}


@pytest.fixture
def browser(world: World, client_of: Callable[[Post], Client], at_nine: object) -> Client:
    return client_of(world.tea_handler)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_secretary_adds_what_is_missing_and_takes_it_out_again(browser: Client) -> None:
    answer = browser.post("/worklog/new/", ENTRY)
    entry = LogEntry.objects.get()
    assert answer["Location"] == "/worklog/?day=2026-09-02"
    page = text(browser.get(answer["Location"]))
    assert "走访会员单位" in page
    assert "为科技工作者服务" in page
    browser.post(f"/worklog/{entry.code}/", ENTRY | {"matter": "走访两家会员单位", "version": "1"})
    assert "走访两家会员单位" in text(browser.get("/worklog/"))
    browser.post(f"/worklog/{entry.code}/remove/")
    assert "走访" not in text(browser.get("/worklog/"))


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(browser: Client) -> None:
    answer = browser.post("/worklog/new/", ENTRY | {"day": "2026-10-01"})
    assert answer.status_code == 422
    assert "走访会员单位" in text(answer)
    assert not LogEntry.objects.exists()


def test_a_drawn_entry_is_said_to_serve(browser: Client, world: World) -> None:
    activity = held(world.actor(world.tea_handler))
    sent = {"source": "activities", "key": activity.code, "day": "2026-09-02", "service": "literacy"}
    assert browser.post("/worklog/serves/", sent).status_code == 302
    assert ServiceMark.objects.get().service == "literacy"
    assert browser.post("/worklog/serves/", sent | {"key": "unknown1"}).status_code == 404


def test_statistics_lead_to_the_list_behind(
    client_of: Callable[[Post], Client], world: World, at_nine: object
) -> None:
    held(world.actor(world.tea_handler))
    desk = client_of(world.officer)
    page = text(desk.get("/worklog/statistics/?span=year"))
    link = "/worklog/?span=year&amp;kind=study&amp;society_class=3"
    assert link in page
    assert "九月主题党日" in text(desk.get(link.replace("&amp;", "&")))


def test_files_say_the_same_as_the_page(browser: Client, world: World) -> None:
    held(world.actor(world.tea_handler))
    browser.post("/worklog/new/", ENTRY)
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/worklog/worklog.xlsx?day=2026-09-03").getvalue()))
    entries = [row[3].value for row in book.worksheets[0].iter_rows(min_row=4)]
    assert entries == ["主题党日: 九月主题党日", "走访会员单位"]
    assert [cell.value for cell in book.worksheets[1][4]][-1] == 2
    document = browser.get("/worklog/worklog.docx?day=2026-09-03")
    with zipfile.ZipFile(io.BytesIO(document.getvalue())) as packed:
        words = packed.read("word/document.xml").decode()
    assert "走访会员单位" in words
    assert "2026-09" in words
    assert browser.get("/worklog/worklog.pdf").status_code == 404


@pytest.mark.parametrize(
    "query", ["span=decade", "day=tomorrow", "day=9999-12-31", "kind=x", "page=99999", "society_class=77"]
)
def test_filters_that_make_no_sense_narrow_nothing(browser: Client, query: str) -> None:
    assert browser.get(f"/worklog/?{query}").status_code == 200
    assert browser.get("/worklog/?under=unknown1").status_code == 404
