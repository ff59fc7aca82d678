"""Pages of open measurements: by hand from the draft to the result, with walls and constant queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.influence import actions
from quanjing.influence.enums import State
from quanjing.influence.models import ItemTable, Measurement, ThirdParty
from quanjing.organizations.models import Post
from tests.influence.conftest import added, filled, fresh, third_of
from tests.world import World

Sign = Callable[[Post], Client]
LATER = datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)


def step(client: Client, code: str, name: str, **more: str) -> int:
    return client.post(f"/influence/{code}/step/", {"step": name, **more}).status_code


class TestWalls:
    def test_a_third_party_opens_its_pages_and_no_other(
        self, world: World, opened: Measurement, third: Actor, client_of: Sign
    ) -> None:
        guest = client_of(Post.objects.get(pk=third.post_id))
        base = f"/influence/{opened.code}"
        own = ["/", "/items/", "/items/add/", "/upload/", "/blank.xlsx"]
        assert [guest.get(base + page).status_code for page in own] == [200] * 5
        barred = {"/edit/": 404, "/third-parties/": 404, "/results/": 404, "/results.json": 404}
        assert {page: guest.get(base + page).status_code for page in barred} == barred
        assert step(guest, opened.code, "publish") == 404
        for page in ("/organizations/", "/directives/", "/panorama/", "/calls/", "/search/?q=a", "/audit/"):
            answer = guest.get(page)
            assert world.tea.name not in answer.content.decode()
        with clock.frozen(LATER):
            assert guest.get(base + "/").status_code in (302, 403, 404)

    def test_a_society_sees_its_own_list_until_all_is_published(
        self, world: World, opened: Measurement, third: Actor, client_of: Sign
    ) -> None:
        one = added(third, opened, world.nursing)
        tea = client_of(world.tea_handler)
        assert tea.get(f"/influence/items/{one.code}/").status_code == 404
        assert one.title not in tea.get(f"/influence/{opened.code}/items/").content.decode()
        assert tea.get(f"/influence/{opened.code}/results/").status_code == 404

    def test_results_before_publishing_are_the_desks(
        self, world: World, opened: Measurement, client_of: Sign
    ) -> None:
        assert client_of(world.officer).get(f"/influence/{opened.code}/results.xlsx").status_code == 200
        assert client_of(world.city_officer).get(f"/influence/{opened.code}/").status_code == 404


@pytest.mark.parametrize("page", ["", "items/", "results/"])
def test_queries_do_not_grow_with_items_and_bodies(
    world: World, officer: Actor, opened: Measurement, third: Actor, client_of: Sign, page: str
) -> None:
    desk = client_of(world.officer)
    added(third, opened, world.tea)
    counts = []
    for number in (2, 6):
        for each in range(number, number + 3):
            added(third, opened, world.nursing if each % 2 else world.tea, each)
        desk.get(f"/influence/{opened.code}/{page}")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert desk.get(f"/influence/{opened.code}/{page}").status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_wrong_link_is_named_and_what_was_typed_stays(
    world: World, opened: Measurement, tea: Actor, client_of: Sign
) -> None:
    typed = {"dimension": "d1", "title": "一条", "outlet": "江岚日报", "on": "2026-03-01", "link": "example"}
    answer = client_of(world.tea_handler).post(f"/influence/{opened.code}/items/add/", typed)
    assert answer.status_code == 422
    assert 'value="一条"' in answer.content.decode()
    assert "可公开打开的链接" in answer.content.decode()


def test_a_list_stands_in_the_reminders_and_the_calendar(
    world: World, opened: Measurement, officer: Actor, tea: Actor
) -> None:
    from quanjing.foundation import dates

    actions.check(actor=officer, measurement=opened)
    until = date(2026, 10, 3)
    assert world.tea.pk in dates.bodies(until)
    assert [one.title for one in dates.due([world.tea.pk], until)] == [f"核对本单位清单：{opened.name}"]
    actions.confirm(actor=tea, measurement=opened)
    assert world.tea.pk not in dates.bodies(until)
    between = dates.between(officer, world.association.path, own=False, first=date(2026, 10, 1), last=until)
    assert [one.organization for one in between] == [world.nursing.pk]
    assert fresh(opened).state == State.CHECKING


def test_a_third_party_finds_its_work_and_the_tables_that_wait(
    world: World, opened: Measurement, officer: Actor, third: Actor, client_of: Sign
) -> None:
    guest = client_of(Post.objects.get(pk=third.post_id))
    upload, [table, done] = f"/influence/{opened.code}/upload/", [looked_at(third, opened) for _turn in "12"]
    ItemTable.objects.filter(pk=done.pk).update(done_at=clock.now())
    assert f'href="/influence/{opened.code}/"' in guest.get("/").content.decode()
    waiting = guest.get(upload).content.decode()
    assert (f"/influence/tables/{table.code}/" in waiting, done.code in waiting) == (True, False)
    assert "江岚科技报" in guest.get(f"/influence/tables/{table.code}/").content.decode()
    other = client_of(Post.objects.get(pk=third_of(opened, officer).post_id))
    assert table.code not in other.get(upload).content.decode()
    actions.end_third_party(actor=officer, third=ThirdParty.objects.get(post=third.post_id))
    assert opened.name not in guest.get("/").content.decode()


def looked_at(third: Actor, opened: Measurement) -> ItemTable:
    """A table with one row, looked at and not entered."""
    row = ["江岚省茶叶学会", "科技服务", "进村指导", "江岚科技报", "2026-03-05", "https://example.org/9"]
    data = filled(opened, row)
    return actions.preview_table(actor=third, measurement=opened, name="条目.xlsx", data=data)
