"""Tables in, row by row and all or nothing; files out, made by a job."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.models import Post
from quanjing.registers.actions import (
    apply_table,
    ask_export,
    blank_table,
    checked_rows,
    get_table,
    make_export,
    preview_table,
    tidy_exports,
)
from quanjing.registers.enums import EntryState, Format
from quanjing.registers.models import EntryExport, EntryTable, RegisterEntry
from quanjing.registers.queries import EntryFilter, block_of, export_file
from tests.registers.conftest import filed, in_force, kind, outlet
from tests.world import World

Row = dict[str, object]
GOOD: Row = {
    "条目名称": "茶学之声", "责任岗位": "秘书处 经办人", "审核岗位": "秘书长", "类型": "网站",
    "用途": "发布通知", "开办日期": "2020年3月1日",
}  # fmt: skip


def table(*rows: Row, of: str = "outlet", for_others: bool = False) -> bytes:
    """The blank table of a register with these rows, by the heads of its columns."""
    found = kind(of)
    blank = blank_table(found, block_of(found.template_id), for_others=for_others)
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[0]
    heads = {str(cell.value).rstrip("*"): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for label, value in row.items():
            sheet.cell(number, heads[label], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def draft(actor: Actor, *rows: Row, **more: bool) -> EntryTable:
    data = table(*rows, for_others=more.get("for_others", False))
    return preview_table(actor=actor, kind=kind("outlet"), name="渠道.xlsx", data=data)


def step(_done: int, _total: int) -> None:
    pass


def test_what_was_filled_in_is_entered_with_dates_and_one_record(tea: Actor) -> None:
    made = draft(tea, GOOD, GOOD | {"条目名称": "茶学视频", "最近更新": "2026-08-01"})
    assert not RegisterEntry.objects.exists()
    assert apply_table(actor=tea, table=made) == 2
    video = RegisterEntry.objects.get(name="茶学视频")
    assert (video.state, video.values["f3"]) == (EntryState.FILED, "2020-03-01")
    assert video.holder is not None
    assert video.versions.get().outcome == "waiting"
    assert AuditEntry.objects.filter(verb="registers.enter_table").count() == 1
    with pytest.raises(WrongState):
        apply_table(actor=tea, table=made)


WRONG = [
    ({"条目名称": ""}, "名称"),
    ({"审核岗位": ""}, "审核岗位"),
    ({"类型": "电报"}, "类型"),
    ({"开办日期": "三月"}, "开办日期"),
    ({"最近更新": "昨天"}, "2026-09-03"),
    ({"用途": ""}, "用途"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
def test_a_wrong_row_is_named_and_nothing_is_entered(tea: Actor, change: Row, words: str) -> None:
    made = draft(tea, GOOD, GOOD | {"条目名称": "第二条"} | change)
    rows = checked_rows(tea, made)
    assert [bool(row.problems) for row in rows] == [False, True]
    assert words in " ".join(str(problem.message) for problem in rows[1].problems)
    with pytest.raises(Invalid):
        apply_table(actor=tea, table=made)
    assert not RegisterEntry.objects.exists()


def test_what_stands_twice_or_is_there_already_is_named(tea: Actor) -> None:
    there = filed(tea)
    rows = checked_rows(tea, draft(tea, GOOD, GOOD | {"条目名称": "新"}, GOOD | {"条目名称": "新"}))
    said = [" ".join(str(problem.message) for problem in row.problems) for row in rows]
    assert (there.code in said[0], said[1], "第 3 行" in said[2]) == (True, "", True)


def test_a_desk_enters_for_bodies_below_and_they_are_in_force(
    world: World, officer: Actor, tea: Actor
) -> None:
    rows = [GOOD | {"单位": "江岚省茶叶学会"}, GOOD | {"单位": world.nursing.code}]
    assert apply_table(actor=officer, table=draft(officer, *rows, for_others=True)) == 2
    assert set(RegisterEntry.objects.values_list("organization__name", "state")) == {
        ("江岚省茶叶学会", "current"), ("江岚省护理学会", "current"),
    }  # fmt: skip
    entry = RegisterEntry.objects.filter(state="current").first()
    assert entry is not None
    assert entry.next_on == min(entry.dates.values_list("on", flat=True))
    foreign = draft(tea, GOOD | {"单位": "江岚省护理学会"}, for_others=True)
    assert checked_rows(tea, foreign)[0].problems


def test_tables_of_another_post_are_out_of_sight(world: World, tea: Actor) -> None:
    made = draft(tea, GOOD)
    with pytest.raises(Missing):
        get_table(world.actor(world.nursing_handler), made.code)
    with pytest.raises(Denied):
        apply_table(actor=world.actor(world.nursing_handler), table=made)


@pytest.mark.parametrize("data", [b"not a table", b""])
def test_a_file_that_is_no_table_is_refused(tea: Actor, data: bytes) -> None:
    with pytest.raises(Exception) as refused:  # noqa: PT011  # of the engine, or ours
        preview_table(actor=tea, kind=kind("outlet"), name="a.xlsx", data=data)
    assert not EntryTable.objects.exists()
    assert str(refused.value)


def test_a_table_is_looked_at_and_entered_on_pages(
    world: World, tea: Actor, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.tea_handler)
    assert client.get("/registers/outlet/blank.xlsx").getvalue().startswith(b"PK")
    assert client.post("/registers/outlet/table/").status_code == 422
    wrong = SimpleUploadedFile("a.xlsx", table(GOOD | {"类型": "电报"}))
    answer = client.post("/registers/outlet/table/", {"file": wrong})
    place = answer.headers["Location"]
    page = client.post(place)
    assert (page.status_code, "类型" in page.content.decode()) == (422, True)
    good = client.post("/registers/outlet/table/", {"file": SimpleUploadedFile("a.xlsx", table(GOOD))})
    assert client.post(good.headers["Location"]).headers["Location"] == "/registers/outlet/"
    assert RegisterEntry.objects.count() == 1


def test_a_list_becomes_a_table_that_can_be_read_back(
    world: World, tea: Actor, officer: Actor, run_jobs: Callable[[], int]
) -> None:
    in_force(tea, officer)
    in_force(world.actor(world.nursing_handler), officer, outlet("护理之窗"))
    asked = ask_export(actor=officer, kind=kind("outlet"), wanted=EntryFilter(text="之"), format=Format.XLSX)
    assert run_jobs() >= 1
    asked.refresh_from_db()
    assert asked.count == 2
    file = export_file(officer, kind("outlet"), asked.code)
    with default_storage.open(file.place) as stored:
        book = openpyxl.load_workbook(io.BytesIO(stored.read()))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    head = next(row for row in rows if "条目名称" in row)
    assert [row[head.index("条目名称")] for row in rows[rows.index(head) + 1 :]][:2] == [
        "茶学之声",
        "护理之窗",
    ]
    with pytest.raises(Missing):
        export_file(tea, kind("outlet"), asked.code)


def test_a_job_takes_what_the_post_sees_and_made_again_it_changes_nothing(
    tea: Actor, officer: Actor, world: World
) -> None:
    in_force(world.actor(world.nursing_handler), officer)
    in_force(tea, officer)
    asked = ask_export(actor=tea, kind=kind("outlet"), wanted=EntryFilter(), format=Format.DOCX)
    assert make_export(asked.code, step) == {"entries": 1}
    assert make_export(asked.code, step) == {}
    assert EntryExport.objects.get().count == 1


def test_a_volume_names_bodies_and_entries(tea: Actor, officer: Actor) -> None:
    in_force(tea, officer)
    asked = ask_export(actor=officer, kind=kind("outlet"), wanted=EntryFilter(), format=Format.DOCX)
    make_export(asked.code, step)
    with default_storage.open(export_file(officer, kind("outlet"), asked.code).place) as stored:
        text = ZipFile(io.BytesIO(stored.read())).read("word/document.xml").decode()
    assert "江岚省茶叶学会" in text
    assert "茶学之声" in text


def test_old_files_are_taken_away(tea: Actor, officer: Actor) -> None:
    in_force(tea, officer)
    asked = ask_export(actor=tea, kind=kind("outlet"), wanted=EntryFilter(), format=Format.XLSX)
    make_export(asked.code, step)
    with clock.frozen(clock.now() + timedelta(days=40)):
        assert (tidy_exports(step), tidy_exports(step)) == (1, 0)
    with pytest.raises(Missing):
        export_file(tea, kind("outlet"), asked.code)


def test_files_are_asked_for_on_a_page(
    world: World, tea: Actor, client_of: Callable[[Post], Client], run_jobs: Callable[[], int]
) -> None:
    filed(tea)
    client = client_of(world.tea_handler)
    client.post("/registers/outlet/export/", {"format": "xlsx"})
    page = client.get("/registers/outlet/files/", headers={"hx-request": "true"})
    assert "hx-get" in page.content.decode()
    run_jobs()
    made = EntryExport.objects.get()
    file = client.get(f"/registers/outlet/files/{made.code}/")
    assert b"".join(file).startswith(b"PK")
    assert client.post("/registers/outlet/export/", {"format": "pdf"}).status_code == 404
