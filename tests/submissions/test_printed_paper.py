"""A form that a notice prints behind its annex's heading is the paper that its units get, prefilled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import docx
import pytest
from django.test import Client

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.submissions import actions
from quanjing.submissions.queries import page_of_report, papers_of
from quanjing.tasks.actions import publish, register_directive
from tests.gongwen.makers import text_to_docx
from tests.submissions.typing_in import into_docx, tags, texts_in
from tests.world import World

LINES = (
    "江岚省科学技术协会文件",
    "岚科协学发〔2026〕52号",
    "关于统计科普活动情况的通知",
    "各省级学会：",
    "为掌握全省科普活动情况，请各省级学会认真填写《科普活动统计表》，于2026年9月21日前报送。",
    "联系人：林知远，电话：010-55550101，邮箱：desk@example.org",
    "附件：科普活动统计表",
    "江岚省科学技术协会",
    "2026年9月1日",
    "附件",
    "科普活动统计表",
    "学会名称：          填表人：",
)


def notice() -> bytes:
    paper = docx.Document()
    for line in LINES:
        paper.add_paragraph(line)
    table = paper.add_table(4, 3, "Table Grid")
    labels = ("活动名称", "到场人数", "其中：线上人数")
    for cell, label in zip(table.rows[0].cells, labels, strict=True):
        cell.text = label
    paper.add_paragraph("注：本表由秘书处填写。")
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def published(world: World, data: bytes) -> Directive:
    officer = world.actor(world.officer)
    directive = register_directive(actor=officer, name="通知.docx", data=data)
    societies = Selection(under=world.association.code, kinds=("society",), levels=("provincial",))
    publish(actor=officer, directive=directive, selection=societies, override="已核对")
    return directive


@pytest.fixture
def handler(world: World) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def directive(world: World, at_nine: datetime) -> Directive:
    return published(world, notice())


def test_is_cut_out_and_filled_in(directive: Directive, handler: Actor) -> None:
    page = page_of_report(handler, directive.code)
    made = actions.filled_paper(page, papers_of(page)[0], "docx")
    words = "\n".join(texts_in(made.data))
    assert made.is_issuers
    assert "注：本表由秘书处填写。" in words
    assert handler.organization_name in words
    assert not [line for line in LINES[1:9] if line in words]
    assert [one for one in tags(made.data) if one.endswith("_b1.activity")]


def test_every_value_comes_back_from_it(directive: Directive, handler: Actor) -> None:
    page = page_of_report(handler, directive.code)
    paper = actions.filled_paper(page, papers_of(page)[0], "docx").data
    word = into_docx(paper, {("_b1.activity", 0): "茶园开放日", ("_b1.f2", 0): "120"})
    filled = actions.hand_in(actor=handler, directive=directive, files=[("填好.docx", word)])
    [row] = filled.said["blocks"]["b1"]["rows"]
    assert (row["values"]["activity"], row["values"]["f2"]) == ("茶园开放日", 120)
    assert filled.said["left"] == []


def test_the_page_says_whose_paper_it_is(
    directive: Directive, world: World, client_of: Callable[[Post], Client]
) -> None:
    text = client_of(world.tea_handler).get(f"/reports/{directive.code}/").content.decode()
    assert "发文单位原表" in text
    assert "按通知内容绘制" not in text


def test_without_a_form_to_cut_out_one_is_drawn_and_the_page_says_so(
    world: World, at_nine: datetime, client_of: Callable[[Post], Client], handler: Actor
) -> None:
    sheet = "学会名称：\n工作谋划\t正文（字数不限）\t"
    lines = [*LINES[:9], "科普活动统计表", *sheet.split("\n")]
    directive = published(world, text_to_docx("\n".join(lines)))
    page = page_of_report(handler, directive.code)
    assert not actions.filled_paper(page, papers_of(page)[0], "docx").is_issuers
    text = client_of(world.tea_handler).get(f"/reports/{directive.code}/").content.decode()
    assert "按通知内容绘制" in text
