"""The pages: what is typed is kept, what is wrong stands at its field, files come as they were frozen."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongwen.facade import check_layout
from quanjing.documents import actions
from quanjing.documents.models import Document, Number, Series
from quanjing.documents.rules import ROWS
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from tests.documents.conftest import FACTS, Written
from tests.gongwen.makers import text_to_docx
from tests.submissions.conftest import make_scene
from tests.world import World

ClientOf = Callable[[Post], Client]


@pytest.fixture
def desk(world: World, officer: Actor, client_of: ClientOf) -> Client:
    return client_of(world.officer)


def as_posted(document: Document, facts: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """What the page sends: rows as repeated fields."""
    data: dict[str, Any] = {
        "version": document.version,
        "series": document.series.code if document.series else "",
    }
    for name, value in (facts or document.facts).items():
        if name not in ROWS:
            data[name] = value
            continue
        for field in ROWS[name]:
            data[f"{name}.{field}"] = [row.get(field, "") for row in value]
    return {**data, **more}


def address(document: Document, rest: str = "") -> str:
    return f"/documents/{document.code}/{rest}"


def content(response: Any) -> bytes:
    """What is downloaded; the file behind it is closed."""
    data = b"".join(response.streaming_content)
    response.close()
    return data


def test_the_page_of_a_notice_leads_to_a_document_with_its_items(world: World, desk: Client) -> None:
    directive = make_scene(world).directive
    assert f"/documents/new/?directive={directive.code}" in desk.get(f"/directives/{directive.code}/").text
    answer = desk.post("/documents/new/", {"kind": "red_head_notice", "directive": directive.code})
    document = Document.objects.get()
    assert answer["Location"] == address(document)
    assert "负责人学习体会" in desk.get(address(document)).text
    assert str(document) in desk.get(f"/documents/new/?directive={directive.code}").text


def test_what_is_typed_comes_back_as_it_was(desk: Client, written: Written) -> None:
    document = written()
    facts = {**document.facts, "reason": "第一行\r\n第二行", "items": [{"name": "甲", "points": "一\n二"}]}
    desk.post(address(document), as_posted(document, facts))
    document.refresh_from_db()
    assert document.facts["reason"] == "第一行\n第二行"
    assert document.facts["items"] == [
        {"name": "甲", "text": "", "due": "", "things": "", "audience": "", "points": "一\n二", "level": ""}
    ]


def test_a_script_gets_the_new_version(desk: Client, written: Written) -> None:
    document = written()
    data = as_posted(document, {**document.facts, "subject": "另一件事"})
    saved = desk.post(address(document), data, headers={"X-Requested-With": "fetch"})
    assert f'id="version" value="{document.version + 1}"' in saved.text
    conflict = desk.post(
        address(document), data | {"subject": "第三件事"}, headers={"X-Requested-With": "fetch"}
    )
    assert (conflict.status_code, "另一件事" in conflict.text, "第三件事" in conflict.text) == (
        409,
        True,
        True,
    )


def test_without_a_script_the_loser_keeps_what_he_typed(desk: Client, written: Written) -> None:
    document = written()
    desk.post(address(document), as_posted(document, {**document.facts, "subject": "另一件事"}))
    lost = desk.post(address(document), as_posted(document, {**document.facts, "subject": "第三件事"}))
    assert (lost.status_code, 'value="第三件事"' in lost.text) == (409, True)


def test_what_is_missing_stands_at_its_field_when_it_shall_be_final(desk: Client, written: Written) -> None:
    document = written()
    facts = {**document.facts, "items": [{"text": "没有标题。"}]}
    refused = desk.post(address(document), as_posted(document, facts, step="finalize"))
    row = refused.text.split('name="items.name"')[1].split("</label>")[0]
    assert (refused.status_code, "请填写此项。" in row) == (422, True)
    assert "没有标题。" in refused.text


def test_the_preview_shows_pages_findings_and_substitutes(desk: Client, written: Written) -> None:
    document = written()
    page = desk.get(address(document, "preview/")).text
    assert page.count('<img class="doc-page"') >= 1
    assert "格式检查：Word文件符合GB/T 9704-2012。" in page


def test_the_preview_says_what_is_missing(desk: Client, written: Written) -> None:
    page = desk.get(address(written(subject=""), "preview/")).text
    assert "事由: 请填写此项。" in " ".join(page.split())


def test_strict_says_which_faces_are_missing_and_how_to_bring_them(
    desk: Client, written: Written, settings: Any
) -> None:
    document = written(strict=True)
    if actions.draw(kind="notice", facts=document.facts, number="", strict=False).substitutes == []:
        pytest.skip("this machine has every face of the standard")
    page = desk.get(address(document, "preview/")).text
    assert ("方正小标宋简体" in page, "QUANJING_FONT_DIR" in page) == (True, True)
    refused = desk.post(address(document), as_posted(document, strict="yes", step="finalize"))
    assert (refused.status_code, Number.objects.count()) == (422, 0)
    word = desk.get(address(document, "draft.docx"))
    assert check_layout(content(word)).paragraphs > 5


def test_a_draft_is_downloaded_without_a_number_that_nobody_holds(desk: Client, written: Written) -> None:
    import docx

    data = content(desk.get(address(written(), "draft.docx")))
    assert "1号" not in "".join(one.text for one in docx.Document(BytesIO(data)).paragraphs)


def test_a_final_document_is_downloaded_as_it_was_frozen(desk: Client, written: Written) -> None:
    document = written()
    made = desk.post(address(document), as_posted(document, step="finalize"))
    assert made.status_code == 302
    edition = Document.objects.get().editions.get()
    word = content(desk.get(address(document, "editions/1/docx/")))
    assert (word, check_layout(word).deviations) == (actions.drawing.bytes_of(edition.docx), ())
    assert content(desk.get(address(document, "editions/1/pdf/")))[:5] == b"%PDF-"
    page = desk.get(address(document)).text
    assert (edition.docx.sha256 in page, "岚科协发〔2026〕1号" in page) == (True, True)


def test_a_file_becomes_an_annex_of_its_own_and_typed_text_is_not_lost(
    desk: Client, written: Written
) -> None:
    document = written()
    upload = BytesIO(text_to_docx("附件正文。"))
    upload.name = "报名表.docx"
    facts = {**document.facts, "reason": "为做好工作"}
    desk.post(address(document), as_posted(document, facts, annex=upload))
    document.refresh_from_db()
    file = document.annex_files.get().file
    assert document.facts["annexes"][-1] == {
        "title": "报名表", "text": "", "cells": "", "landscape": "", "file": file.code,
    }  # fmt: skip
    assert document.facts["reason"] == "为做好工作"
    assert len(content(desk.get(address(document, f"annexes/{file.code}/")))) == file.size


def test_a_file_of_another_document_is_not_named(desk: Client, written: Written) -> None:
    first, second = written(), written()
    upload = BytesIO(text_to_docx("附件正文。"))
    upload.name = "报名表.docx"
    desk.post(address(first), as_posted(first, annex=upload))
    code = first.annex_files.get().file.code
    facts = {**second.facts, "annexes": [{"title": "别人的", "file": code}]}
    desk.post(address(second), as_posted(second, facts))
    second.refresh_from_db()
    assert second.facts["annexes"][0]["file"] == ""


def test_the_list_narrows_by_kind_year_and_state(desk: Client, written: Written, officer: Actor) -> None:
    actions.finalize(actor=officer, document=written())
    written("letter", date="2025-05-06")

    def titles(query: str) -> int:
        return desk.get(f"/documents/?{query}").text.count('<td class="named">')

    found = [titles(q) for q in ("", "kind=letter", "year=2025", "state=final", "text=岚科协发", "text=没有")]
    assert found == [2, 1, 1, 1, 1, 0]


def counted(desk: Client, path: str) -> int:
    desk.get(path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert desk.get(path).status_code == 200
    return len(queries)


def test_no_list_costs_a_query_a_row(desk: Client, written: Written, officer: Actor, series: Series) -> None:
    paths = ("/documents/", f"/documents/numbers/?series={series.code}")
    actions.finalize(actor=officer, document=written())
    one = [counted(desk, path) for path in paths]
    for _ in range(2):
        actions.finalize(actor=officer, document=written())
    assert [counted(desk, path) for path in paths] == one


def test_more_items_cost_no_more_queries(desk: Client, written: Written) -> None:
    few, many = written(), written(items=[{"name": f"第{n}件"} for n in range(9)])
    assert counted(desk, address(few)) == counted(desk, address(many))


def test_the_register_is_set_up_started_and_filled_from_paper(desk: Client, officer: Actor) -> None:
    desk.post("/documents/numbers/series/", {"style": "year", "agency_code": "岚科协发"})
    code = Series.objects.get().code
    desk.post(f"/documents/numbers/{code}/start/", {"year": 2026, "first": 13})
    desk.post(
        f"/documents/numbers/{code}/paper/",
        {
            "year": 2026,
            "serial": 7,
            "title": "关于纸质文件的通知",
            "dated_on": "2026-02-03",
            "void": "打印有误",
        },
    )
    page = desk.get(f"/documents/numbers/?series={code}&year=2026").text
    assert ("岚科协发〔2026〕7号" in page, "打印有误" in page, "有11个号为纸质编号" in page) == (
        True,
        True,
        True,
    )
    refused = desk.post(
        f"/documents/numbers/{code}/paper/",
        {"year": 2026, "serial": 20, "title": "关于空号的通知", "dated_on": "2026-02-03"},
    )
    assert (refused.status_code, "下一个应为13号" in refused.text) == (422, True)


def test_the_register_is_exported_in_order_with_its_void_numbers(
    desk: Client, officer: Actor, written: Written, series: Series
) -> None:
    first = written()
    actions.finalize(actor=officer, document=first)
    actions.finalize(actor=officer, document=written())
    actions.withdraw(actor=officer, document=first, reason="重复")
    data = content(desk.get(f"/documents/numbers/{series.code}/2026.xlsx"))
    rows = list(openpyxl.load_workbook(BytesIO(data)).active.values)  # type: ignore[union-attr]
    numbers = [(row[0], row[3], row[4]) for row in rows if row[0] and "〔" in str(row[0])]
    assert numbers == [("岚科协发〔2026〕1号", "作废", "重复"), ("岚科协发〔2026〕2号", "有效", None)]
    word = content(desk.get(f"/documents/numbers/{series.code}/2026.docx"))
    assert check_layout(word).deviations == ()


def test_each_step_is_one_press_on_its_page(desk: Client, written: Written) -> None:
    document = written()
    desk.post(address(document), as_posted(document, step="finalize"))
    desk.post(address(document, "correct/"), {"reason": "时限有误"})
    assert "时限有误" in desk.get(address(document)).text
    desk.post(address(document, "keep/"))
    registered = desk.post(address(document, "register/"))
    assert address(document) in desk.get(registered["Location"]).text
    refused = desk.post(address(document, "withdraw/"), {"reason": ""})
    assert (refused.status_code, "请填写原因。" in refused.text) == (422, True)
    desk.post(address(document, "withdraw/"), {"reason": "与上级文件不一致"})
    assert "与上级文件不一致" in desk.get(address(document)).text
    assert FACTS["subject"] in document.title
