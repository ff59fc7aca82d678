"""The editing pages: who comes in, that nobody signs off his own text, and that nothing of it is stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from quanjing.accounts.models import User
from quanjing.audit.models import AuditEntry
from quanjing.organizations.models import Post
from quanjing.portal.models import ArticlePage
from tests.portal.conftest import Portal

Browser = Callable[[Post], Client]
WRITTEN = "新写的一篇"


def article_data(title: str = WRITTEN, **more: Any) -> dict[str, Any]:
    body = streamfield([("text", rich_text("<p>正文</p>"))])
    fields = {"title": title, "slug": "new", "summary": "摘要", "day": "2026-09-03", "body": body}
    return nested_form_data(
        {**fields, "byline": "", "source_name": "", "source_url": "", "licence": "", **more}
    )


def write(client: Client, portal: Portal, **more: Any) -> ArticlePage:
    place = reverse("wagtailadmin_pages:add", args=["portal", "articlepage", portal.column.pk])
    answer = client.post(place, article_data(**more))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return ArticlePage.objects.get(title=more.get("title", WRITTEN))


def submit(client: Client, page: Page, **more: Any) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, {**article_data(**more), "action-submit": "1"})


def sign_off(client: Client, page: Page) -> int:
    state = Page.objects.get(pk=page.pk).current_workflow_task_state
    place = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(place).status_code


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_only_officers_of_the_body_that_runs_the_portal_come_in(portal: Portal, client_of: Browser) -> None:
    world = portal.world
    posts = [world.officer, world.city_officer, world.tea_handler, world.administrator, world.auditor]
    assert [client_of(post).get("/editing/").status_code for post in posts] == [200, 403, 403, 403, 403]
    assert Client().get("/editing/").headers["Location"].startswith("/accounts/login/?next=/editing/")


def test_the_same_person_comes_in_under_one_post_and_not_under_another(
    portal: Portal, client_of: Browser
) -> None:
    client = client_of(portal.world.officer)
    assert client.get("/editing/").status_code == 200
    session = client.session
    session["post"] = portal.world.administrator.code
    session.save()
    assert client.get("/editing/").status_code == 403


def test_rights_in_the_editing_pages_are_stored_nowhere(portal: Portal, client_of: Browser) -> None:
    write(client_of(portal.editor), portal)
    assert not User.objects.filter(groups__in=Group.objects.all()).exists()
    assert not User.objects.filter(is_superuser=True).exists()


def test_what_is_written_is_not_public_and_the_writer_cannot_make_it_so(
    portal: Portal, client_of: Browser
) -> None:
    client = client_of(portal.editor)
    page = write(client, portal)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, {**article_data(), "action-publish": "1"})
    assert not is_live(page)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}&next=/editing/")
    assert not is_live(page)


def test_the_writer_does_not_sign_off_and_the_second_person_does(portal: Portal, client_of: Browser) -> None:
    writer, second = client_of(portal.editor), client_of(portal.second)
    page = write(writer, portal)
    submit(writer, page)
    sign_off(writer, page)
    assert not is_live(page)
    assert sign_off(second, page) == 302
    assert is_live(page)
    assert Client().get("/p/service/new/").status_code == 200


def test_the_second_person_signs_off_from_the_page_of_the_text(portal: Portal, client_of: Browser) -> None:
    writer, second = client_of(portal.editor), client_of(portal.second)
    unchanged = {"body": streamfield([])}  # blocks of this helper have no number and count as new
    page = write(writer, portal, **unchanged)
    submit(writer, page, **unchanged)
    step = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    second.post(edit, {**article_data(**unchanged), **step})
    assert is_live(page)


def test_whoever_changed_the_submitted_text_no_longer_signs_it_off(
    portal: Portal, client_of: Browser
) -> None:
    writer, second = client_of(portal.editor), client_of(portal.second)
    page = write(writer, portal)
    submit(writer, page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    changed = {
        **article_data(title="换了题目"),
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    second.post(edit, changed)
    assert not is_live(page)


def test_the_submitted_text_is_locked_for_its_writer(portal: Portal, client_of: Browser) -> None:
    writer = client_of(portal.editor)
    page = write(writer, portal)
    submit(writer, page)
    before = ArticlePage.objects.get(pk=page.pk).get_latest_revision().pk
    writer.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), article_data(title="又改"))
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision().pk == before


def test_every_step_stands_in_the_record_under_the_post(portal: Portal, client_of: Browser) -> None:
    writer, second = client_of(portal.editor), client_of(portal.second)
    page = write(writer, portal)
    submit(writer, page)
    sign_off(second, page)
    kept = AuditEntry.objects.filter(detail__page=page.pk).order_by("position")
    assert list(kept.values_list("verb", "post_code")) == [
        ("portal.create", portal.editor.code),
        ("portal.submit", portal.editor.code),
        ("portal.sign_off", portal.second.code),
        ("portal.publish", portal.second.code),
    ]


def test_a_reprint_without_its_source_is_refused(portal: Portal, client_of: Browser) -> None:
    place = reverse("wagtailadmin_pages:add", args=["portal", "articlepage", portal.column.pk])
    answer = client_of(portal.editor).post(place, article_data(source_name="江岚日报"))
    assert answer.status_code == 200
    assert not ArticlePage.objects.filter(title=WRITTEN).exists()


@pytest.mark.parametrize(
    "path", ["/editing/account/", "/editing/users/", "/editing/groups/", "/editing/login/"]
)
def test_accounts_are_kept_on_the_products_own_pages(portal: Portal, client_of: Browser, path: str) -> None:
    assert client_of(portal.editor).get(path).headers["Location"] == "/accounts/"


@pytest.mark.parametrize(("language", "word"), [("zh-hans", 'lang="zh-hans"'), ("en", 'lang="en"')])
def test_the_editing_pages_speak_the_language_of_the_person(
    portal: Portal, client_of: Browser, language: str, word: str
) -> None:
    client = client_of(portal.editor)
    client.cookies["quanjing_language"] = language
    assert word in client.get("/editing/").content.decode()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/editing/pages/", "页面类型"),
        ("/editing/images/", "网格显示"),
        ("/editing/documents/multiple/add/", "文件不超过"),
        ("/editing/pages/create/portal/articlepage", "选择上级页面"),
        ("/editing/jsi18n/", json.dumps("插入内容块")),
    ],
)
def test_words_that_wagtail_leaves_in_english_are_ours(
    portal: Portal, client_of: Browser, place: str, said: str
) -> None:
    assert said in client_of(portal.editor).get(place, follow=True).content.decode()


def test_a_preview_stands_in_a_frame_of_the_editing_pages_alone(portal: Portal, client_of: Browser) -> None:
    client = client_of(portal.editor)
    place = reverse("wagtailadmin_pages:preview_on_edit", args=[write(client, portal).pk])
    assert client.post(place, article_data("改过的题目")).json()["is_valid"]
    drawn = client.get(f"{place}?in_preview_panel=true")
    assert "改过的题目" in drawn.content.decode()
    assert "frame-ancestors 'self'" in drawn.headers["Content-Security-Policy"]
    public = client.get(f"/p/service/{portal.article.slug}/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in public
