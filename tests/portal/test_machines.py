"""What programs read of the portal: feeds are Atom, the map of the site is one, pages say what they are."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from django.conf import settings
from django.test import Client

from quanjing.portal.actions import MediaItem, log_coverage
from quanjing.portal.models import ArticlePage, HomePage, Picture
from tests.portal.conftest import Portal, drawn, publish

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def tree_of(path: str) -> Element:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return ElementTree.fromstring(answer.content)


def said(path: str) -> list[dict[str, Any]]:
    page = Client().get(path).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found is not None, path
    parts: list[dict[str, Any]] = json.loads(found[1])
    return parts


def one(element: Element, name: str) -> str:
    """The text of a child that must stand there exactly once."""
    (found,) = element.findall(f"{ATOM}{name}")
    assert found.text, name
    return found.text


@pytest.mark.parametrize("path", ["/p/feed.xml", "/p/en/feed.xml", "/p/service/feed.xml"])
def test_a_feed_has_what_atom_asks_for(portal: Portal, path: str) -> None:
    english = HomePage.objects.get(url_path="/portal/en/")
    publish(english.add_child(instance=ArticlePage(title="A < page & more", slug="a-page", summary="x")))
    feed = tree_of(path)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        assert one(element, "id").startswith(settings.BASE_URL)
        assert one(element, "title")
        assert datetime.fromisoformat(one(element, "updated")).tzinfo is not None
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
        assert element.findall(f"{ATOM}link")
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    assert len({one(entry, "id") for entry in entries}) == len(entries)
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"{settings.BASE_URL.rstrip('/')}{path}"]


def test_the_map_of_the_site_is_one_and_every_address_on_it_answers(portal: Portal) -> None:
    item = MediaItem("江岚日报", "一本教材", "https://daily.example.org/1", date(2026, 9, 1))
    log_coverage(actor=portal.actor, items=[item])
    whole = tree_of("/sitemap.xml")
    assert whole.tag == f"{MAP}urlset"
    places = [url.findtext(f"{MAP}loc", "") for url in whole.findall(f"{MAP}url")]
    assert len(set(places)) == len(places)
    assert places[0] == f"{settings.BASE_URL.rstrip('/')}/p/"
    for url in whole.findall(f"{MAP}url"):
        changed = url.findtext(f"{MAP}lastmod")
        assert changed is None or date.fromisoformat(changed)
    for place in places:
        assert place.startswith(settings.BASE_URL)
        path = place.removeprefix(settings.BASE_URL.rstrip("/"))
        assert Client().get(path).status_code == 200, path


def test_an_article_says_what_it_is(portal: Portal) -> None:
    portal.article.picture = Picture.objects.create(title="图", description="一张图", file=drawn())
    publish(portal.article)
    article, trail = said("/p/service/first-aid/")
    assert article["@type"] == "Article"
    assert "name" not in article  # that would be the portal's
    assert article["headline"] == "社区急救课的同一本教材"
    assert article["datePublished"] == "2026-09-01"
    assert datetime.fromisoformat(article["dateModified"]).tzinfo is not None
    assert article["inLanguage"] == "zh-Hans"
    assert article["image"].startswith(f"{settings.BASE_URL.rstrip('/')}/p/images/")
    assert article["url"] == trail["itemListElement"][-1]["item"]
    assert [place["position"] for place in trail["itemListElement"]] == [1, 2, 3]


def test_a_first_page_is_the_site(portal: Portal) -> None:
    (site,) = said("/p/")
    assert (site["@type"], site["name"]) == ("WebSite", "江岚省学会工作平台")
    assert site["url"] == f"{settings.BASE_URL.rstrip('/')}/p/"
    (english,) = said("/p/en/")
    assert (english["name"], english["inLanguage"]) == ("Jianglan Societies", "en")
