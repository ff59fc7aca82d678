"""The pages: every number opens its list, ids on page and file agree, walls hold."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.organizations.models import Organization, Post
from quanjing.panorama.actions import count_all
from quanjing.panorama.models import Snapshot
from tests.activities.conftest import held
from tests.stage import build_stage
from tests.world import World

ClientOf = Callable[[Post], Client]
PAGES = ("/panorama/", "/panorama/figures/coverage.work/", "/panorama/compare/", "/panorama/panorama.xlsx")


@pytest.fixture
def desk(world: World, client_of: ClientOf, at_nine: object) -> Client:
    return client_of(world.officer)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def links(page: str) -> list[str]:
    """Where the numbers of a page lead to."""
    return [unescape(one) for one in re.findall(r'class="rate" href="([^"]+)"', page)]


def test_before_anything_was_counted_the_page_says_so(desk: Client) -> None:
    assert "还没有统计" in text(desk.get("/panorama/"))
    assert desk.post("/panorama/count/").status_code == 302
    assert desk.get("/panorama/figures/coverage.work/").status_code == 404


def test_every_number_opens_its_list_with_the_same_number(world: World, desk: Client) -> None:
    build_stage(world)
    held(world.actor(world.tea_handler))
    made = count_all()
    page = text(desk.get("/panorama/"))
    assert made.code in page
    found = links(page)
    assert len(found) > 25
    for link in sorted(set(found)):
        answer = desk.get(link)
        assert answer.status_code == 200, link
        assert made.code in text(answer)
    shown = re.search(r'coverage\.work/[^"]*"><b>(\d+)</b><span> / (\d+)', page)
    assert shown is not None
    listed = text(desk.get(next(link for link in found if "coverage.work/" in link)))
    assert [f'<dd class="num">{number}</dd>' in listed for number in shown.groups()] == [True, True]


def test_one_goes_from_the_province_to_the_record(world: World, desk: Client) -> None:
    held(world.actor(world.city_handler))
    count_all()
    assert f"under={world.city.code}" in text(desk.get("/panorama/"))
    city = text(desk.get(f"/panorama/?under={world.city.code}"))
    assert f"under={world.city_society.code}" in city
    society = text(desk.get(f"/panorama/?under={world.city_society.code}"))
    link = next(one for one in links(society) if "/log.study/" in one)
    record = re.search(r'href="(/worklog/[^"]+)"', text(desk.get(link)))
    assert record is not None
    assert "九月主题党日" in text(desk.get(unescape(record[1])))


def test_a_society_sees_itself_and_nobody_else(world: World, client_of: ClientOf, at_nine: object) -> None:
    count_all()
    tea = client_of(world.tea_handler)
    page = text(tea.get("/panorama/"))
    assert world.tea.name in page
    assert world.nursing.name not in page
    assert {tea.get(f"{path}?under={world.nursing.code}").status_code for path in PAGES} == {404}
    listed = text(tea.get("/panorama/figures/coverage.work/?which=all"))
    assert world.tea.name in listed
    assert world.nursing.name not in listed


def test_file_and_page_bear_the_same_number_which_then_stays(world: World, desk: Client) -> None:
    build_stage(world)
    made = count_all()
    answer = desk.get(f"/panorama/panorama.xlsx?at={made.code}")
    assert made.code in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    assert made.code in str(book.worksheets[0]["A1"].value)
    rows = {row[1].value: (row[2].value, row[3].value) for row in book.worksheets[0].iter_rows(min_row=3)}
    assert rows["工作覆盖"] == (1, 4)
    assert Snapshot.objects.get(code=made.code).kept
    listed = desk.get(f"/panorama/figures/coverage.work/list.xlsx?at={made.code}&which=all")
    sheet = openpyxl.load_workbook(io.BytesIO(listed.getvalue())).worksheets[0]
    assert [row[1].value for row in sheet.iter_rows(min_row=5)] == [
        world.mathematics.name, world.tea.name, world.nursing.name, world.city_society.name,
    ]  # fmt: skip


def test_paper_keeps_the_count_and_a_wall_refreshes_itself(world: World, desk: Client) -> None:
    made = count_all()
    assert "a3.css" in text(desk.get(f"/panorama/?at={made.code}&paper=a3"))
    assert Snapshot.objects.get(code=made.code).kept
    wall = text(desk.get("/panorama/?wall=1"))
    assert 'http-equiv="refresh"' in wall
    assert "qj-nav" not in wall


def test_what_changed_since_is_explained(world: World, desk: Client) -> None:
    made = count_all(kept=True)
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        held(world.actor(world.tea_handler))
        count_all()
        page = text(desk.get(f"/panorama/compare/?one={made.code}&figure=log.study"))
    assert "茶叶学会" in page
    assert "0 → 1" in page


def test_a_count_that_made_room_says_so(world: World, desk: Client) -> None:
    gone = count_all()
    for _turn in range(4):
        count_all()
    page = text(desk.get(f"/panorama/?at={gone.code}"))
    assert "已被更新的取代" in page
    assert desk.get(f"/panorama/panorama.xlsx?at={gone.code}").status_code == 404
    assert desk.get("/panorama/?at=unknown").status_code == 404


def test_snapshots_are_taken_and_listed(world: World, desk: Client) -> None:
    assert desk.post("/panorama/snapshots/", {"note": "九月例会"}).status_code == 302
    page = text(desk.get("/panorama/snapshots/"))
    assert "S-20260903-0900" in page
    assert "九月例会" in page


@pytest.mark.parametrize("query", ["society_class=77", "level=x", "time=always", "which=none", "page=999"])
def test_what_makes_no_sense_narrows_nothing(world: World, desk: Client, query: str) -> None:
    count_all()
    assert desk.get(f"/panorama/?{query}").status_code == 200
    assert desk.get(f"/panorama/figures/coverage.work/?{query}").status_code == 200


def test_a_page_costs_the_same_queries_whatever_lies_below(world: World, desk: Client) -> None:
    def asked(path: str) -> int:
        desk.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        return len(captured)

    count_all()
    paths = ("/panorama/", "/panorama/figures/coverage.work/?which=all", "/panorama/definitions/")
    few = [asked(path) for path in paths]
    for place in range(9):
        Organization.objects.get(pk=world.association.pk).add_child(
            name=f"江岚省示例学会{place}", kind="society", society_class=1, number=f"11{place}"
        )
    count_all()
    assert [asked(path) for path in paths] == few
    assert asked(f"/panorama/?under={world.city_society.code}") == few[0]


def test_no_page_sorts_by_number(world: World, desk: Client) -> None:
    held(world.actor(world.nursing_handler))
    count_all()
    listed = text(desk.get("/panorama/figures/log.studied/?which=all&sort=number"))
    names = [world.mathematics.name, world.tea.name, world.nursing.name, world.city_society.name]
    places = [listed.index(f">{name}<") for name in names]
    assert places == sorted(places)
