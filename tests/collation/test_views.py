from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.audit.models import AuditEntry
from quanjing.organizations.models import Post
from quanjing.submissions.enums import SubmissionState

SignIn = Callable[[Post], Client]
FORMATS = ["xlsx", "docx", "zip"]


def place(call: Call, ending: str = "/") -> str:
    return f"/directives/{call.directive.code}/collation{ending}"


def test_the_page_counts_what_goes_in(world: World, call: Call, send: Send, client_of: SignIn) -> None:
    send(world.tea, call.texts, {"name": "甲"}, {"name": "乙"})
    send(world.nursing, call.texts, {"name": "丙"}, state=SubmissionState.SUBMITTED)
    send(world.tea, call.rows, state=SubmissionState.NIL, reason="没有")
    text = client_of(world.officer).get(place(call)).content.decode()
    for words in ("已通过 2 条", "待审核 1 条", "零报告 1 份", "未列入 5 份"):
        assert f"<span>{words}</span>" in text


def test_the_city_counts_its_own(world: World, call: Call, send: Send, client_of: SignIn) -> None:
    send(world.tea, call.texts, {"name": "甲"})
    text = client_of(world.city_officer).get(place(call)).content.decode()
    assert "<span>已通过 0 条</span>" in text
    assert "<span>未列入 2 份</span>" in text


def test_the_page_is_there_in_english(world: World, call: Call, client_of: SignIn) -> None:
    client = client_of(world.officer)
    client.cookies["quanjing_language"] = "en"
    assert "Take the table, the volume or the files" in client.get(place(call)).content.decode()


def test_the_links_keep_the_choice(world: World, call: Call, client_of: SignIn) -> None:
    text = client_of(world.officer).get(place(call) + "?states=accepted,submitted").content.decode()
    assert f'href="{place(call, ".xlsx")}?states=accepted,submitted"' in text


@pytest.mark.parametrize("ending", FORMATS)
def test_a_download_is_a_file_with_the_name_of_the_notice(
    world: World, call: Call, client_of: SignIn, ending: str
) -> None:
    answer = client_of(world.officer).get(place(call, f".{ending}"))
    assert answer["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote(call.directive.title)}.{ending}"
    )
    data = b"".join(answer)  # type: ignore[arg-type]  # a streaming response
    assert data[:2] == b"PK"
    assert len(data) == int(answer["Content-Length"])
    assert AuditEntry.objects.count() == 1


def test_a_download_takes_what_waits_where_asked(
    world: World, call: Call, send: Send, client_of: SignIn
) -> None:
    send(world.tea, call.texts, {"name": "甲"}, state=SubmissionState.SUBMITTED)
    answer = client_of(world.officer).get(place(call, ".xlsx") + "?states=accepted,submitted")
    book = load_workbook(io.BytesIO(b"".join(answer)))  # type: ignore[arg-type]  # a streaming response
    assert book.worksheets[0].max_row == 3


@pytest.mark.parametrize("ending", ["/", ".xlsx", ".docx", ".zip"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("auditor", 200), ("administrator", 200), ("city_officer", 200), ("tea_handler", 403)],
)
def test_who_reads_the_subtree_may_collate(
    world: World, call: Call, client_of: SignIn, ending: str, who: str, status: int
) -> None:
    answer = client_of(getattr(world, who)).get(place(call, ending))
    assert answer.status_code == status
    answer.close()


def test_a_stranger_is_sent_to_sign_in(call: Call, client: Client) -> None:
    assert client.get(place(call)).status_code == 302


def test_an_unknown_notice_is_not_found(world: World, client_of: SignIn) -> None:
    assert client_of(world.officer).get("/directives/zzzzzzzz/collation/").status_code == 404


def test_a_notice_that_is_not_published_cannot_be_collated(
    world: World, call: Call, client_of: SignIn
) -> None:
    call.directive.state = "read"
    call.directive.save()
    assert client_of(world.officer).get(place(call)).status_code == 409


def test_other_states_are_refused(world: World, call: Call, client_of: SignIn) -> None:
    assert client_of(world.officer).get(place(call, ".xlsx") + "?states=returned").status_code == 422
    assert not AuditEntry.objects.exists()


def test_more_entries_take_no_more_queries(world: World, call: Call, send: Send, client_of: SignIn) -> None:
    client = client_of(world.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(place(call))
        return len(caught)

    send(world.tea, call.texts, {"name": "甲"})
    one = queries()
    send(world.nursing, call.texts, {"name": "乙"}, {"name": "丙"})
    assert queries() == one
