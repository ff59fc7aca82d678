"""The pages on directives: who gets them, what they say, how many queries they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from gongwen.errors import GongwenError
from gongwen.read import dispatch
from gongwen.read.kinds import named_format
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.jobs.models import Job
from quanjing.organizations.models import Post
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.templatetags.notices import NOTICE_ENDINGS
from quanjing.tasks.views.pages import FAILURES
from tests.tasks.conftest import TEXT
from tests.world import World

SignIn = Callable[[Post], Client]
Reader = Callable[[dict[str, Any]], Directive]


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def queries_for(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_file_becomes_a_directive_to_check(world: World, at_nine: Any, client_of: SignIn) -> None:
    upload = SimpleUploadedFile("notice.txt", TEXT.encode())
    response = client_of(world.officer).post(reverse("directive_new"), {"file": upload})
    directive = Directive.objects.get()
    assert (response.status_code, response["Location"]) == (
        302,
        reverse("directive_page", args=[directive.code]),
    )


def test_pasted_text_becomes_a_directive(world: World, client_of: SignIn) -> None:
    client_of(world.officer).post(reverse("directive_new"), {"text": TEXT})
    assert Directive.objects.get().doc_number == "岚科协学发〔2026〕41号"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的。"),
        (("机密★1年\n" + TEXT).encode(), "文件标有密级（机密），未保存。请按保密规定办理。"),
    ],
)
def test_a_refused_file_keeps_the_page_and_says_why(
    world: World, client_of: SignIn, data: bytes, reason: str
) -> None:
    client = client_of(world.officer)
    upload = SimpleUploadedFile("a.txt", data)
    response = client.post(reverse("directive_new"), {"file": upload})
    assert (response.status_code, reason in text_of(response)) == (422, True)
    assert (Directive.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_handler_neither_lists_nor_hands_in(world: World, client_of: SignIn, directive: Directive) -> None:
    client = client_of(world.tea_handler)
    assert client.get(reverse("directive_new")).status_code == 403
    assert client.get(reverse("task_list")).status_code == 403
    assert client.get(reverse("directive_page", args=[directive.code])).status_code == 404


def test_the_reading_page_shows_text_facts_doubts_and_load(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    response = client_of(world.officer).get(reverse("directive_page", args=[directive.code]))
    html, words = response.content.decode(), text_of(response)
    first = directive.tasks.get(position=1)
    marked = (
        f'data-k="t1" data-s="{first.item.start}" tabindex="0"><span class="ref">1</span> {first.item.text}'  # type: ignore[union-attr]
    )
    assert marked in html
    for said in ("1 项待确认", "由成文日期推定：2026年，请确认。", "3 个已知，只展示", "约 30 分钟", "3 × 2"):
        assert said in words


def test_no_blank_ends_a_paragraph(world: World, client_of: SignIn, directive: Directive) -> None:
    """Chromium stretches the last line of a justified paragraph that a blank follows."""
    response = client_of(world.officer).get(reverse("directive_original", args=[directive.code]))
    document = response.content.decode().partition('id="doc"')[2].partition("</article>")[0]
    assert (re.search(r"\s</(p|h\d|div)>", document), "</span></p>" in document) == (None, True)


def test_a_reader_of_the_subtree_sees_the_reading_without_buttons(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    url = reverse("directive_page", args=[directive.code])
    assert [
        "hx-post" in client_of(post).get(url).content.decode() for post in (world.officer, world.auditor)
    ] == [
        True,
        False,
    ]


def test_pages_are_complete_in_english(world: World, client_of: SignIn, directive: Directive) -> None:
    client = client_of(world.officer)
    client.cookies["quanjing_language"] = "en"
    with override("en", deactivate=True):  # a page leaves its language behind in the thread
        words = text_of(client.get(reverse("directive_page", args=[directive.code])))
    assert "Inferred from the date of the notice: year 2026. Please confirm." in words
    assert "Load before publishing" in words


def test_a_duplicate_links_to_the_first(
    world: World, client_of: SignIn, read_directive: Reader, notice: dict[str, Any]
) -> None:
    first, again = read_directive(notice), read_directive(notice)
    html = client_of(world.officer).get(reverse("directive_page", args=[again.code])).content.decode()
    assert f'href="{reverse("directive_page", args=[first.code])}"' in html


def test_while_reading_the_page_asks_again_and_then_reloads(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    client = client_of(world.officer)
    status = reverse("directive_status", args=[directive.code])
    assert client.get(status).headers["HX-Refresh"] == "true"
    with_file = {"state": "reading", "file": StoredFile.objects.create(
        name="a.pdf", place="a", format="pdf", content_type="application/pdf", size=1, sha256="0",
        organization_code="x", stored_by="林知远", stored_at=directive.registered_at,
    )}  # fmt: skip
    Directive.objects.update(**with_file)
    Directive.objects.update(title="", doc_number="")
    assert "a.pdf" in text_of(client.get(reverse("directive_list")))
    answers = [client.get(url) for url in (status, reverse("directive_page", args=[directive.code]))]
    assert [answer.status_code for answer in answers] == [200, 202]
    assert all(f'hx-get="{status}"' in answer.content.decode() for answer in answers)
    Directive.objects.update(state="failed", failure="textless")
    page = client.get(reverse("directive_page", args=[directive.code]))
    assert "文件只有图像，没有可识读的文字。" in text_of(page)
    assert f'href="{reverse("directive_file", args=[directive.code])}"' in page.content.decode()


@pytest.mark.parametrize(
    ("job", "said", "asks_again"),
    [
        ({"state": "queued"}, "起等候后台处理", True),
        ({"state": "running", "attempts": 1}, "开始识读 · 图像", True),
        ({"state": "running", "attempts": 2}, "第 2 次尝试", True),
        ({"state": "failed"}, "识读中断", False),
        ({"state": "cancelled"}, "识读中断", False),
    ],
)
def test_the_progress_says_what_the_worker_is_at(
    world: World, client_of: SignIn, directive: Directive, job: dict[str, Any], said: str, asks_again: bool
) -> None:
    now = directive.registered_at
    Directive.objects.update(state="reading")
    Job.objects.create(
        name="tasks.read_directive",
        arguments={"directive_id": directive.pk},
        created_at=now,
        started_at=now,
        **job,
    )
    status = reverse("directive_status", args=[directive.code])
    for url in (status, reverse("directive_page", args=[directive.code])):
        answer = client_of(world.officer).get(url)
        assert (said in text_of(answer), f'hx-get="{status}"' in answer.content.decode()) == (
            True,
            asks_again,
        )


OF_FORMS_AND_DRAWING = {  # reading a notice never says these
    *("bad_facts", "missing_face", "missing_typesetter"),
    *("formless", "roomless", "unreadable_template"),
}


def test_every_reason_of_the_engine_is_said_in_both_languages() -> None:
    codes = {error.code for error in GongwenError.__subclasses__()} - OF_FORMS_AND_DRAWING
    assert set(FAILURES) == codes
    for language, general in (("zh-hans", "文件无法识读。"), ("en", "The file could not be read.")):
        with override(language, deactivate=True):
            said = {str(words) for words in FAILURES.values()}
            assert (len(said), general in said) == (len(codes), False)
            assert {bool(re.search("[一-龥]", words)) for words in said} == {language != "en"}


def test_a_file_that_was_removed_is_not_said_to_be_kept(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    Directive.objects.update(state="failed", failure="classified", title="", doc_number="")
    words = text_of(client_of(world.officer).get(reverse("directive_page", args=[directive.code])))
    assert ("文件标有密级，已删除" in words, "文件已保存" in words, directive.code in words) == (
        True,
        False,
        True,
    )


def test_both_places_of_handing_in_offer_every_kind_that_is_read(world: World, client_of: SignIn) -> None:
    formats = {*dispatch._READERS, *dispatch._BUNDLES, *dispatch._CONVERTED, *dispatch._PICTURES}
    assert {named_format(f"a{ending}") for ending in NOTICE_ENDINGS} == formats
    for name in ("today", "directive_new"):
        page = client_of(world.officer).get(reverse(name)).content.decode()
        assert f'name="file" accept="{",".join(NOTICE_ENDINGS)}"' in page


def test_a_published_notice_is_exported_as_a_case_by_its_own_body(
    world: World, client_of: SignIn, published: Directive
) -> None:
    url, case = (reverse(name, args=[published.code]) for name in ("directive_page", "directive_case"))
    shown = {
        post: f'href="{case}"' in client_of(getattr(world, post)).get(url).content.decode()
        for post in ("officer", "auditor", "tea_handler")
    }
    assert shown == {"officer": True, "auditor": False, "tea_handler": False}
    assert client_of(world.officer).get(case).status_code == 200


def test_the_preview_counts_and_lists_what_stands_in_the_way(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    client = client_of(world.officer)
    url = reverse("directive_publish", args=[directive.code])
    words = text_of(client.get(url))
    assert "3 × 2" in words
    assert "“工作谋划”的期限系推定，请确认。" in words
    fragment = client.get(
        url, {"under": world.city.code, "groups": "society:city"}, headers={"HX-Request": "true"}
    )
    assert ("1 × 2" in text_of(fragment), "<html" in fragment.content.decode()) == (True, False)


def test_publishing_from_the_page(world: World, client_of: SignIn, directive: Directive) -> None:
    client = client_of(world.officer)
    url = reverse("directive_publish", args=[directive.code])
    choice = {"under": world.association.code, "groups": "society:provincial"}
    assert client.post(url, choice).status_code == 422
    confirmed = {"fact": "deadline", "task": directive.tasks.get(position=1).code}
    assert client.post(reverse("fact_confirm", args=[directive.code]), confirmed).status_code == 200
    assert client.post(url, {**choice, "groups": "planet:provincial"}).status_code == 422
    page = client.post(url, choice, follow=True)
    assert "已发布，共 6 项任务落到单位。" in text_of(page)
    assert client.get(url).status_code == 302


def test_the_overview_shows_states_by_class_and_links_every_number(
    world: World, client_of: SignIn, published: Directive
) -> None:
    Assignment.objects.filter(organization=world.tea).update(state=State.SUBMITTED)
    response = client_of(world.officer).get(reverse("directive_page", args=[published.code]))
    html, words = response.content.decode(), text_of(response)
    first = published.tasks.get(position=1)
    listed = reverse("assignment_list", args=[published.code])
    assert f'href="{listed}?task={first.code}&amp;state=submitted&amp;under={world.association.code}"' in html
    assert "审核 2 项待审材料" in words
    assert "办结 0 / 3" in words
    assert [words.index(name) for name in ("理科", "农科", "医科")] == sorted(
        words.index(name) for name in ("理科", "农科", "医科")
    )


def test_the_grid_is_narrowed_by_state_and_name(
    world: World, client_of: SignIn, published: Directive
) -> None:
    Assignment.objects.filter(organization=world.tea).update(state=State.SUBMITTED)
    client, url = client_of(world.officer), reverse("directive_page", args=[published.code])
    names = [world.tea.name, world.nursing.name]
    for query, expected in (
        ({}, [True, True]),
        ({"state": "submitted"}, [True, False]),
        ({"state": "open"}, [False, True]),
        ({"text": "护理"}, [False, True]),
    ):
        words = text_of(client.get(url, query))
        assert [name in words for name in names] == expected


def test_the_parts_of_the_overview_come_alone(world: World, client_of: SignIn, published: Directive) -> None:
    client = client_of(world.officer)
    bars = client.get(reverse("directive_coverage", args=[published.code])).content.decode()
    rows = client.get(reverse("coverage_rows", args=[published.code]), {"group": 3}).content.decode()
    assert (bars.count('id="coverage"'), 'hx-trigger="every 20s"' in bars) == (1, True)
    assert ('id="group-3"' in rows, world.tea.name in rows, world.nursing.name in rows) == (True, True, False)


def test_a_city_officer_sees_his_subtree_and_a_handler_the_text(
    world: World, client_of: SignIn, published: Directive
) -> None:
    url = reverse("directive_page", args=[published.code])
    assert client_of(world.city_officer).get(url).status_code == 404
    response = client_of(world.tea_handler).get(url)
    assert "这份通知需要贵单位报送材料。" in text_of(response)
    assert reverse("report_page", args=[published.code]) in response.content.decode()


def test_another_subtree_is_not_shown(world: World, client_of: SignIn, published: Directive) -> None:
    url = reverse("directive_page", args=[published.code])
    assert client_of(world.officer).get(url, {"under": "unknown1"}).status_code == 404


def test_nothing_handed_in_keeps_the_page(world: World, client_of: SignIn) -> None:
    response = client_of(world.officer).post(reverse("directive_new"), {"text": ""})
    assert (response.status_code, "请选择文件或粘贴正文。" in text_of(response)) == (422, True)


def test_original_and_file_are_for_those_who_see_the_directive(world: World, client_of: SignIn) -> None:
    client_of(world.officer).post(reverse("directive_new"), {"text": TEXT})
    code = Directive.objects.get().code
    assert client_of(world.officer).get(reverse("directive_original", args=[code])).status_code == 200
    file = client_of(world.officer).get(reverse("directive_file", args=[code]))
    assert b"".join(file) == TEXT.strip().encode()  # type: ignore[arg-type]
    file.close()
    for name in ("directive_original", "directive_file"):
        assert client_of(world.tea_handler).get(reverse(name, args=[code])).status_code == 404


def test_a_directive_without_a_file_has_none_to_send(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    assert client_of(world.officer).get(reverse("directive_file", args=[directive.code])).status_code == 404


def test_lists_take_as_many_queries_for_one_as_for_three(
    world: World, client_of: SignIn, read_directive: Reader, notice: dict[str, Any]
) -> None:
    client = client_of(world.officer)
    read_directive(notice)
    Directive.objects.update(state="published", published_by=world.officer)
    urls = [
        reverse("directive_list"),
        reverse("task_list"),
        reverse("directive_list") + "?sort=due&state=read",
    ]
    before = [queries_for(client, url) for url in urls[:2]]
    for number in (2, 3):
        read_directive(notice | {"doc_number": f"岚科协〔2026〕{number}号"})
    Directive.objects.update(state="published", published_by=world.officer)
    assert [queries_for(client, url) for url in urls[:2]] == before
    assert queries_for(client, urls[2]) <= before[0]


def test_the_overview_takes_as_many_queries_for_one_organization_as_for_many(
    world: World, client_of: SignIn, published: Directive
) -> None:
    client = client_of(world.officer)
    urls = [reverse(name, args=[published.code]) for name in ("directive_page", "assignment_list")]
    many = [queries_for(client, url) for url in urls]
    Assignment.objects.exclude(organization=world.tea).delete()
    assert [queries_for(client, url) for url in urls] == many


def test_the_reading_page_takes_as_many_queries_for_one_task_as_for_three(
    world: World, client_of: SignIn, read_directive: Reader, notice: dict[str, Any]
) -> None:
    client = client_of(world.officer)
    notice["tasks"][2]["deadline"] = notice["tasks"][1]["deadline"]
    url = reverse("directive_page", args=[read_directive(notice).code])
    many = queries_for(client, url)
    notice["tasks"] = notice["tasks"][1:2]
    url = reverse("directive_page", args=[read_directive(notice | {"doc_number": "岚科协〔2026〕2号"}).code])
    assert queries_for(client, url) == many
