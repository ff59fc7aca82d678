from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from tests.collation.conftest import Call, Send
from tests.world import World

from quanjing.collation import actions, queries
from quanjing.collation.enums import ExportKind
from quanjing.collation.models import Export, Layout
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations.models import Post

SignIn = Callable[[Post], Client]


def table(*labels: str) -> bytes:
    """A head, two free rows, sums."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["建言献策汇总表"])
    sheet.append(list(labels))
    sheet.append([])
    sheet.append([])
    sheet["A5"] = "合计"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


USUAL = ("序号", "学会名称", "建议", "参加人数", "评价")


def taken(world: World, call: Call, data: bytes) -> Layout:
    return actions.take_layout(
        actor=world.actor(world.officer),
        directive=call.directive,
        table=queries.table_of(call.directive, call.rows.pk),
        name="汇总表.xlsx",
        data=data,
    )


def confirmed(world: World, call: Call, layout: Layout, columns: dict[str, str]) -> Layout:
    return actions.confirm_layout(
        actor=world.actor(world.officer),
        layout=layout,
        table=queries.table_of(call.directive, call.rows.pk),
        columns=columns,
    )


def test_columns_are_proposed_by_their_labels(world: World, call: Call) -> None:
    layout = taken(world, call, table(*USUAL))
    assert layout.columns == {"A": "=number", "B": "organization", "C": "f1", "D": "f2"}
    assert layout.is_confirmed is False


def test_the_issuers_table_is_filled_and_tells_what_is_left_over(
    world: World, call: Call, send: Send, run_jobs: Callable[[], int]
) -> None:
    layout = taken(world, call, table(*USUAL))
    confirmed(world, call, layout, layout.columns | {"B": "=organization"})
    for body, number in ((world.tea, 12), (world.nursing, 30), (world.mathematics, 8)):
        send(body, call.rows, {"f1": f"建议{number}", "f2": number})
    actions.make_export(
        actor=world.actor(world.officer), directive=call.directive, kind=ExportKind.LAYOUT, layout=layout
    )
    run_jobs()
    export = Export.objects.select_related("file").get()
    assert export.file is not None
    with default_storage.open(export.file.place) as opened:
        sheet = load_workbook(io.BytesIO(opened.read()), data_only=True).worksheets[0]
    assert list(sheet.iter_rows(min_row=3, values_only=True)) == [
        (1, "江岚省数学学会", "建议8", 8, None),
        (2, "江岚省茶叶学会", "建议12", 12, None),
        (3, "江岚省护理学会", "建议30", 30, None),
        ("合计", None, None, 50, None),
    ]
    assert export.notes == ["没有对应列的字段：填表人、日期、领域", "没有对应字段的列：评价"]


def test_what_a_person_chose_is_remembered_for_the_next_file(world: World, call: Call) -> None:
    first = taken(world, call, table(*USUAL))
    confirmed(world, call, first, {"C": "f1", "E": "f2"})
    again = taken(world, call, table("单位", "评价", "建议"))
    assert again.pk == first.pk
    assert again.columns == {"A": "=organization", "B": "f2", "C": "f1"}


@pytest.mark.parametrize(
    "columns", [{}, {"A": "=number"}, {"C": "f1", "D": "f1"}, {"C": "nobody"}, {"Z": "f1"}]
)
def test_columns_that_make_no_sense_are_refused(world: World, call: Call, columns: dict[str, str]) -> None:
    layout = taken(world, call, table(*USUAL))
    with pytest.raises(Invalid):
        confirmed(world, call, layout, columns)


def test_a_table_that_nobody_confirmed_is_not_filled(world: World, call: Call) -> None:
    layout = taken(world, call, table(*USUAL))
    with pytest.raises(Invalid):
        actions.make_export(
            actor=world.actor(world.officer), directive=call.directive, kind=ExportKind.LAYOUT, layout=layout
        )


def test_who_only_reads_takes_in_no_table(world: World, call: Call) -> None:
    with pytest.raises(Denied):
        actions.take_layout(
            actor=world.actor(world.auditor),
            directive=call.directive,
            table=queries.table_of(call.directive, call.rows.pk),
            name="a.xlsx",
            data=table(*USUAL),
        )


def test_from_the_upload_to_the_button(world: World, call: Call, client_of: SignIn) -> None:
    client = client_of(world.officer)
    place = f"/directives/{call.directive.code}/collation/"
    upload = SimpleUploadedFile("汇总表.xlsx", table(*USUAL))
    answer = client.post(f"{place}layouts/", {"block": call.rows.pk, "file": upload})
    page = answer["Location"]
    shown = client.get(page).content.decode()
    assert "没有对应字段的列：</strong> 评价" in shown
    columns = {"column.B": "=organization", "column.C": "f1", "column.D": "f2"}
    assert client.post(page, columns)["Location"] == place
    assert f'name="layout" value="{Layout.objects.get().code}"' in client.get(place).content.decode()


def test_a_file_without_a_table_is_refused_in_words(world: World, call: Call, client_of: SignIn) -> None:
    upload = SimpleUploadedFile("汇总表.xlsx", b"nothing")
    place = f"/directives/{call.directive.code}/collation/layouts/"
    answer = client_of(world.officer).post(place, {"block": call.rows.pk, "file": upload})
    assert answer.status_code == 422
    assert "文件已损坏或不完整，请重新发送。" in answer.content.decode()
