from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.audit.models import AuditEntry
from quanjing.collation.actions import workbook
from quanjing.collation.rules import WITH_WAITING
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, WrongState
from quanjing.organizations.actions import rename_organization, take_on_names
from quanjing.organizations.models import Post
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Entry
from quanjing.tasks.models import Assignment

FIRST, SECOND = "学习体会", "建言献策"
ACCEPTED = (SubmissionState.ACCEPTED,)


def tables(
    world: World, call: Call, by: Post | None = None, states: Sequence[SubmissionState] = ACCEPTED
) -> dict[str, list[tuple[Any, ...]]]:
    """The workbook read back: by worksheet its labels and rows, without the heading."""
    out = io.BytesIO()
    with override("zh-hans"):
        workbook(actor=world.actor(by or world.officer), directive=call.directive, out=out, states=states)
    book = load_workbook(io.BytesIO(out.getvalue()))
    return {sheet.title: list(sheet.iter_rows(values_only=True))[1:] for sheet in book.worksheets[:2]}


def word(state: EntryState) -> str:
    with override("zh-hans"):
        return str(state.label)


def organizations(rows: list[tuple[Any, ...]]) -> list[Any]:
    return [row[1] for row in rows[1:]]


def test_each_block_has_a_worksheet_with_its_columns(world: World, call: Call) -> None:
    found = tables(world, call)
    assert found == {
        FIRST: [
            ("序号", "单位", "任务", "填表人", "姓名", "职务", "体会", "附件", "状态", "报送时间", "条目")
        ],
        SECOND: [
            ("序号", "单位", "任务", "填表人", "建议", "人数", "日期", "领域", "状态", "报送时间", "条目")
        ],
    }


def test_an_entry_is_a_row_with_typed_values(world: World, call: Call, send: Send) -> None:
    values = {"f1": "设科普角", "f2": 12, "f3": "2026-08-01", "f4": ["农业", "教育"]}
    send(world.tea, call.rows, values)
    row = tables(world, call)[SECOND][1]
    assert row == (
        1,
        "江岚省茶叶学会",
        "报送建言",
        "周予安",
        "设科普角",
        12,
        datetime(2026, 8, 1),
        "农业、教育",
        word(EntryState.ACCEPTED),
        datetime(2026, 9, 3, 9, 0),
        Entry.objects.get().code,
    )


def test_a_body_keeps_the_name_that_it_bore_when_it_sent(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "一"})
    send(world.nursing, call.rows, {"f1": "一"})
    administrator = world.actor(world.administrator)
    days = (
        (world.tea, "江岚省茶业学会", date(2026, 9, 4)),
        (world.nursing, "江岚省护士学会", date(2026, 9, 3)),
    )
    for body, name, day in days:
        rename_organization(actor=administrator, organization=body, name=name, from_day=day)
    with clock.frozen(datetime(2026, 9, 4, 9, 0, tzinfo=clock.CHINA)):
        assert take_on_names() == 1
        assert organizations(tables(world, call)[SECOND]) == ["江岚省茶叶学会", "江岚省护士学会"]


def test_rows_stand_in_the_order_of_the_tree(world: World, call: Call, send: Send) -> None:
    for body in (world.city_society, world.nursing, world.tea, world.mathematics):
        send(body, call.rows, {"f1": "一"}, {"f1": "二"})
    rows = tables(world, call)[SECOND]
    assert organizations(rows) == [
        name
        for name in ("江岚省数学学会", "江岚省茶叶学会", "江岚省护理学会", "岚州市园艺学会")
        for _ in range(2)
    ]
    assert [row[0] for row in rows[1:]] == list(range(1, 9))
    assert [row[4] for row in rows[1:3]] == ["一", "二"]


@pytest.mark.parametrize("state", ["SUBMITTED", "RETURNED", "REPLACED"])
def test_what_is_not_accepted_stays_out(world: World, call: Call, send: Send, state: str) -> None:
    submission = send(world.tea, call.rows, {"f1": "一"}, state=SubmissionState.SUBMITTED)
    submission.state = SubmissionState[state]
    submission.save()
    assert organizations(tables(world, call)[SECOND]) == []


def test_what_waits_is_taken_where_asked_and_says_so(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "一"})
    send(world.nursing, call.rows, {"f1": "二"}, state=SubmissionState.SUBMITTED)
    rows = tables(world, call, states=WITH_WAITING)[SECOND][1:]
    assert [(row[1], row[-3]) for row in rows] == [
        ("江岚省茶叶学会", word(EntryState.ACCEPTED)),
        ("江岚省护理学会", word(EntryState.SUBMITTED)),
    ]


def test_only_the_newest_version_counts(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "旧"}, version=1)
    send(world.tea, call.rows, {"f1": "新"}, version=2)
    send(world.nursing, call.rows, {"f1": "旧"}, version=1)
    send(world.nursing, call.rows, {"f1": "新"}, version=2, state=SubmissionState.SUBMITTED)
    assert [(row[1], row[4]) for row in tables(world, call)[SECOND][1:]] == [("江岚省茶叶学会", "新")]


def test_a_cancelled_assignment_stays_out(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "一"})
    Assignment.objects.update(state="cancelled")
    assert organizations(tables(world, call)[SECOND]) == []


def test_the_city_gets_its_subtree_only(world: World, call: Call, send: Send) -> None:
    for body in (world.tea, world.city_society):
        send(body, call.rows, {"f1": "一"})
    assert organizations(tables(world, call, by=world.city_officer)[SECOND]) == ["岚州市园艺学会"]


def test_text_that_looks_like_a_formula_stays_text(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "=1+1"})
    assert tables(world, call)[SECOND][1][4] == "=1+1"


def test_a_handler_is_refused(world: World, call: Call) -> None:
    with pytest.raises(Denied):
        tables(world, call, by=world.tea_handler)


def test_an_unpublished_notice_has_nothing_to_collate(world: World, call: Call) -> None:
    call.directive.state = "read"
    with pytest.raises(WrongState):
        tables(world, call)


def test_the_download_is_recorded_once(world: World, call: Call, send: Send) -> None:
    send(world.tea, call.rows, {"f1": "一"})
    tables(world, call)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_code) == ("collation.workbook", call.directive.code)
    assert entry.detail == {"states": ["accepted"], "reports": 1}


def test_more_entries_take_no_more_queries(world: World, call: Call, send: Send) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            tables(world, call)
        return len(caught)

    send(world.tea, call.rows, {"f1": "一"})
    tables(world, call)  # the chain of the record has its head now
    one = queries()
    send(world.nursing, call.rows, {"f1": "一"}, {"f1": "二"})
    send(world.mathematics, call.rows, {"f1": "三"})
    assert queries() == one
