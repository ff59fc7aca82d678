"""A blank form that came as a file of its own with a notice is kept and becomes the paper of its sheet."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest

from quanjing.directives.models import Directive
from quanjing.sheets.models import SheetTemplate
from quanjing.tasks.actions import register_directive
from tests.gongwen.makers import text_to_docx
from tests.world import World

NOTICE = """关于报送年度活动情况的通知
各省级学会：
现将有关事项通知如下。
一、报送内容
请各学会于2026年9月15日前报送年度活动情况（见附件）。
附件：年度活动情况表
江岚省科学技术协会
2026年9月1日
"""


def blank() -> bytes:
    """A form with a look of its own: a border and a remark that no drawing of ours has."""
    paper = docx.Document()
    paper.add_paragraph("年度活动情况表")
    table = paper.add_table(rows=3, cols=4, style="Table Grid")
    for row, labels in enumerate((("学会名称", "联系电话"), ("活动名称", "参加人数"), ("主要内容", ""))):
        table.cell(row, 0).text = labels[0]
        table.cell(row, 2).text = labels[1]
    table.cell(2, 1).merge(table.cell(2, 3))
    paper.add_paragraph("注：本表一式两份。")
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def bundle() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("通知.docx", text_to_docx(NOTICE))
        packed.writestr("附件 年度活动情况表.docx", blank())
    return out.getvalue()


@pytest.fixture
def directive(world: World) -> Directive:
    return register_directive(actor=world.actor(world.officer), name="通知.zip", data=bundle())


def test_the_blank_is_kept_with_the_sheet_that_was_read_from_it(directive: Directive) -> None:
    template = SheetTemplate.objects.get(attachment__directive=directive)
    assert template.blank is not None
    assert (template.blank.name, template.blank.format) == ("附件 年度活动情况表.docx", "docx")


def test_a_notice_without_one_has_none(world: World) -> None:
    found = register_directive(actor=world.actor(world.officer), name="通知.docx", data=text_to_docx(NOTICE))
    assert not SheetTemplate.objects.filter(attachment__directive=found, blank__isnull=False).exists()
