"""What readers get: pages, lists, feeds, and nothing that is not published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.organizations.models import Post
from quanjing.portal.actions import touch
from quanjing.portal.models import ArticlePage, HomePage, PortalState
from quanjing.portal.queries import version, versions
from tests.portal.conftest import Portal, publish
from tests.world import World

ARTICLE = "/p/service/first-aid/"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def text_of(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_anonymous_reader_finds_the_portal_at_the_root(portal: Portal) -> None:
    assert "江岚省学会工作平台" in text_of("/")
    assert "社区急救课的同一本教材" in text_of("/")


def test_the_root_stays_the_first_page_of_the_work_for_whoever_is_signed_in(
    portal: Portal, client_of: Callable[[Post], Client]
) -> None:
    assert "first-aid" not in client_of(portal.editor).get("/").content.decode()


def test_without_a_published_first_page_the_root_asks_to_sign_in(world: World) -> None:
    assert Client().get("/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    "path",
    ["/p/", "/p/en/", "/p/service/", ARTICLE, "/p/lists/societies/", "/p/lists/asks/", "/p/lists/answers/",
     "/p/lists/deeds/", "/p/lists/coverage/", "/p/en/lists/societies/", "/p/find/?q=急救", "/p/feed.xml",
     "/p/service/feed.xml", "/p/en/feed.xml", "/sitemap.xml", "/robots.txt"],
)  # fmt: skip
def test_each_public_address_answers(portal: Portal, path: str) -> None:
    assert Client().get(path).status_code == 200


def test_a_page_that_is_not_published_is_not_there(portal: Portal) -> None:
    portal.article.unpublish()
    assert Client().get(ARTICLE).status_code == 404
    assert ARTICLE not in text_of("/sitemap.xml") + text_of("/p/feed.xml") + text_of("/p/service/")


def test_the_language_follows_the_address_alone(portal: Portal) -> None:
    english = Client(headers={"Accept-Language": "en"})
    assert '<html lang="zh-Hans"' in english.get("/p/").content.decode()
    assert '<html lang="en"' in Client().get("/p/en/").content.decode()


def test_a_page_is_kept_and_asks_one_row_a_request(portal: Portal) -> None:
    reader = Client()
    first = reader.get(ARTICLE).content
    with CaptureQueriesContext(connection) as seen:
        assert reader.get(ARTICLE).content == first
    assert len(seen) == 1


def test_what_is_published_changes_the_kept_page_at_once(portal: Portal) -> None:
    text_of(ARTICLE)
    portal.article.title = "改过的题目"
    publish(portal.article)
    assert "改过的题目" in text_of(ARTICLE)
    assert "改过的题目" in text_of("/")


class TestARush:
    @pytest.fixture(autouse=True)
    def an_answer_holds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(versions, "HOLDS", 3600.0)
        versions.forget_version()

    def test_asks_the_database_once(self, portal: Portal) -> None:
        reader = Client()
        first = reader.get(ARTICLE).content
        with CaptureQueriesContext(connection) as seen:
            assert reader.get(ARTICLE).content == first
        assert not seen.captured_queries

    def test_sees_at_once_what_this_process_changed(self, portal: Portal) -> None:
        assert "教材改了" not in text_of(ARTICLE)
        portal.article.title = "教材改了"
        publish(portal.article)
        assert "教材改了" in text_of(ARTICLE)

    def test_asks_again_once_a_change_of_another_thread_is_committed(
        self, portal: Portal, django_capture_on_commit_callbacks: Callable[..., Any]
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            touch()
            version()  # what another thread is told before the change is committed
            PortalState.objects.update(version=900)
        assert version() == 900


def test_who_has_the_page_already_gets_304(portal: Portal) -> None:
    etag = Client().get(ARTICLE).headers["ETag"]
    again = Client(headers={"If-None-Match": etag}).get(ARTICLE)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/p/", ARTICLE, "/p/service/"])
def test_a_page_drawn_anew_takes_at_most_25_queries(portal: Portal, path: str) -> None:
    column = portal.column
    for number in range(6):
        made = column.add_child(
            instance=ArticlePage(title=f"文章{number}", summary="摘要", day=portal.article.day)
        )
        publish(made)
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        text_of(path)
    assert len(seen) <= 25, [one["sql"][:160] for one in seen]


def test_signed_in_readers_get_the_same_bytes(portal: Portal, client_of: Callable[[Post], Client]) -> None:
    assert client_of(portal.editor).get(ARTICLE).content.decode() == text_of(ARTICLE)


def test_programs_read_what_the_page_is(portal: Portal) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text_of(ARTICLE))
    assert found is not None
    article, trail = json.loads(found[1])
    assert (article["@type"], article["headline"]) == ("Article", "社区急救课的同一本教材")
    assert [one["name"] for one in trail["itemListElement"]][-1] == "社区急救课的同一本教材"


def test_no_title_breaks_out_of_the_structured_data(portal: Portal) -> None:
    portal.article.title = "</script><script>alert(1)</script>"
    publish(portal.article)
    assert "<script>alert" not in text_of(ARTICLE)


def test_the_search_finds_chinese_words_of_published_pages_alone(portal: Portal) -> None:
    assert "first-aid" in text_of("/p/find/?q=护理学会教材")
    portal.article.unpublish()
    assert "first-aid" not in text_of("/p/find/?q=护理学会教材")


def test_english_pages_are_found_from_english_pages(portal: Portal) -> None:
    english = HomePage.objects.get(url_path="/portal/en/")
    publish(
        english.add_child(
            instance=ArticlePage(title="First aid", slug="aid", summary="One book.", day=portal.article.day)
        )
    )
    assert "/p/en/aid/" in text_of("/p/en/find/?q=aid")
    assert "/p/en/aid/" not in text_of("/p/find/?q=aid")


def test_the_list_of_societies_names_no_contact_unless_the_office_says_so(portal: Portal) -> None:
    assert "010-55550100" not in text_of("/p/lists/societies/")


@pytest.mark.parametrize(
    ("path", "words"), [("/p/nothing/", "没有这个页面"), ("/p/en/nothing/", "is not here")]
)
def test_a_page_that_is_not_there_is_told_within_the_portal(portal: Portal, path: str, words: str) -> None:
    answer = Client(headers={"Accept-Language": "fr"}).get(path)
    assert answer.status_code == 404
    shown = answer.content.decode()
    assert words in shown
    assert "pt-menu" in shown
    assert "noindex" in shown


def test_what_is_not_there_is_drawn_once_a_language(portal: Portal) -> None:
    reader = Client()
    first = reader.get("/p/service/nothing/").content
    with CaptureQueriesContext(connection) as seen:
        assert reader.get("/p/another/nothing/").content == first
    # the version before the page is looked for and after, the page, whether the portal is open
    assert len(seen) == 4, [one["sql"][:160] for one in seen]
    assert reader.get("/p/en/nothing/").content != first
    portal.column.title = "改名的栏目"
    publish(portal.column)
    assert "改名的栏目" in reader.get("/p/nothing/").content.decode()


def test_other_addresses_are_not_answered_by_the_portal(portal: Portal) -> None:
    assert "pt-menu" not in Client().get("/nothing/").content.decode()


def test_a_search_without_a_hit_says_so(portal: Portal) -> None:
    assert "没有找到" in text_of("/p/find/?q=无此词语")
    assert "没有找到" not in text_of("/p/find/?q=教材")


def test_the_way_to_an_english_page_begins_with_the_english_first_page(portal: Portal) -> None:
    home = HomePage.objects.get(url_path="/portal/en/")
    made = home.add_child(instance=ArticlePage(title="A page", slug="a-page", summary="x"))
    publish(made)
    shown = text_of("/p/en/a-page/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)
    assert found is not None
    names = [one["name"] for one in json.loads(found[1])[1]["itemListElement"]]
    assert names == ["Jianglan Societies", "A page"]
