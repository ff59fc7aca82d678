"""The bar of the portal: columns, then the lists that say something; folded where it would be long."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from lxml import html

from quanjing.portal.actions import MediaItem, log_coverage, remove_coverage
from tests.portal.conftest import Portal

MEDIA = "/p/lists/coverage/"


def page(path: str) -> html.HtmlElement:
    return html.fromstring(Client().get(path).content)


def shown(path: str = "/p/") -> list[str]:
    return page(path).xpath("//header//ul[contains(@class, 'pt-nav')]//a/@href")


def test_a_list_without_lines_is_left_out_until_it_has_one(portal: Portal) -> None:
    assert "/p/lists/societies/" in shown()
    assert MEDIA not in shown()
    item = MediaItem("江岚日报", "一本教材", "https://daily.example.org/1", date(2026, 9, 1))
    (made,) = log_coverage(actor=portal.actor, items=[item])
    assert MEDIA in shown()
    remove_coverage(actor=portal.actor, item=made)
    assert MEDIA not in shown()


def test_a_list_without_lines_keeps_its_address(portal: Portal) -> None:
    assert Client().get(MEDIA).status_code == 200


def test_the_fold_has_the_same_places_without_scripts(portal: Portal) -> None:
    fold = page("/p/").xpath("//header//details[@class='pt-menu']//a/@href")
    assert fold == shown()
    assert not page("/p/").xpath("//script[@src]")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/p/", "首页"), ("/p/service/first-aid/", "学会服务基层"), ("/p/lists/societies/", "学会名录"),
        ("/p/find/", ""), ("/p/en/", "First page"),
    ],
)  # fmt: skip
def test_the_fold_says_where_the_reader_is(portal: Portal, path: str, place: str) -> None:
    (fold,) = page(path).xpath("//header//details[@class='pt-menu']")
    assert fold.findtext("summary/b", "") == place
    assert len(fold.xpath(".//a[@aria-current='page']")) == bool(place)


def test_the_line_below_the_name_says_its_own_language(portal: Portal) -> None:
    portal.home.lead = "Jianglan in view"
    portal.home.save_revision().publish()
    lead = page("/p/").xpath("//header//span[text()='Jianglan in view']/@lang")
    assert lead == ["en"]
