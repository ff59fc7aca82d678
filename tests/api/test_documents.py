"""Documents over the API: the list, one with its editions, files byte for byte as they were frozen."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.documents.actions import begin, correct, finalize
from quanjing.documents.models import Document
from quanjing.organizations.models import Post
from tests.api.conftest import Caller, Stage, final_document

CallerOf = Callable[[Post], Caller]


@pytest.fixture
def officer(stage: Stage, caller_of: CallerOf) -> Caller:
    return caller_of(stage.world.officer)


@pytest.fixture
def document(stage: Stage) -> Document:
    return final_document(stage)


def content(response: Any) -> bytes:
    data = b"".join(response.streaming_content)
    response.close()
    return data


def test_a_document_says_its_number_where_it_comes_from_and_its_sums(
    stage: Stage, officer: Caller, document: Document
) -> None:
    said = officer.get(f"/documents/{document.code}").json()
    assert (said["kind"], said["state"], said["doc_number"]) == (
        "red_head_notice", "final", "岚科协发〔2026〕1号",
    )  # fmt: skip
    assert (said["directive"], said["registered_as"]) == (stage.directive.code, None)
    assert said["facts"]["subject"] == "报送学习情况"
    assert [one["number"] for one in said["editions"]] == [1]


def test_every_edition_stays_as_it_was_frozen(stage: Stage, officer: Caller, document: Document) -> None:
    actor = stage.world.actor(stage.world.officer)
    finalize(actor=actor, document=correct(actor=actor, document=document, reason="日期有误"))
    editions = officer.get(f"/documents/{document.code}").json()["editions"]
    assert [(one["number"], one["reason"]) for one in editions] == [(2, "日期有误"), (1, "")]
    for one in editions:
        for form in ("docx", "pdf"):
            answer = officer.get(f"/documents/{document.code}/editions/{one['number']}.{form}")
            assert answer["Content-Disposition"].startswith("attachment")
            assert sha256(content(answer)).hexdigest() == one[form]["sha256"]


def test_an_edition_that_is_not_there(officer: Caller, document: Document) -> None:
    for place in (f"{document.code}/editions/2.pdf", f"{document.code}/editions/0.docx", "none"):
        assert officer.get(f"/documents/{place}").status_code == 404


def test_the_list_is_narrowed(stage: Stage, officer: Caller, document: Document) -> None:
    actor = stage.world.actor(stage.world.officer)
    draft = begin(actor=actor, kind="letter")

    def codes(**query: str) -> list[str]:
        return [one["code"] for one in officer.get("/documents", **query).json()["items"]]

    assert codes() == [document.code, draft.code]
    assert codes(state="final") == codes(directive=stage.directive.code) == [document.code]
    assert codes(kind="letter") == [draft.code]
    assert codes(year="2025") == []
    assert officer.get("/documents", kind="poem").status_code == 422


def test_three_rows_take_as_many_queries_as_one(stage: Stage, officer: Caller, document: Document) -> None:
    officer.get("/documents")
    with CaptureQueriesContext(connection) as one:
        assert len(officer.get("/documents").json()["items"]) == 1
    actor = stage.world.actor(stage.world.officer)
    for _ in range(2):
        begin(actor=actor, kind="letter", directive=stage.directive)
    with CaptureQueriesContext(connection) as three:
        assert len(officer.get("/documents").json()["items"]) == 3
    assert len(one) == len(three)


def test_another_body_has_its_own(stage: Stage, caller_of: CallerOf, document: Document) -> None:
    city = caller_of(stage.world.city_officer)
    assert city.get("/documents").json()["items"] == []
    assert city.get(f"/documents/{document.code}").status_code == 404
    assert city.get(f"/documents/{document.code}/editions/1.pdf").status_code == 404
