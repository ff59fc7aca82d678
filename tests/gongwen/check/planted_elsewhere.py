"""Deviations planted into a letter, into minutes, and into a document made by hand."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from tests.gongwen.check.planted import Planted, align, face, find, footer, indent, rule, size, text

HEAD = "示例省科学技术协会"
MINUTES = "示例省科学技术协会科技社团党委会议纪要"


def _low(document: Document) -> None:
    find(document, HEAD)._p.pPr.find(qn("w:framePr")).set(qn("w:y"), "2600")


def _first_page_alike(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = False


def _number_on_page_one(document: Document) -> None:
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    document.sections[0].first_page_footer.paragraphs[-1]._p.append(parse_xml(field))


def _lost_rule(document: Document) -> None:
    """The rule of the head goes to an empty paragraph of its own, in black."""
    number = find(document, "示农会发")
    borders = number._p.pPr.find(qn("w:pBdr"))
    borders[0].set(qn("w:color"), "000000")
    carrier = deepcopy(number._p.getnext())
    carrier.pPr.append(borders)
    number._p.addnext(carrier)


IN_A_LETTER = (
    Planted("single rule", "10.1", "letter_rule", HEAD, rule(HEAD, val="single")),
    Planted("black double rule", "10.1", "letter_rule", HEAD, rule(HEAD, color="000000")),
    Planted("first page alike", "10.1", "letter_rule", HEAD, _first_page_alike),
    Planted("number on page one", "10.1", "page_number", HEAD, _number_on_page_one),
    Planted("low head", "10.1", "head_top", HEAD, _low),
    Planted("head face", "10.1", "face", HEAD, face(HEAD, "楷体")),
    Planted("brackets", "7.2.5", "number_form", "示科协发", text("示科协发", "〔2026〕", "（2026）")),
    Planted("number size", "10.1", "size", "示科协发", size("示科协发", 14)),
    Planted("copies end", "7.4.2", "copies_end", "抄送：", text("抄送：", "。", "；")),
)
IN_MINUTES = (
    Planted("head aside", "10.3", "alignment", MINUTES, align(MINUTES, 2)),
    Planted("those present", "10.3", "face", "出席：", face("出席：", "楷体")),
    Planted("indent of names", "10.3", "indent", "请假：", indent("请假：")),
)
BY_HAND = (
    Planted("black rule below", "7.2.7", "rule_color", "示农会发", _lost_rule),
    Planted("thin imprint", "7.4.1", "imprint_rule", "抄送：", rule("抄送：", sz="4")),
    Planted("date", "7.3.5.1", "date_right", "2026年3月12日", indent("2026年3月12日", right=0.5)),
    Planted(
        "even number",
        "7.5",
        "page_number_side",
        "",
        footer(lambda one: setattr(one, "alignment", 2), even=True),
    ),
)
