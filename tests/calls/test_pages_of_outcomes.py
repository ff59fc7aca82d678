"""The pages of notices, results, honours and projects: each step by hand, in both languages, query counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.calls.enums import MilestoneState, ProjectState
from quanjing.calls.models import Honour, Project, PublicNotice, Recommendation
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.search.actions import rebuild
from tests.calls.stage_decided import (
    FIRST_DAY,
    LAST_DAY,
    at,
    decided,
    noticed,
    published,
    running,
    steps_of,
    topic,
)
from tests.gongwen.makers import text_to_docx
from tests.world import World

Sign = Callable[[Post], Client]


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


def test_a_notice_is_extended_on_its_page(world: World, officer: Actor, client_of: Sign) -> None:
    notice = noticed(officer, decided(world))
    desk = client_of(world.officer)
    for typed in ({"last_day": ""}, {"last_day": "2026-09-15", "reason": ""}):
        desk.post(f"/notices/{notice.code}/extend/", typed)
        assert PublicNotice.objects.get().last_day == LAST_DAY
    desk.post(f"/notices/{notice.code}/extend/", {"last_day": "2026-09-15", "reason": "核查需要"})
    assert "核查需要" in desk.get(f"/notices/{notice.code}/").content.decode()
    assert desk.get(f"/notices/{notice.code}/file/xlsx/").status_code == 404


def test_a_file_of_a_report_is_read_by_those_who_see_the_project(
    world: World, officer: Actor, client_of: Sign
) -> None:
    made = running(officer, world)
    step = steps_of(made)[0]
    client = client_of(world.tea_handler)
    place = f"/projects/{made.code}/reports/{step.code}/"
    wrong = SimpleUploadedFile("总结.docx", b"no docx")
    assert client.post(place, {"text": "已办。", "file": wrong}).status_code == 422
    good = SimpleUploadedFile("总结.docx", text_to_docx("总结。"))
    assert client.post(place, {"text": "已办。", "file": good}).status_code == 302
    step.refresh_from_db()
    assert (step.state, step.file is not None) == (MilestoneState.REPORTED, True)
    assert step.file is not None
    file = f"/projects/{made.code}/files/{step.file.code}/"
    assert b"".join(client_of(world.officer).get(file)).startswith(b"PK")
    assert client_of(world.nursing_handler).get(file).status_code == 404


def test_a_report_sent_back_without_a_reason_is_named(
    world: World, officer: Actor, tea: Actor, client_of: Sign
) -> None:
    made = topic(tea)
    step = steps_of(made)[0]
    client_of(world.tea_handler).post(f"/projects/{made.code}/reports/{step.code}/", {"text": "已走访。"})
    desk = client_of(world.officer)
    place = f"/projects/{made.code}/reports/{step.code}/step/"
    answer = desk.post(place, {"step": "return", "reason": "", "due_on": "2026-10-10"})
    assert (answer.status_code, "请简要说明原因" in answer.content.decode()) == (422, True)
    assert desk.post(place, {"step": "unknown"}).status_code == 404


def test_a_topic_is_entered_used_and_stopped_on_pages(world: World, tea: Actor, client_of: Sign) -> None:
    client = client_of(world.tea_handler)
    typed = {"title": "调研", "leader": "周予安", "plan": "怎样做。"}
    days = {"starts_on": "2026-09-03", "ends_on": "2026-09-01"}
    assert client.post("/projects/new/", {**typed, **days}).status_code == 422
    client.post("/projects/new/", {**typed, **days, "ends_on": "2026-12-31"})
    made = Project.objects.get()
    use = {"what": "手册", "adopted_by": "", "on": "2026-09-03"}
    assert client.post(f"/projects/{made.code}/uses/", use).status_code == 422
    client.post(f"/projects/{made.code}/step/", {"step": "stop"})
    assert Project.objects.get().state == ProjectState.RUNNING
    client.post(f"/projects/{made.code}/step/", {"step": "stop", "reason": "并入课题"})
    assert Project.objects.get().state == ProjectState.STOPPED
    assert client.post(f"/projects/{made.code}/step/", {"step": "unknown"}).status_code == 404
    assert client.get(f"/projects/{made.code}/budget/").status_code == 404


def test_honours_and_recommendations_are_kept_on_pages(world: World, officer: Actor, client_of: Sign) -> None:
    desk = client_of(world.officer)
    typed = {"award": "党建先进学会", "year": "2024", "holder": world.tea.name}
    assert desk.post("/honours/new/", {**typed, "year": "1900"}).status_code == 422
    place = str(desk.post("/honours/new/", typed).headers["Location"])
    assert Honour.objects.get().holder_body == world.tea
    assert desk.post(place, {"reason": ""}).status_code == 422
    desk.post(place, {"reason": "误登"})
    assert "已撤回" in desk.get("/honours/?year=2024&text=先进").content.decode()
    assert "党建先进学会" not in desk.get("/honours/?year=2023").content.decode()
    sent = {"award": "全国先进", "giver": "民政部", "body": world.tea.code, "sent_on": "2026-09-01"}
    assert desk.post("/honours/recommendations/", {**sent, "sent_on": "2027-01-01"}).status_code == 422
    desk.post("/honours/recommendations/", sent)
    made = Recommendation.objects.get()
    desk.post(f"/honours/recommendations/{made.code}/", {"state": "given", "on": "2026-09-02"})
    assert "已获奖" in desk.get("/honours/recommendations/").content.decode()
    answer = client_of(world.tea_handler).post("/honours/recommendations/", sent)
    assert answer.status_code == 403


def test_a_project_is_found_by_those_who_see_it(world: World, tea: Actor, client_of: Sign) -> None:
    link = f"/projects/{topic(tea).code}/"
    rebuild(lambda _done, _total: None)
    assert link in client_of(world.tea_handler).get("/search/?q=茶农合作社").content.decode()
    assert link not in client_of(world.nursing_handler).get("/search/?q=茶农合作社").content.decode()


@pytest.mark.parametrize("path", ["/projects/", "/notices/", "/honours/", "/honours/recommendations/"])
def test_more_rows_cost_no_more_queries(
    world: World, officer: Actor, tea: Actor, client_of: Sign, path: str
) -> None:
    counts = []
    for turn in range(2):
        for _more in range(1 + 2 * turn):
            found = decided(world, award="优秀项目", makes_projects=False)
            noticed(officer, found)
            published(officer, found, None)
            noticed(officer, decided(world))
            topic(tea)
        client = client_of(world.officer)
        with clock.frozen(at(FIRST_DAY)):
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_pages_speak_english(world: World, officer: Actor, client_of: Sign) -> None:
    made = running(officer, world)
    client = client_of(world.tea_handler)
    with clock.frozen(at(LAST_DAY + timedelta(days=1))):
        for path in ("/notices/", "/projects/", f"/projects/{made.code}/", "/honours/", "/projects/new/"):
            assert client.get(path, headers={"accept-language": "en"}).status_code == 200
        page = client.get(f"/projects/{made.code}/", headers={"accept-language": "en"}).content.decode()
    assert "Where its results are used" in page
