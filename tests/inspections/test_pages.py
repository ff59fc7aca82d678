"""The pages of inspections: by hand, in both languages, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from quanjing.foundation.actor import Actor
from quanjing.inspections.actions import (
    add_body,
    fix_seed,
    plan_visit,
    rectify,
    send_answers,
    write_finding,
)
from quanjing.inspections.enums import Mode
from quanjing.inspections.models import Checklist, Finding, FindingExport, InspectedBody, Inspection
from quanjing.organizations.models import Post
from tests.gongwen.makers import text_to_docx
from tests.inspections.conftest import LATER, announced, found, in_order, row_of, wanted, wrong
from tests.world import World

SignIn = Callable[[Post], Client]
PLAN = {
    "name": "年度督促检查", "purpose": "看制度落实", "checklist": "venue", "mode": "both", "allows_nil": "on",
    "first_day": "2026-09-03", "last_day": "2026-10-30", "self_by": "2026-09-20", "kinds": "society",
    "red_days": "7", "strata": "class", "per_part": "1", "stages": "学 2026-09-10\n改 2026-10-20",
}  # fmt: skip


def test_an_inspection_is_planned_announced_and_drawn_on_pages(
    world: World, officer: Actor, client_of: SignIn
) -> None:
    desk = client_of(world.officer)
    wrong_plan = desk.post("/inspections/new/", PLAN | {"stages": "学 明天"})
    assert wrong_plan.status_code == 422
    assert "无法识别：“学 明天”" in wrong_plan.content.decode()
    place = desk.post("/inspections/new/", PLAN).headers["Location"]
    assert "方案尚未发布，涉及 4 个单位" in desk.get(place).content.decode()
    desk.post(f"{place}step/", {"step": "announce"})
    desk.post(f"{place}step/", {"step": "seed", "seed": "20260903", "source": "会议现场摇号"})
    desk.post(f"{place}step/", {"step": "draw"})
    made = Inspection.objects.get()
    record = desk.get(f"{place}draw/").content.decode()
    assert record.count("<td>抽中</td>") == len(made.draw.chosen) == 3
    assert "20260903" in record
    left = made.bodies.get(is_visited=False).organization
    desk.post(f"{place}step/", {"step": "add", "body": left.code, "reason": "有群众反映"})
    assert "有群众反映" in desk.get(f"{place}draw/").content.decode()
    page = desk.get(place).content.decode()
    assert "<b>0</b><span> / 4</span>" in page
    assert desk.post(f"{place}step/", {"step": "unknown"}).status_code == 404


def test_a_self_check_is_filled_in_on_its_page(world: World, officer: Actor, client_of: SignIn) -> None:
    made = announced(officer)
    client = client_of(world.tea_handler)
    place = f"/inspections/{made.code}/bodies/{world.tea.code}/"
    assert place in client.get("/inspections/").content.decode()
    typed = {f"answer-i{number}": "in_order" for number in range(1, 8)} | {"answer-i6": "not_in_order"}
    answer = client.post(place, {**typed, "note-i6": "器材过期", "then": "send", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明由哪个岗位或部门整改" in page
    assert 'value="器材过期"' in page
    client.post(place, {**typed, "note-i6": "器材过期", "then": "draft", "version": "1"})
    desk = client_of(world.officer).get(place).content.decode()
    assert "尚未报送；草稿只有该单位可见" in desk
    assert "器材过期" not in desk
    stale = client.post(place, {**typed, "then": "draft", "version": "1"})
    assert stale.status_code == 409
    more = {"note-i6": "器材过期", "owner-i6": "秘书处", "due-i6": "2026-09-25", "then": "send"}
    assert client.post(place, typed | more | {"version": "2"}).status_code == 302
    assert "器材过期" in client_of(world.officer).get(place).content.decode()
    assert client_of(world.nursing_handler).get(place).status_code == 404


def test_nothing_to_report_is_sent_with_its_reason(world: World, officer: Actor, client_of: SignIn) -> None:
    made = announced(officer)
    client = client_of(world.tea_handler)
    place = f"/inspections/{made.code}/bodies/{world.tea.code}/"
    assert client.post(place, {"then": "nil", "reason": ""}).status_code == 422
    client.post(place, {"then": "nil", "reason": "与支撑单位共用场所"})
    assert "与支撑单位共用场所" in client_of(world.officer).get(place).content.decode()


def test_a_finding_goes_its_way_on_pages(
    world: World, officer: Actor, second_post: Post, client_of: SignIn
) -> None:
    made = announced(officer, mode=Mode.VISITS, self_by=None)
    desk, second, tea = client_of(world.officer), client_of(second_post), client_of(world.tea_handler)
    place = f"/inspections/{made.code}/bodies/{world.tea.code}/finding/"
    typed = {"process": "发票审批", "text": "王主任一人审批", "owner": "秘书处", "due_on": "2026-09-30"}
    refused = desk.post(place, typed)
    assert refused.status_code == 422
    assert "反映个人问题，请向主管纪检监察机关提出" in refused.content.decode()
    page = desk.post(place, typed | {"text": "一人审批"}).headers["Location"]
    tea.post(f"{page}step/", {"step": "dispute", "comment": "八月起已分设"})
    assert "八月起已分设" in desk.get(page).content.decode()
    desk.post(f"{page}step/", {"step": "uphold", "reason": "抽查凭证为九月"})
    file = SimpleUploadedFile("样张.docx", text_to_docx("审批单"))
    done = {"step": "rectify", "evidence": "已分设岗位", "file": file}
    assert "请说明文件的用途" in tea.post(f"{page}step/", done).content.decode()
    file.seek(0)
    tea.post(f"{page}step/", done | {"purpose": "新审批单样张"})
    assert b"".join(second.get(f"{page}proof/")).startswith(b"PK")  # type: ignore[arg-type]
    assert "复核销号" not in desk.get(page).content.decode()
    assert "复核销号" in second.get(page).content.decode()
    desk.post(f"{page}step/", {"step": "send-back", "reason": "请补凭证"})
    again = desk.post(f"{page}step/", {"step": "extend", "due_on": "soon", "reason": "待审议"})
    assert again.status_code == 422
    desk.post(f"{page}step/", {"step": "extend", "due_on": "2026-10-09", "reason": "待理事会审议"})
    tea.post(f"{page}step/", {"step": "rectify", "evidence": "已补凭证"})
    second.post(f"{page}step/", {"step": "close"})
    assert Finding.objects.get().closed_name == "江映雪"
    assert tea.post(f"{page}step/", {"step": "unknown"}).status_code == 404


def test_a_checklist_is_copied_changed_and_ended_on_pages(
    world: World, officer: Actor, client_of: SignIn
) -> None:
    desk = client_of(world.officer)
    page = desk.get("/inspections/checklists/network/").content.decode()
    assert "请勿填写口令、密钥、漏洞细节和网络地址" in page
    place = desk.post("/inspections/checklists/network/step/", {"step": "copy"}).headers["Location"]
    typed = {"name_zh": "网站自查", "purpose": "网站安全", "item-key": ["i1", ""], "item-basis": ["", ""]}
    assert desk.post(place, typed | {"item-text": ["", ""]}).status_code == 422
    more = desk.post(place, typed | {"item-text": ["网站已登记", "专人值守"], "more": "1"})
    assert 'value="专人值守"' in more.content.decode()
    desk.post(place, typed | {"item-text": ["网站已登记", "专人值守"]})
    mine = Checklist.objects.get(name_zh="网站自查")
    assert (mine.version, mine.template.version) == (2, 2)
    desk.post(f"/inspections/checklists/{mine.code}/step/", {"step": "end", "last_day": "2026-09-01"})
    assert "已停用" in desk.get("/inspections/checklists/").content.decode()
    assert mine.code not in desk.get("/inspections/new/").content.decode()


def test_the_channel_is_set_by_an_administrator_and_read_by_all(
    world: World, officer: Actor, client_of: SignIn
) -> None:
    administrator = client_of(world.administrator)
    assert administrator.post("/inspections/channel/", {"text": "", "link": ""}).status_code == 422
    administrator.post(
        "/inspections/channel/", {"text": "请向机关纪委反映。", "link": "https://jb.example.org/"}
    )
    page = client_of(world.tea_handler).get("/inspections/channel/").content.decode()
    assert "请向机关纪委反映。" in page
    assert client_of(world.officer).post("/inspections/channel/", {"text": "x"}).status_code == 403


def test_the_ledger_is_exported_as_the_post_sees_it(
    world: World, officer: Actor, client_of: SignIn, run_jobs: Callable[[], int]
) -> None:
    finding = found(officer, world)
    write_finding(actor=officer, body=row_of(finding.inspection, world.nursing), wanted=wanted())
    for post, rows in ((world.officer, 2), (world.tea_handler, 1)):
        client = client_of(post)
        for format in ("xlsx", "docx"):
            client.post("/inspections/findings/export/", {"format": format})
        run_jobs()
        assert client.get("/inspections/findings/files/").content.decode().count("下载") >= 2
        word, sheet = FindingExport.objects.filter(post=post).order_by("-pk")
        data = b"".join(client.get(f"/inspections/findings/files/{sheet.code}/"))  # type: ignore[arg-type]
        book = openpyxl.load_workbook(BytesIO(data)).active
        said = [[cell.value for cell in row] for row in book.iter_rows()]  # type: ignore[union-attr]
        assert sum("发票审批" in row for row in said) == rows
        paper = b"".join(client.get(f"/inspections/findings/files/{word.code}/"))  # type: ignore[arg-type]
        [table] = Document(BytesIO(paper)).tables
        assert len(table.rows) == rows + 1
    other = FindingExport.objects.filter(post=world.officer)[0]
    assert client_of(world.tea_handler).get(f"/inspections/findings/files/{other.code}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/inspections/", "/inspections/bodies/", "/inspections/visits/", "/inspections/findings/",
     "/inspections/findings/?colour=behind&mine=1"],
)  # fmt: skip
def test_more_rows_cost_no_more_queries(world: World, officer: Actor, client_of: SignIn, path: str) -> None:

    counts = []
    for _turn in range(2):
        for _number in range(3):
            made = announced(officer)
            row = row_of(made, world.tea)
            write_finding(actor=officer, body=row, wanted=wanted())
            plan_visit(actor=officer, body=row, day=LATER, visitors="学会党建办")
        for post in (world.officer, world.tea_handler):
            client = client_of(post)
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_pages_speak_english(world: World, officer: Actor, tea: Actor, client_of: SignIn) -> None:
    made = announced(officer)
    [finding] = send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    rectify(actor=tea, finding=finding, evidence="已更换")
    client = client_of(world.officer)
    for path in (
        "/inspections/", "/inspections/new/", "/inspections/bodies/", "/inspections/visits/",
        "/inspections/findings/", "/inspections/checklists/", "/inspections/checklists/safety/",
        "/inspections/checklists/new/", "/inspections/channel/", "/inspections/findings/files/",
        f"/inspections/{made.code}/", f"/inspections/{made.code}/draw/",
        f"/inspections/{made.code}/bodies/{world.tea.code}/", f"/inspections/findings/{finding.code}/",
        f"/inspections/{made.code}/bodies/{world.tea.code}/visit/",
        f"/inspections/{made.code}/bodies/{world.tea.code}/finding/",
    ):  # fmt: skip
        assert client.get(path, headers={"accept-language": "en"}).status_code == 200
    text = client.get(f"/inspections/{made.code}/", headers={"accept-language": "en"}).content.decode()
    assert "Self-checks sent" in text


def test_who_was_added_by_hand_stands_in_the_record(world: World, officer: Actor, client_of: SignIn) -> None:
    made = announced(officer, mode=Mode.VISITS, self_by=None, per_part=1)
    fix_seed(actor=officer, inspection=made, seed="7", source="摇号")
    add_body(actor=officer, inspection=made, code=world.branch.code, reason="一并查看")
    page = client_of(world.auditor).get(f"/inspections/{made.code}/draw/").content.decode()
    assert "一并查看" in page
    assert InspectedBody.objects.filter(inspection=made).count() == 4
