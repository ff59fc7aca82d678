"""The pages of calls: every step by hand, and a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.calls.enums import ApplicationState, CallKind, CallState
from quanjing.calls.models import Application, Call, Programme
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from tests.calls.conftest import LATER, draft, opened, sent
from tests.calls.stage import application
from tests.world import World

Sign = Callable[[Post], Client]


def queries_of(client: Client, place: str) -> int:
    client.get(place)  # what is cached for good is not counted
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(place).status_code == 200
    return len(found)


def test_lists_cost_the_same_with_one_row_and_with_three(
    officer: Actor, tea: Actor, world: World, client_of: Sign
) -> None:
    made = opened(officer)
    application(made, world.tea, state=ApplicationState.SENT)
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    places = [(desk, "/calls/"), (desk, f"/calls/{made.code}/check/"), (unit, "/calls/"),
              (unit, "/calls/applications/"), (unit, f"/calls/{made.code}/first-review/")]  # fmt: skip
    before = [queries_of(client, place) for client, place in places]
    for body in (world.tea, world.nursing, world.mathematics):
        application(made, body, state=ApplicationState.SENT, direction=1)
    for _number in range(2):
        opened(officer, CallKind.CASE)
    assert [queries_of(client, place) for client, place in places] == before


def test_a_call_is_made_edited_and_opened_on_pages(officer: Actor, world: World, client_of: Sign) -> None:
    desk = client_of(world.officer)
    place = desk.post("/calls/new/", {"kind": "essay"}).headers["Location"]
    call = Call.objects.get()
    assert place == f"/calls/{call.code}/edit/"
    typed = {
        "kind": "essay", "title": "理论征文", "year": "2026", "opens_on": "2026-09-03",
        "closes_at": "2026-10-10T17:00", "under": world.association.code, "kinds": ["society"],
        "mean": "mean", "trim_from": "5", "title_length": "40", "per_direction": "3", "judges_each": "3",
        "fewest": "2", "second_chance_days": "5", "notice_days": "5", "direction-name": ["理论", "实践", ""],
        "direction-hint": ["", "", ""], "direction-places": ["", "2", ""],
        "criterion-name": ["思想性", "语言"], "criterion-weight": ["70", "30"],
        "criterion-most": ["100", "100"], "criterion-hint": ["", ""], "field-key": ["f1", ""],
        "field-label": ["摘要", "正文"], "field-type": ["longtext", "longtext"], "field-options": ["", ""],
        "field-hint": ["", ""], "field-required": ["2"], "field-unseen": ["1"], "then": "open",
    }  # fmt: skip
    assert desk.post(place, {**typed, "title": ""}).status_code == 422
    assert desk.post(place, typed).headers["Location"] == f"/calls/{call.code}/open/"
    assert desk.get(f"/calls/{call.code}/open/").status_code == 200
    assert desk.post(f"/calls/{call.code}/open/").status_code == 302
    call.refresh_from_db()
    assert (call.state, call.title, call.unseen) == (CallState.OPEN, "理论征文", ["f1"])
    assert [one.places for one in call.directions.all()] == [0, 2]
    first = call.template.blocks.get().fields.all()[0]
    assert (first.key, first.required) == ("f1", False)


def test_drafts_are_kept_as_one_types(officer: Actor, tea: Actor, world: World, client_of: Sign) -> None:
    made = draft(tea, opened(officer))
    unit = client_of(world.tea_handler)
    typed = {"title": "新的题目", "direction": made.direction.code, "v-f1": "新的依据",
             "version": "1", "goals-there": "1",
             "goals-name": ["培训"], "goals-number": ["若干"], "goals-unit": [""]}  # fmt: skip
    said = unit.post(f"/calls/applications/{made.code}/save/", typed).json()
    assert (said["saved"], said["version"]) == (True, 2)
    kept = Application.objects.get()
    assert (kept.title, kept.values["f1"], kept.goals) == (
        "新的题目", "新的依据", [{"name": "培训", "number": "若干", "unit": ""}]
    )  # fmt: skip
    assert kept.team != []  # a table that was not on the page stays
    assert unit.post(f"/calls/applications/{made.code}/save/", typed).status_code == 409


def test_what_is_wrong_stands_on_the_page_with_what_was_typed(
    officer: Actor, nursing: Actor, world: World, client_of: Sign
) -> None:
    made = draft(nursing, opened(officer), "护理")
    unit = client_of(world.nursing_handler)
    answer = unit.post(f"/calls/applications/{made.code}/edit/", {"title": "很长" * 20, "then": "send"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "题目 40 字，最多 20 字。" in page
    assert "很长很长" in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_shown_in_both_languages(
    officer: Actor, tea: Actor, world: World, client_of: Sign, language: str
) -> None:
    made = sent(tea, opened(officer, kinds=["society"]), joint=["江岚省护理学会"])
    call = made.call.code
    Programme.objects.create(organization=world.association, name="党建强会计划")
    with clock.frozen(LATER):
        for post, places in (
            (world.officer, ["/calls/", "/honours/", "/calls/programmes/", f"/calls/{call}/",
                             f"/calls/{call}/check/", f"/calls/applications/{made.code}/check/",
                             f"/calls/{call}/correct/"]),
            (world.tea_handler, [f"/calls/{call}/", f"/calls/applications/{made.code}/",
                                 "/calls/applications/",
                                 f"/calls/{call}/summary.docx"]),
            (world.nursing_handler, [f"/calls/applications/{made.code}/", "/"]),
        ):  # fmt: skip
            client = client_of(post)
            client.cookies["django_language"] = language
            assert [client.get(place).status_code for place in places] == [200] * len(places)


def test_an_extension_is_asked_for_with_a_reason(officer: Actor, world: World, client_of: Sign) -> None:
    made = opened(officer)
    desk = client_of(world.officer)
    later = (made.closes_at + timedelta(days=5)).astimezone(clock.CHINA)
    typed = {"closes_at": f"{later:%Y-%m-%dT%H:%M}", "reason": ""}
    assert desk.post(f"/calls/{made.code}/extend/", typed).status_code == 422
    assert desk.post(f"/calls/{made.code}/extend/", {**typed, "reason": "一个方向不足"}).status_code == 302
    assert Call.objects.get().version == 2
