"""Lists page by cursor, filter in the database, and never ask a query a row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.submissions.models import Entry
from quanjing.tasks.actions import register_directive
from tests.api.conftest import Caller, Stage
from tests.api.notices import notice


@pytest.fixture
def officer(stage: Stage, caller_of: Callable[[Post], Caller]) -> Caller:
    caller = caller_of(stage.world.officer)
    caller.get("/me")  # what is asked once a process is asked here
    return caller


def queries_of(caller: Caller, path: str, **query: str) -> tuple[int, int]:
    """How many rows came, and how many queries it took."""
    with CaptureQueriesContext(connection) as seen:
        response = caller.get(path, **query)
    assert response.status_code == 200
    return len(response.json()["items"]), len(seen)


@pytest.mark.parametrize("path", ["/directives", "/assignments", "/organizations"])
def test_three_rows_take_as_many_queries_as_one(officer: Caller, stage: Stage, path: str) -> None:
    register_directive(actor=stage.world.actor(stage.world.officer), name="a.docx", data=notice(number=42))
    register_directive(actor=stage.world.actor(stage.world.officer), name="b.docx", data=notice(number=43))
    behind_the_first = officer.get(path, limit="1").json()["next"]
    one = queries_of(officer, path, limit="1", cursor=behind_the_first)
    three = queries_of(officer, path, limit="3", cursor=behind_the_first)
    assert (one[0], three[0]) == (1, 3)
    assert one[1] == three[1]


def test_a_directive_takes_as_many_queries_with_one_task_as_with_four(officer: Caller, stage: Stage) -> None:
    path = f"/directives/{stage.draft.code}"
    with CaptureQueriesContext(connection) as four:
        assert len(officer.get(path).json()["tasks"]) == 4
    stage.draft.tasks.filter(position__gt=1).delete()
    with CaptureQueriesContext(connection) as one:
        assert len(officer.get(path).json()["tasks"]) == 1
    assert len(one) == len(four)


def test_a_submission_takes_as_many_queries_with_one_entry_as_with_three(
    officer: Caller, stage: Stage
) -> None:
    path = f"/submissions/{stage.submission.code}"
    with CaptureQueriesContext(connection) as one:
        assert len(officer.get(path).json()["entries"]) == 1
    entry = stage.submission.entries.get()
    for row in (2, 3):
        Entry.objects.create(submission=stage.submission, block=entry.block, row=row, values=entry.values)
    with CaptureQueriesContext(connection) as three:
        assert len(officer.get(path).json()["entries"]) == 3
    assert len(one) == len(three)


def test_cursors_lead_through_the_whole_list(officer: Caller) -> None:
    everything = officer.get("/assignments", limit="200").json()
    assert (len(everything["items"]), everything["next"]) == (12, None)
    found, cursor = [], None
    for _page in range(3):
        page = officer.get("/assignments", limit="5", **({"cursor": cursor} if cursor else {})).json()
        found += page["items"]
        cursor = page["next"]
    assert (found, cursor) == (everything["items"], None)


def test_assignments_are_filtered_by_directive_state_and_date(officer: Caller, stage: Stage) -> None:
    def count(**query: str) -> int:
        return len(officer.get("/assignments", **query).json()["items"])

    assert count(directive=stage.directive.code) == 12
    assert count(directive=stage.draft.code) == 0
    assert (count(state="submitted"), count(state="due")) == (1, 11)
    # Two tasks end on 15 September at 17:00, one on the 18th, one on the 20th.
    assert count(due_before="2026-09-15") == 0
    assert count(due_before="2026-09-16") == 6
    assert count(due_before="2026-09-15T17:00:00+08:00") == 0
    assert count(due_before="2026-09-18T18:00:00") == 9


def test_midnight_belongs_to_the_day_that_it_ends(officer: Caller, stage: Stage) -> None:
    stage.directive.tasks.filter(position=1).update(due_at=clock.end_of(date(2026, 9, 14), "24:00"))
    assert len(officer.get("/assignments", due_before="2026-09-14").json()["items"]) == 0
    assert len(officer.get("/assignments", due_before="2026-09-15").json()["items"]) == 3


def test_the_due_date_of_a_returned_report_is_its_own(officer: Caller, stage: Stage) -> None:
    back = {"returns": [{"entry": None, "field": None, "reason": "请补充"}], "due": "2026-09-10"}
    officer.post(f"/submissions/{stage.submission.code}/return", back)
    (item,) = officer.get("/assignments", due_before="2026-09-12").json()["items"]
    assert (item["state"], item["due"]) == ("returned", "2026-09-10T17:00:00+08:00")


def test_organizations_know_their_parents_and_classes(officer: Caller, stage: Stage) -> None:
    world = stage.world
    items = {item["code"]: item for item in officer.get("/organizations").json()["items"]}
    assert items[world.tea.code] == {
        "code": world.tea.code,
        "name": "江岚省茶叶学会",
        "short_name": "",
        "number": "301",
        "kind": "society",
        "level": "provincial",
        "society_class": "agriculture",
        "parent": world.association.code,
        "depth": 2,
    }
    assert items[world.association.code]["parent"] is None
    below = officer.get("/organizations", under=world.city.code).json()["items"]
    assert [item["name"] for item in below] == ["岚州市科学技术协会", "岚州市园艺学会"]


def test_the_classes_of_the_audience_are_names(officer: Caller, stage: Stage) -> None:
    body = {"organizations": {"kinds": ["society"], "classes": ["agriculture"]}}
    answer = officer.post(f"/directives/{stage.draft.code}/publish", body)
    assert (answer.status_code, answer.json()["assignments"]) == (200, 8)  # tea, and the city's gardeners


def test_one_reads_who_one_is(officer: Caller, stage: Stage) -> None:
    post = stage.world.officer
    assert officer.get("/me").json() == {
        "name": "林知远",
        "post": {"code": post.code, "name": "学会党建办 专员"},
        "organization": {"code": "jiangl22", "name": "江岚省科学技术协会"},
        "rights": ["issue", "read", "report", "review"],
    }
