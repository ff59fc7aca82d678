"""Findings from a table: every line is looked at first; all are written down, or none; no person is named."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from gongwen.errors import GongwenError
from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.inspections.actions import (
    StageWanted,
    blank_findings,
    checked_findings,
    enter_findings,
    preview_findings,
    write_finding,
)
from quanjing.inspections.enums import EventKind, Mode
from quanjing.inspections.models import Finding, FindingTable, Inspection
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from tests.inspections.conftest import LATER, TODAY, announced, row_of, wanted
from tests.world import World

HEADS = ("单位", "工作环节", "不符合情况", "责任岗位或处室", "整改期限", "依据", "阶段")
STAGES = [StageWanted("自查", TODAY + timedelta(days=10)), StageWanted("整改", TODAY + timedelta(days=40))]


@pytest.fixture
def made(officer: Actor) -> Inspection:
    return announced(officer, mode=Mode.VISITS, self_by=None, stages=STAGES)


def line(body: str, **more: str) -> tuple[str, ...]:
    values = {
        "process": "发票审批", "text": "同一岗位经办和审批", "owner": "秘书处", "due": LATER.isoformat(),
        "basis": "", "stage": "",
    } | more  # fmt: skip
    return (body, *(values[name] for name in ("process", "text", "owner", "due", "basis", "stage")))


def xlsx(inspection: Inspection, *lines: Sequence[str]) -> bytes:
    """The blank table of the product, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(blank_findings(inspection)))
    for row in lines:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def heads_of(inspection: Inspection) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(blank_findings(inspection)))
    return [str(cell.value) for cell in book.worksheets[0][1]]


def looked_at(officer: Actor, made: Inspection, *lines: Sequence[str]) -> FindingTable:
    return preview_findings(actor=officer, inspection=made, name="问题.xlsx", data=xlsx(made, *lines))


def test_a_table_is_written_down_at_once_and_each_body_is_told_once(
    world: World, made: Inspection, officer: Actor
) -> None:
    tea = world.tea.name
    table = looked_at(
        officer, made, line(tea), line(tea, process="合同审签", stage="整改"), line(world.nursing.code)
    )
    assert not Finding.objects.exists()
    assert [row.problems for row in checked_findings(table)] == [[], [], []]
    assert enter_findings(actor=officer, table=table) == 3
    found = list(Finding.objects.order_by("number"))
    assert [(one.number, one.organization_id, one.process) for one in found] == [
        (1, world.tea.pk, "发票审批"), (2, world.tea.pk, "合同审签"), (3, world.nursing.pk, "发票审批"),
    ]  # fmt: skip
    assert (found[1].stage.name if found[1].stage else "", found[0].due_on) == ("整改", LATER)
    assert [one.kind for one in found[0].events.all()] == [EventKind.WRITTEN]
    told = Message.objects.filter(kind="findings_written").order_by("pk")
    assert {(one.post_id, one.values["count"]) for one in told} == {
        (world.tea_handler.pk, 2), (world.nursing_handler.pk, 1),
    }  # fmt: skip
    assert AuditEntry.objects.filter(verb="inspections.write_finding").count() == 3
    assert AuditEntry.objects.get(verb="inspections.enter_findings").detail["count"] == 3
    with pytest.raises(WrongState):
        enter_findings(actor=officer, table=table)


def test_each_line_says_what_is_wrong_with_it_and_nothing_is_written(
    world: World, made: Inspection, officer: Actor
) -> None:
    tea = world.tea.name
    write_finding(actor=officer, body=row_of(made, world.tea), wanted=wanted())
    lines = [
        line("不存在的学会"),
        line(tea, process="用款", text="周予安未按规定审批"),
        line(tea, process="会议", owner="王主任"),
        line(tea, process="合同", due="2026-09-01"),
        line(tea, process="资产", due="下周"),
        line(tea, process="", text=""),
        line(tea, process="差旅", stage="总结"),
        line(tea, text="发票由同一岗位经办和审批"),
        line(tea, process="用印"),
        line(tea, process="用印"),
    ]
    table = looked_at(officer, made, *lines)
    found = [[problem.where for problem in row.problems] for row in checked_findings(table)]
    assert found == [
        ["organization"], ["text"], ["owner"], ["due_on"], ["due_on"], ["text", "process"], ["stage"],
        ["text"], [], ["text"],
    ]  # fmt: skip
    assert "周予安" in str(checked_findings(table)[1].problems[0].message)
    with pytest.raises(Invalid):
        enter_findings(actor=officer, table=table)
    assert Finding.objects.count() == 1


