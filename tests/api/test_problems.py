"""Every error is a problem: the same keys, the right status, the language of the caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings

from quanjing.organizations.models import Post
from quanjing.submissions.models import Submission
from tests.api.conftest import ROOT, Caller, Stage

KEYS = {"type", "title", "status", "detail", "errors"}


@pytest.fixture
def officer(stage: Stage, caller_of: Callable[[Post], Caller]) -> Caller:
    return caller_of(stage.world.officer)


@pytest.fixture
def tea(stage: Stage, caller_of: Callable[[Post], Caller]) -> Caller:
    return caller_of(stage.world.tea_handler)


def problem(response: Any) -> dict[str, Any]:
    """The body of a problem, its frame checked."""
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body.keys() >= KEYS
    assert body["status"] == response.status_code
    assert [set(place) for place in body["errors"]] == [{"field", "message"}] * len(body["errors"])
    return body


def test_without_a_token_the_problem_says_how_to_send_one(db: None) -> None:
    response = Caller().get("/me")
    assert response["WWW-Authenticate"] == "Bearer"
    assert problem(response) == {
        "type": "urn:quanjing:sign_in_required",
        "title": "Please sign in.",
        "status": 401,
        "detail": "A valid token is needed: Authorization: Bearer TOKEN.",
        "errors": [],
    }


def test_the_language_is_chinese_unless_asked_otherwise(db: None) -> None:
    assert problem(Caller(language="zh-CN").get("/me"))["title"] == "请先登录。"
    assert problem(Caller(language="fr").get("/me"))["title"] == "请先登录。"


@pytest.mark.parametrize(
    "path", ["/nothing", "/directives/no such", "/directives/zzzzzzzz", "/submissions/zzzzzzzz"]
)
def test_what_is_not_there_is_missing(officer: Caller, path: str) -> None:
    assert problem(officer.get(path))["type"] == "urn:quanjing:missing"


def test_a_wrong_method_is_named_with_those_that_are_right(officer: Caller) -> None:
    response = officer.call("DELETE", "/directives")
    assert response.status_code == 405
    assert set(response["Allow"].split(", ")) == {"GET", "POST"}
    assert problem(response)["type"] == "urn:quanjing:wrong_method"


@pytest.mark.parametrize("text", ["{", "[NaN]", '{"override": "\\u0000"}', '{"override": "\\ud800"}'])
def test_what_is_not_storable_json_is_malformed(officer: Caller, stage: Stage, text: str) -> None:
    response = officer.client.post(
        f"{ROOT}/directives/{stage.draft.code}/publish",
        text,
        "application/json",
        headers={"Authorization": f"Bearer {officer.secret}"},
    )
    assert response.status_code == 400
    assert problem(response)["type"] == "urn:quanjing:malformed"


def test_each_wrong_place_is_named(officer: Caller, stage: Stage) -> None:
    task = stage.draft.tasks.order_by("position")[0]
    body = {"nome": "x", "assign": "perhaps", "deadline": {"due": "soon", "time": "25:00"}}
    response = officer.patch(f"/directives/{stage.draft.code}/tasks/{task.code}", body)
    assert response.status_code == 422
    places = {place["field"]: place["message"] for place in problem(response)["errors"]}
    assert places == {
        "nome": "There is no such field.",
        "assign": "This must be true or false.",
        "deadline.due": "This must be a date such as 2026-09-15.",
        "deadline.time": "This value does not fit.",
    }


@pytest.mark.parametrize(
    "due", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00", "2026-02-30", 20260915]
)
def test_a_date_that_no_calendar_holds_is_invalid(officer: Caller, stage: Stage, due: object) -> None:
    back = {"returns": [{"reason": "请补充"}], "due": due}
    response = officer.post(f"/submissions/{stage.submission.code}/return", back)
    assert response.status_code == 422
    assert [place["field"] for place in problem(response)["errors"]] == ["due"]


def test_wrong_answers_are_named_field_by_field(tea: Caller, stage: Stage) -> None:
    before = Submission.objects.count()
    answers = {"b9": [{"x": "1"}], "header": [{"nobody": "1"}]}
    response = tea.post(f"/assignments/{stage.assignment(1).code}/submissions", {"answers": answers})
    assert response.status_code == 422
    fields = {place["field"] for place in problem(response)["errors"]}
    assert "b9" in fields
    assert Submission.objects.count() == before


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "answers"),
        ({"answers": {}, "nil": True}, "answers"),
        ({"answers": []}, "answers"),
        ({"nil": True}, None),
    ],
)
def test_neither_answers_nor_nil_is_invalid(
    tea: Caller, stage: Stage, body: dict[str, Any], field: str | None
) -> None:
    response = tea.post(f"/assignments/{stage.assignment(1).code}/submissions", body)
    assert response.status_code == 422
    (place,) = problem(response)["errors"]
    assert field is None or place["field"] == field


def test_a_multipart_body_without_part_json_is_invalid(tea: Caller, stage: Stage) -> None:
    path = f"/assignments/{stage.assignment(1).code}/submissions"
    response = tea.post(path, files={"essay": ("a.docx", b"x")})
    assert [place["field"] for place in problem(response)["errors"]] == ["json"]


def test_a_file_part_that_does_not_exist_is_named(tea: Caller, stage: Stage) -> None:
    path = f"/assignments/{stage.assignment(1).code}"
    block = tea.get(path).json()["sheet"]["blocks"][-1]
    answers = {block["key"]: [{block["fields"][0]["key"]: {"file": "absent"}}]}
    response = tea.post(f"{path}/submissions", {"answers": answers}, files={})
    assert response.status_code == 422
    assert problem(response)["errors"][0]["field"].startswith(f"{block['key']}.1.")


def test_the_loser_of_a_race_sees_both_versions(officer: Caller, stage: Stage) -> None:
    task = stage.draft.tasks.order_by("position")[0]
    path = f"/directives/{stage.draft.code}/tasks/{task.code}"
    assert officer.patch(path, {"name": "甲", "version": 1}).status_code == 200
    response = officer.patch(path, {"name": "乙", "version": 1})
    body = problem(response)
    assert (response.status_code, body["theirs"]["name"], body["yours"]["name"]) == (409, "甲", "乙")


def test_a_published_directive_takes_no_correction(officer: Caller, stage: Stage) -> None:
    task = stage.directive.tasks.order_by("position")[0]
    response = officer.patch(f"/directives/{stage.directive.code}/tasks/{task.code}", {"name": "甲"})
    assert response.status_code == 409
    assert problem(response)["type"] == "urn:quanjing:wrong_state"


def test_a_huge_body_is_too_large(officer: Caller, stage: Stage, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = officer.post(f"/directives/{stage.draft.code}/publish", {"override": "长" * 1000})
    assert response.status_code == 413
    assert problem(response)["type"] == "urn:quanjing:too_large"


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "201"}, {"cursor": "???"}, {"state": "asleep"}])
def test_a_wrong_question_is_invalid(officer: Caller, query: dict[str, str]) -> None:
    response = officer.get("/assignments", **query)
    assert response.status_code == 422
    assert [place["field"] for place in problem(response)["errors"]] == list(query)


def test_publishing_names_what_stands_in_the_way(officer: Caller, stage: Stage) -> None:
    task = stage.draft.tasks.order_by("position")[0]
    path = f"/directives/{stage.draft.code}"
    officer.patch(f"{path}/tasks/{task.code}", {"deadline": {"due": "2026-09-01"}})
    societies = {"organizations": {"kinds": ["society"]}}
    response = officer.post(f"{path}/publish", societies)
    assert response.status_code == 422
    assert f"tasks.{task.code}.deadline" in [place["field"] for place in problem(response)["errors"]]
    assert officer.get(path).json()["status"] == "read"
    assert officer.post(f"{path}/publish", societies | {"override": "补发"}).status_code == 200


def test_a_fault_of_ours_is_a_problem_too(
    officer: Caller, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("quanjing.tasks.queries.directives_visible_to", broken)
    officer.client.raise_request_exception = False
    response = officer.get("/directives")
    assert response.status_code == 500
    assert problem(response)["type"] == "urn:quanjing:fault"
