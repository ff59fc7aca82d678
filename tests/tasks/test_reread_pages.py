"""The reading page: what is unsure first, every fact, and passages read again."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from quanjing.directives.models import Correction, Directive
from quanjing.organizations.models import Post
from quanjing.tasks.forms import place_of
from tests.tasks.conftest import TEXT
from tests.world import World

SignIn = Callable[[Post], Client]
Reader = Callable[[dict[str, Any]], Directive]


@pytest.fixture
def officer(world: World, client_of: SignIn) -> Client:
    return client_of(world.officer)


def url_of(name: str, directive: Directive, *more: str) -> str:
    return reverse(name, args=[directive.code, *more])


def words_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def unsure(notice: dict[str, Any]) -> dict[str, Any]:
    """The notice with a doubt of each sort: on a fact, on a place, on a task, on nothing."""
    doubts = [
        ("title_without_kind", None, None),
        ("page_unsure", None, [10, 20]),
        ("due_contradicted", 2, None),
        ("recognized", None, None),
    ]
    said = [
        {"code": code, "en": f"EN {code}.", "zh": f"中文{code}。", "task": task, "span": span}
        for code, task, span in doubts
    ]
    notice["facts"]["doubts"] = said
    notice["facts"]["title"]["doubt"] = said[0]
    return notice


def test_what_is_unsure_stands_first_and_leads_to_its_place(
    officer: Client, read_directive: Reader, notice: dict[str, Any]
) -> None:
    directive = read_directive(unsure(notice))
    html = officer.get(url_of("directive_page", directive)).content.decode()
    order = [html.index(f'id="{part}"') for part in ("unsure", "reread", "facts", "deadlines", "tasks")]
    assert order == sorted(order)
    listed = html[order[0] : order[1]]
    links = re.findall(r'href="#(at-\w+)"', listed)
    first = directive.tasks.get(position=1)
    assert links == ["at-ti", "at-w2", "at-t2", f"at-d{first.deadline_start}"]
    assert [link for link in links if f'id="{link}"' not in html] == []
    for code in ("title_without_kind", "page_unsure", "due_contradicted", "recognized"):
        assert f"中文{code}。" in listed


def test_doubts_are_said_in_the_language_of_the_reader(
    officer: Client, read_directive: Reader, notice: dict[str, Any]
) -> None:
    directive = read_directive(unsure(notice))
    officer.cookies["quanjing_language"] = "en"
    with override("en", deactivate=True):
        words = words_of(officer.get(url_of("directive_page", directive)))
    assert [f"EN {code}." in words for code in ("title_without_kind", "recognized")] == [True, True]
    assert "中文" not in words.replace("中文 ", "")


def test_an_older_reading_shows_its_sentences(
    officer: Client, read_directive: Reader, notice: dict[str, Any]
) -> None:
    notice["warnings"] = ["No title was found.", "Something old was unsure."]
    directive = read_directive(notice)
    Directive.objects.update(doubts={"warning.1": "Something old was unsure."})
    assert "Something old was unsure." in words_of(officer.get(url_of("directive_page", directive)))


def test_every_fact_is_shown(officer: Client, read_directive: Reader, notice: dict[str, Any]) -> None:
    notice["based_on"] = [{"title": "学会工作要点", "doc_number": "岚科协〔2026〕3号"}]
    notice["contacts"][0] |= {"topic": "学习体会", "span": [10, 20]}
    notice["facts"]["source"] = {"format": "image", "engine": "RapidOCR 3", "confidence": 0.938}
    task = notice["tasks"][0]
    task |= {"purpose": "谋划五年", "content": "今后五年", "count": 3}
    task["deadline"] |= {"kind": "recurring", "recurrence": "monthly", "offset_workdays": 5}
    words = words_of(officer.get(url_of("directive_page", read_directive(notice))))
    for said in (
        "文种 通知", "学会工作要点 岚科协〔2026〕3号", "学习体会: 综合处 宋时雨 55550118 desk@example.org",
        "1. 学习体会统计表", "结构层次，4条", "由RapidOCR 3从图片识别，平均把握93%", "目的 谋划五年",
        "内容 今后五年", "数量 3", "书面材料一份 文字", "定期 · 每月 · 5个工作日",
    ):  # fmt: skip
        assert said in words, said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"format": "doc", "engine": "LibreOffice", "confidence": None}, "来源 经LibreOffice读自DOC"),
        ({"format": "txt", "engine": "utf-8", "confidence": None}, "来源 读自纯文本"),
        (None, None),
    ],
)
def test_how_the_text_was_got_is_said_where_it_is_known(
    officer: Client, read_directive: Reader, notice: dict[str, Any], source: Any, said: str | None
) -> None:
    notice["facts"]["source"] = source
    words = words_of(officer.get(url_of("directive_page", read_directive(notice))))
    assert ("来源" in words, (said or "") in words) == (said is not None, True)


def test_a_passage_is_looked_at_put_in_place_and_taken_back(officer: Client, directive: Directive) -> None:
    url, task = url_of("fact_reread", directive), directive.tasks.get(position=1)
    asked = {"what": f"{task.code}.responsible", "words": "组织\n联络处"}
    page = officer.get(url, asked)
    words = words_of(page)
    assert (page.status_code, "原来 各学会" in words, "现为 组织联络处" in words) == (200, True, True)
    fragment = officer.get(url, asked, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in fragment, 'id="reread"' in fragment) == (False, True)
    start = TEXT.index("组织联络处")
    put = {"what": asked["what"], "start": start, "end": start + 5, "version": directive.version}
    shown = officer.post(url, put, follow=True)
    task.refresh_from_db()
    assert (task.responsible, "各学会 → 组织联络处" in words_of(shown)) == (["组织联络处"], True)
    undo = url_of("correction_undo", directive, Correction.objects.get().code)
    shown = officer.post(undo, follow=True)
    task.refresh_from_db()
    assert (task.responsible, undo in shown.content.decode()) == (["各学会"], False)


@pytest.mark.parametrize(
    "given",
    [
        {"what": "title", "words": "不在原文之中"},
        {"what": "title"},
        {"what": "title", "start": 5, "end": 5},
        {"what": "title", "start": 0, "end": 100_000},
        {"what": "weather", "words": "学习体会"},
        {"what": "issued_on", "words": "学习体会"},
    ],
)
def test_a_wrong_passage_keeps_the_form_and_says_why(
    officer: Client, directive: Directive, given: dict[str, Any]
) -> None:
    response = officer.get(url_of("fact_reread", directive), given)
    assert (response.status_code, "qj-error" in response.content.decode()) == (422, True)


def test_a_stale_page_sees_the_preview_again(officer: Client, directive: Directive) -> None:
    given = {"what": "title", "words": "学习体会", "version": 99}
    response = officer.post(url_of("fact_reread", directive), given)
    assert (response.status_code, "采用" in words_of(response)) == (409, True)


def test_an_unknown_correction_is_not_found(officer: Client, directive: Directive) -> None:
    assert officer.post(url_of("correction_undo", directive, "unknown1")).status_code == 404


def test_words_are_found_whatever_white_space_stands_between() -> None:
    assert place_of("关于 征集\n体会的通知", "征集体会 的") == (3, 9)
    assert (place_of("关于", ""), place_of("关于", "征集")) == (None, None)


def test_the_reading_page_takes_as_many_queries_for_one_correction_as_for_three(
    officer: Client, directive: Directive
) -> None:
    url, page = url_of("fact_reread", directive), url_of("directive_page", directive)
    counts = []
    for words in ("学习体会", "工作谋划", "建言献策"):
        officer.post(url, {"what": "title", "words": words})
        with CaptureQueriesContext(connection) as queries:
            officer.get(page)
        counts.append(len(queries))
    assert (Correction.objects.count(), len(set(counts))) == (3, 1)
