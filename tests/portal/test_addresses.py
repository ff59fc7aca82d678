"""The address of a page is made where the page is saved, so that no author fails on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from quanjing.organizations.models import Post
from quanjing.portal.models import ColumnPage, HomePage
from quanjing.portal.models.naming import LONGEST, slug_of
from tests.portal.conftest import Portal

Browser = Callable[[Post], Client]
TITLE = "关于开放实验室的通知（试行）"
MADE = "guanyu-kaifang-shiyanshi-de-tongzhi-shixing"


def fields(kind: str, **more: Any) -> dict[str, Any]:
    shared = {"title": TITLE, "slug": "", "summary": "摘要"}
    body = streamfield([("text", rich_text("<p>正文</p>"))])
    article = {
        "day": "2026-09-03", "body": body, "byline": "", "source_name": "", "source_url": "", "licence": "",
    }  # fmt: skip
    own: dict[str, dict[str, Any]] = {
        "columnpage": {"kind": "topic"},
        "articlepage": article,
        "storypage": {**article, "subject": "deed", "unit": ""},
        "publicationspage": {"publications": inline_formset([])},
    }
    return nested_form_data({**shared, **own[kind], **more})


def add(client: Client, parent: Page, kind: str = "articlepage", **more: Any) -> Page:
    place = reverse("wagtailadmin_pages:add", args=["portal", kind, parent.pk])
    before = set(Page.objects.values_list("pk", flat=True))
    answer = client.post(place, fields(kind, **more))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return Page.objects.exclude(pk__in=before).get()


@pytest.mark.parametrize("kind", ["columnpage", "articlepage", "storypage", "publicationspage"])
@pytest.mark.parametrize("typed", ["", "关于开放实验室的通知（试行）", "（）"])
def test_a_page_of_any_kind_gets_an_address_from_its_title(
    portal: Portal, client_of: Browser, kind: str, typed: str
) -> None:
    parent = portal.home if kind == "publicationspage" else portal.column
    assert add(client_of(portal.editor), parent, kind, slug=typed).slug == MADE


def test_pages_of_one_title_beside_each_other_are_numbered(portal: Portal, client_of: Browser) -> None:
    client = client_of(portal.editor)
    made = [add(client, portal.column).slug for _time in range(3)]
    assert made == [MADE, f"{MADE}-2", f"{MADE}-3"]
    other = ColumnPage.objects.get(pk=add(client, portal.home, "columnpage").pk)
    assert add(client, other).slug == MADE


@pytest.mark.parametrize(
    ("typed", "kept"), [("open-labs", "open-labs"), ("Open Labs!", "open-labs"), ("first-aid", "first-aid-2")]
)
def test_an_address_that_was_typed_is_kept_as_far_as_it_goes(
    portal: Portal, client_of: Browser, typed: str, kept: str
) -> None:
    assert add(client_of(portal.editor), portal.column, slug=typed).slug == kept


@pytest.mark.parametrize("title", ["Report", "Find", "Lists", "EN"])
def test_an_address_of_the_portal_itself_is_not_taken(portal: Portal, client_of: Browser, title: str) -> None:
    made = add(client_of(portal.editor), portal.home, title=title)
    assert made.slug == f"{title.lower()}-2"


def test_a_title_without_letters_gets_an_address_too(portal: Portal, client_of: Browser) -> None:
    assert len(add(client_of(portal.editor), portal.column, title="！！！").slug) == 8


@pytest.mark.parametrize("typed", ["", "first-aid", "（）"])
def test_a_page_keeps_its_address_when_its_title_changes(
    portal: Portal, client_of: Browser, typed: str
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[portal.article.pk])
    changed = fields("articlepage", title="换了题目", slug=typed)
    assert client_of(portal.editor).post(edit, changed).status_code == 302
    latest = Page.objects.get(pk=portal.article.pk).get_latest_revision_as_object()
    assert (latest.title, latest.slug) == ("换了题目", "first-aid")


def test_the_first_pages_stay_where_they_are(portal: Portal, client_of: Browser) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[portal.home.pk])
    data = {"title": "新的名称", "slug": "elsewhere", "lead": "", "feature": "", "other_language": ""}
    client_of(portal.editor).post(edit, data)
    latest = HomePage.objects.get(pk=portal.home.pk).get_latest_revision_as_object()
    assert (latest.title, latest.slug) == ("新的名称", "portal")


@pytest.mark.parametrize(
    ("title", "slug"),
    [("学会服务基层", "xuehui-fuwu-jiceng"), ("２０２６年鉴", "2026-nianjian"), ("a_b — c", "a-b-c")],
)
def test_a_title_is_written_by_its_sound(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    made = slug_of("关于做好二〇二六年全国科普日实验室开放活动有关工作的通知")
    assert len(made) <= LONGEST
    assert not made.endswith("-")