def test_a_csv_and_a_word_table_are_read_as_well(world: World, made: Inspection, officer: Actor) -> None:
    heads, row = [head.strip("*") for head in heads_of(made)], line(world.tea.name, text="一人经办，一人审批")
    csv = "\n".join((",".join(heads), "", ",".join(f'"{cell}"' for cell in row)))
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        table = preview_findings(actor=officer, inspection=made, name="问题.csv", data=csv.encode(encoding))
        [read] = checked_findings(table)
        assert (read.texts["row"], read.wanted.text, read.problems) == ("3", "一人经办，一人审批", [])
    word = Document()
    word.add_paragraph("检查发现问题清单")
    grid = word.add_table(rows=2, cols=len(heads))
    for place, texts in enumerate((heads, row)):
        for column, text in enumerate(texts):
            grid.cell(place, column).text = text
    out = io.BytesIO()
    word.save(out)
    table = preview_findings(actor=officer, inspection=made, name="问题.docx", data=out.getvalue())
    assert [one.wanted.process for one in checked_findings(table)] == ["发票审批"]


def test_a_nul_in_a_csv_is_left_out(world: World, made: Inspection, officer: Actor) -> None:
    heads, row = [head.strip("*") for head in heads_of(made)], line(world.tea.name)
    data = "\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (heads, row))
    spoilt = data.replace("发票审批", "发票\0审批")
    assert spoilt != data
    table = preview_findings(actor=officer, inspection=made, name="a.csv", data=spoilt.encode())
    assert [one.wanted.process for one in checked_findings(table)] == ["发票审批"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b"\xff\x81\x00"), ("a.csv", "单位\n甲".encode()), ("a.txt", b"x"), ("a.xlsx", b"no book"),
     ("a.csv", b"x" * 200_000)],
)  # fmt: skip
def test_what_is_no_table_of_findings_is_refused(
    made: Inspection, officer: Actor, name: str, data: bytes
) -> None:
    with pytest.raises((Invalid, GongwenError)):
        preview_findings(actor=officer, inspection=made, name=name, data=data)
    assert not FindingTable.objects.exists()


def test_only_who_leads_the_inspection_hands_in_a_table_and_only_while_it_runs(
    world: World, made: Inspection, officer: Actor, tea: Actor, second: Actor
) -> None:
    with pytest.raises(Denied):
        preview_findings(actor=tea, inspection=made, name="a.xlsx", data=xlsx(made, line(world.tea.name)))
    table = looked_at(officer, made, line(world.tea.name))
    with pytest.raises(Denied):  # another post of the desk did not look at it
        enter_findings(actor=second, table=table)
    Inspection.objects.update(state="concluded")
    with pytest.raises(WrongState):
        enter_findings(actor=officer, table=table)


def test_looking_at_a_table_costs_the_same_for_many_lines(
    world: World, made: Inspection, officer: Actor
) -> None:
    names = (world.tea.name, world.nursing.name, world.mathematics.name)
    counts = []
    for number in (1, 3):
        lines = [line(name, process=f"环节{turn}") for name in names[:number] for turn in range(number)]
        table = FindingTable.objects.select_related("inspection__under").get(
            pk=looked_at(officer, made, *lines).pk
        )
        with CaptureQueriesContext(connection) as seen:
            checked_findings(table)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_table_goes_through_the_pages(
    world: World, made: Inspection, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    client = client_of(world.officer)
    assert (
        f"/inspections/{made.code}/findings/table/"
        in client.get(f"/inspections/{made.code}/").content.decode()
    )
    assert client.get(f"/inspections/{made.code}/findings/blank.xlsx").status_code == 200
    bad = xlsx(made, line(world.tea.name, text="周予安未按规定审批"), line(world.nursing.name))
    upload = f"/inspections/{made.code}/findings/table/"
    assert client.post(upload).status_code == 422
    seen = client.post(upload, {"file": SimpleUploadedFile("问题.xlsx", bad)}, follow=True)
    read = seen.content.decode()
    assert ("表中 1 行需要更正" in read, "周予安" in read, "全部录入" in read) == (True, True, False)
    page = seen.redirect_chain[-1][0]
    assert client.post(page).status_code == 422
    assert (
        world.nursing.name
        not in client.get(f"{page}?wrong=1").content.decode().split('<ul class="qj-rows">')[1]
    )
    assert client_of(world.tea_handler).get(page).status_code == 404
    assert page in client.get(upload).content.decode()  # looked at, not entered yet
    good = SimpleUploadedFile("问题.xlsx", xlsx(made, line(world.tea.name)))
    seen = client.post(upload, {"file": good}, follow=True)
    done = client.post(seen.redirect_chain[-1][0], follow=True)
    assert "已录入1个问题。" in done.content.decode()
    assert "全部录入" not in client.get(seen.redirect_chain[-1][0]).content.decode()
    assert seen.redirect_chain[-1][0] not in client.get(upload).content.decode()
