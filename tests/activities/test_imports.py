"""The table for those without a connection: out, filled in, looked at, entered all or none."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.activities.actions import (
    apply_import,
    blank_sheet,
    cancel,
    checked_rows,
    get_draft,
    plan,
    preview_import,
)
from quanjing.activities.actions.sheets import COLUMNS
from quanjing.activities.models import Activity, ActivityDraft
from quanjing.activities.queries import counts_at, kinds_for
from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.models import Post
from tests.activities.conftest import at, facts
from tests.world import World

Row = dict[str, object]
GOOD: Row = {
    "kind": "主题党日",
    "name": "九月主题党日",
    "day": "2026-09-02",
    "starts": "14:00",
    "ends": "16:00",
}


def filled(*rows: Row) -> bytes:
    """The blank table with these rows filled in."""
    book = openpyxl.load_workbook(io.BytesIO(blank_sheet(list(kinds_for("")))))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            sheet.cell(number, list(COLUMNS).index(name) + 1, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def draft(actor: Actor, *rows: Row) -> ActivityDraft:
    return preview_import(actor=actor, name="活动.xlsx", data=filled(*rows))


def test_what_was_filled_in_comes_back(tea: Actor, world: World) -> None:
    row = GOOD | {
        "took_place": "是", "present": 12, "absent_leave": 1, "speaker": "书记", "studied": "文件一\n文件二",
        "hosts": "江岚省护理学会；江岚省数学学会", "place": "茶园",
    }  # fmt: skip
    planned = GOOD | {
        "name": "党课",
        "kind": "Party lecture",
        "day": "2026年9月20日",
        "starts": "9时30分",
        "ends": "",
    }
    made = apply_import(actor=tea, draft=draft(tea, row, planned))
    assert [(one.number, one.state, one.kind.code) for one in made] == [
        ("2026-001", "written", "themeday"),
        ("2026-002", "planned", "lecture"),
    ]
    assert (made[0].starts_at, made[0].ends_at, made[0].studied) == (
        at("2026-09-02"),
        at("2026-09-02", 16),
        "文件一\n文件二",
    )
    assert (made[0].hosts.count(), made[0].absent, made[1].starts_at) == (3, 1, at("2026-09-20", 9, 30))
    assert counts_at(world.association.pk, at("2026-09-01").date(), at("2026-09-30").date()).total() == 2


def test_one_entry_in_the_record_names_the_numbers(tea: Actor) -> None:
    apply_import(actor=tea, draft=draft(tea, GOOD))
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.detail) == (
        "activities.enter_table",
        {"file": "活动.xlsx", "numbers": ["2026-001"]},
    )


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"kind": "聚餐"}, "kind"),
        ({"name": ""}, "name"),
        ({"day": "二月三十"}, "day"),
        ({"day": "2026-02-30"}, "day"),
        ({"starts": "下午"}, "starts"),
        ({"starts": "25:00"}, "starts"),
        ({"ends": "13:00"}, "ends_at"),
        ({"ends": "很晚"}, "ends"),
        ({"present": "很多"}, "present"),
        ({"present": "-1"}, "present"),
        ({"took_place": "也许"}, "took_place"),
        ({"took_place": "是", "day": "2026-09-04"}, "took_place"),
        ({"hosts": "没有这个单位"}, "hosts"),
        ({"expected": "3", "absent_other": "4"}, "expected"),
        ({"place": "长" * 201}, "place"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_entered(tea: Actor, wrong: Row, where: str) -> None:
    made = draft(tea, GOOD, GOOD | {"name": "第二项"} | wrong)
    found = [[problem.where for problem in row.problems] for row in checked_rows(made)]
    assert found == [[], [where]]
    with pytest.raises(Invalid):
        apply_import(actor=tea, draft=made)
    assert Activity.objects.count() == 0


def test_what_was_entered_before_is_not_entered_twice(tea: Actor) -> None:
    apply_import(actor=tea, draft=draft(tea, GOOD))
    again = checked_rows(draft(tea, GOOD, GOOD | {"name": "别的"}, GOOD | {"name": "别的"}))
    messages = [[str(problem.message) for problem in row.problems] for row in again]
    assert messages == [["已经登记过：2026-001。"], [], ["已经登记过：第 3 行。"]]


def test_a_table_is_entered_once(tea: Actor) -> None:
    made = draft(tea, GOOD)
    apply_import(actor=tea, draft=made)
    with pytest.raises(WrongState):
        apply_import(actor=tea, draft=made)


def test_a_table_belongs_to_the_post_that_uploaded_it(tea: Actor, officer: Actor, world: World) -> None:
    made = draft(tea, GOOD)
    with pytest.raises(Missing):
        get_draft(officer, made.code)
    with pytest.raises(Denied):
        draft(world.actor(world.auditor), GOOD)


@pytest.mark.parametrize("data", [b"", b"no table", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_table_is_refused(
    client_of: Callable[[Post], Client], world: World, data: bytes
) -> None:
    browser = client_of(world.tea_handler)
    answer = browser.post("/activities/table/", {"file": SimpleUploadedFile("a.xlsx", data)})
    assert answer.status_code == 422
    assert ActivityDraft.objects.count() == 0


def test_a_table_without_the_columns_is_refused(tea: Actor) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称", "日期"])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Invalid):
        preview_import(actor=tea, name="a.xlsx", data=out.getvalue())


def test_the_pages_show_every_row_and_enter_them(
    client_of: Callable[[Post], Client], world: World, tea: Actor
) -> None:
    browser = client_of(world.tea_handler)
    assert browser.get("/activities/table/blank.xlsx").getvalue()[:2] == b"PK"
    wrong = SimpleUploadedFile("a.xlsx", filled(GOOD, GOOD | {"name": "第二项", "day": "?"}))
    shown = browser.post("/activities/table/", {"file": wrong}, follow=True)
    address = shown.redirect_chain[-1][0]
    assert "日期无法识别，请写成 2026-09-03。" in shown.content.decode()
    assert [row.texts["name"] for row in browser.get(f"{address}?wrong=1").context["page"].rows] == ["第二项"]
    assert browser.post(address).status_code == 422
    right = SimpleUploadedFile("a.xlsx", filled(GOOD))
    shown = browser.post("/activities/table/", {"file": right}, follow=True)
    browser.post(shown.redirect_chain[-1][0])
    assert Activity.objects.get().name == "九月主题党日"


def test_a_called_off_activity_still_stands_in_the_way_of_its_double(tea: Actor) -> None:
    cancel(actor=tea, activity=plan(actor=tea, facts=facts()), reason="台风")
    [row] = checked_rows(draft(tea, GOOD))
    assert [problem.where for problem in row.problems] == ["name"]
