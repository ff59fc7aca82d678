"""What the platform knows of a society is offered, not asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.influence.actions import remove_item
from quanjing.influence.models import Measurement, PublicItem
from quanjing.influence.queries import known_pieces
from quanjing.organizations.models import Organization, Post
from quanjing.portal.models import CoverageItem
from tests.influence.conftest import FACTS, added
from tests.world import World

DAY = date(2026, 6, 1)


def logged(about: Organization, link: str = "https://news.example.org/tea", on: date = DAY) -> CoverageItem:
    return CoverageItem.objects.create(
        outlet="江岚日报", title="茶园里的科技小院", url=link, on=on, organization=about,
        made_name="林知远", made_at=clock.now(),
    )  # fmt: skip


def test_a_piece_in_the_log_of_outlets_fills_the_form(
    world: World, opened: Measurement, client_of: Callable[[Post], Client]
) -> None:
    logged(world.tea)
    client, path = client_of(world.tea_handler), reverse("influence_item_add", args=[opened.code])
    [offered] = html.fromstring(client.get(path).content).xpath(
        "//section[@aria-labelledby='known']//a/@href"
    )
    assert parse_qs(urlsplit(offered).query)["on"] == ["2026-06-01"]
    form = html.fromstring(client.get(path + offered).content).forms[-1]
    assert {name: form.fields[name] for name in ("title", "outlet", "on", "link")} == {
        "title": "茶园里的科技小院", "outlet": "江岚日报", "on": "2026-06-01",
        "link": "https://news.example.org/tea",
    }  # fmt: skip
    typed = {name: value for name, value in form.fields.items() if value is not None}
    client.post(path + offered, typed | {"dimension": "d2"})
    assert PublicItem.objects.get(organization=world.tea).title == "茶园里的科技小院"
    assert "known" not in html.fromstring(client.get(path).content).xpath("//section/@aria-labelledby")


def test_only_what_is_about_the_own_body_in_the_measured_span(
    world: World, opened: Measurement, tea: Actor, third: Actor
) -> None:
    logged(world.nursing)
    logged(world.tea, "https://news.example.org/old", on=FACTS.first_day - timedelta(days=1))
    assert known_pieces(tea, opened) == []
    assert known_pieces(third, opened) == []


@pytest.mark.parametrize("link", ["https://news.example.org/1", "https://NEWS.example.org/1 "])
def test_what_was_taken_out_of_the_list_is_not_offered_again(
    world: World, opened: Measurement, tea: Actor, third: Actor, link: str
) -> None:
    item = added(third, opened, world.tea)
    PublicItem.objects.filter(pk=item.pk).update(link_key="https://news.example.org/1")
    remove_item(actor=third, item=item, note="不是本会")
    logged(world.tea, link)
    with CaptureQueriesContext(connection) as seen:
        assert known_pieces(tea, opened) == []
    assert len(seen) == 2
