"""The public portal by the API: what is published, without a token, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.portal.models import ArticlePage
from tests.api.conftest import ROOT
from tests.portal.conftest import Portal, publish
from tests.portal.conftest import portal as portal


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def asked(path: str, **query: object) -> Any:
    return Client().get(f"{ROOT}{path}", query)


def add(portal: Portal, number: int) -> ArticlePage:
    page = ArticlePage(title=f"文章{number}", summary="摘要", day=portal.article.day)
    made: ArticlePage = publish(type(portal.column).objects.get(pk=portal.column.pk).add_child(instance=page))
    return made


def test_an_article_is_read_by_anybody(portal: Portal) -> None:
    [line] = asked("/portal/articles").json()["items"]
    assert (line["title"], line["day"]) == ("社区急救课的同一本教材", "2026-09-01")
    assert line["address"].endswith("/p/service/first-aid/")
    whole = asked(f"/portal/articles/{line['number']}").json()
    assert "护理学会与数学学会把教材编成一本。" in whole["text"]
    assert whole["language"] == "zh-hans"


def test_what_is_not_published_is_not_there(portal: Portal) -> None:
    story = portal.story()
    portal.article.unpublish()
    assert asked("/portal/articles").json() == {"items": [], "next": None}
    for page in (story, portal.article, portal.column, portal.home):
        assert asked(f"/portal/articles/{page.pk}").status_code == 404


def test_a_list_is_of_one_language_and_of_one_column(portal: Portal) -> None:
    assert len(asked("/portal/articles", column="service").json()["items"]) == 1
    assert asked("/portal/articles", column="none").json()["items"] == []
    assert asked("/portal/articles", language="en").json()["items"] == []
    assert asked("/portal/articles", language="fr").status_code == 422


def test_pages_of_a_list_follow_each_other_at_the_same_cost(portal: Portal) -> None:
    counts = []
    for number in range(1, 5):
        add(portal, number)
        with CaptureQueriesContext(connection) as seen:
            assert len(asked("/portal/articles").json()["items"]) == number + 1
        counts.append(len(seen))
    assert len(set(counts)) == 1
    first = asked("/portal/articles", limit=3).json()
    rest = asked("/portal/articles", limit=3, cursor=first["next"]).json()
    assert len({one["number"] for one in first["items"] + rest["items"]}) == 5
    assert rest["next"] is None


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(portal: Portal, method: str) -> None:
    answer = getattr(Client(), method)(f"{ROOT}/portal/articles", {}, content_type="application/json")
    assert answer.status_code == 405
