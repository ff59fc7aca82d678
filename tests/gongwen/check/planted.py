"""Deviations planted into a right document: what is changed, and what the checker must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

Change = Callable[[Document], None]


@dataclass(frozen=True)
class Planted:
    name: str
    clause: str
    rule: str
    words: str  # the first words of the place; empty for a section
    change: Change


def find(document: Document, words: str) -> Paragraph:
    tables = [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
    every = [*document.paragraphs, *tables]
    exact = [p for p in every if p.text == words]
    return next(iter(exact or [p for p in every if p.text.strip().startswith(words)]))


def face(words: str, name: str) -> Change:
    def change(document: Document) -> None:
        for run in find(document, words).runs:
            fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
            fonts.set(qn("w:eastAsia"), name)

    return change


def theme_face(words: str) -> Change:
    def change(document: Document) -> None:
        for run in find(document, words).runs:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsiaTheme"), "minorEastAsia")

    return change


def size(words: str, points: float) -> Change:
    def change(document: Document) -> None:
        for run in find(document, words).runs:
            run.font.size = Pt(points)

    return change


def bold(words: str) -> Change:
    def change(document: Document) -> None:
        for run in find(document, words).runs:
            run.font.bold = True

    return change


def color(words: str, value: str) -> Change:
    def change(document: Document) -> None:
        for run in find(document, words).runs:
            run.font.color.rgb = RGBColor.from_string(value)

    return change


def text(words: str, old: str, new: str) -> Change:
    def change(document: Document) -> None:
        for node in find(document, words)._p.iter(qn("w:t")):
            if node.text and old in node.text:
                node.text = node.text.replace(old, new)
                return
        raise AssertionError(old)

    return change


def align(words: str, value: int) -> Change:
    def change(document: Document) -> None:
        find(document, words).alignment = value  # type: ignore[assignment]

    return change


def indent(words: str, **chars: float) -> Change:
    """Indents in characters, replacing all others: left, right, firstLine, hanging."""

    def change(document: Document) -> None:
        properties = find(document, words)._p.get_or_add_pPr()
        for old in properties.findall(qn("w:ind")):
            properties.remove(old)
        node = properties.get_or_add_ind()
        for side in ("left", "right", "firstLine"):
            node.set(qn(f"w:{side}Chars"), str(round(chars.get(side, 0) * 100)))
            node.set(qn(f"w:{side}"), str(round(chars.get(side, 0) * 316)))

    return change


def spacing(words: str, **values: str) -> Change:
    def change(document: Document) -> None:
        node = find(document, words)._p.get_or_add_pPr().get_or_add_spacing()
        for key, value in values.items():
            node.set(qn(f"w:{key}"), value)

    return change


def without_blank_above(words: str) -> Change:
    def change(document: Document) -> None:
        before = find(document, words)._p.getprevious()
        assert before is not None
        assert before.tag == qn("w:p")
        before.getparent().remove(before)

    return change


def page(**measures: float) -> Change:
    def change(document: Document) -> None:
        for key, value in measures.items():
            setattr(document.sections[0], key, Mm(value))

    return change


def grid(**values: str) -> Change:
    def change(document: Document) -> None:
        node = document.sections[0]._sectPr.find(qn("w:docGrid"))
        for key, value in values.items():
            node.set(qn(f"w:{key}"), value)

    return change


def rule(words: str, **values: str) -> Change:
    """Change the border below a paragraph; without values take it away."""

    def change(document: Document) -> None:
        borders = find(document, words)._p.pPr.find(qn("w:pBdr"))
        if not values:
            borders.getparent().remove(borders)
        for key, value in values.items():
            borders[0].set(qn(f"w:{key}"), value)

    return change


def imprint_rule(side: str, value: str) -> Change:
    def change(document: Document) -> None:
        table = document.tables[-1]._tbl
        table.tblPr.find(qn("w:tblBorders")).find(qn(f"w:{side}")).set(qn("w:sz"), value)

    return change


def same_page(words: str) -> Change:
    def change(document: Document) -> None:
        properties = find(document, words)._p.pPr
        properties.remove(properties.find(qn("w:pageBreakBefore")))

    return change


def footer(change_paragraph: Callable[[Paragraph], None], *, even: bool = False) -> Change:
    def change(document: Document) -> None:
        section = document.sections[0]
        change_paragraph((section.even_page_footer if even else section.footer).paragraphs[0])

    return change


def _footer_face(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")


def _footer_size(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(9)


def _footer_plain(paragraph: Paragraph) -> None:
    for node in paragraph._p.iter(qn("w:t")):
        node.text = (node.text or "").replace("— ", "第").replace(" —", "页")


def _footer_centred(paragraph: Paragraph) -> None:
    paragraph.alignment = 1  # type: ignore[assignment]


def _footer_gone(paragraph: Paragraph) -> None:
    for node in list(paragraph._p.iter(qn("w:r"))):
        node.getparent().remove(node)


def _latin_quotes(document: Document) -> None:
    for run in find(document, "1.科技工作者").runs:
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.pop(qn("w:hint"), None)
        fonts.set(qn("w:ascii"), "Times New Roman")
        fonts.set(qn("w:hAnsi"), "Times New Roman")


def _alike(document: Document) -> None:
    document.settings.odd_and_even_pages_header_footer = False


def _signer_face(document: Document) -> None:
    run = next(run for run in find(document, "示科协发").runs if "周可" in run.text)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")


def _follows(document: Document) -> None:
    """The text that runs on behind a heading has the heading's face."""
    run = find(document, "（二）意见建议。").runs[-1]
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "楷体")


def _without_signer(document: Document) -> None:
    paragraph = find(document, "示科协发")
    for node in list(paragraph._p.iter(qn("w:t"))):
        node.text = "示科协发〔2026〕3号" if "示科协发" in (node.text or "") else ""
    for node in list(paragraph._p.iter(qn("w:r"))):
        for tab in node.findall(qn("w:tab")):
            node.remove(tab)
    paragraph.alignment = 1  # type: ignore[assignment]


def _based_on(document: Document) -> None:
    """The face comes from a style that the paragraph's own style is based on."""
    base = document.styles.add_style("Old Base", 1)  # type: ignore[arg-type]
    fonts = base.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "宋体")
    base.base_style = document.styles["Normal"]
    style = document.styles.add_style("Old Text", 1)  # type: ignore[arg-type]
    style.base_style = base
    paragraph = find(document, "特此")
    old = paragraph.style
    properties = OxmlElement("w:ind")
    properties.set(qn("w:firstLineChars"), "200")
    style.element.get_or_add_pPr().append(properties)
    assert old is not None
    paragraph.style = style


E, T = "示例省科学技术协会", "示例省科学技术协会\n关于"
DAY, NOTE, TABLE = "2026年1月5日", "（联系人：林一舟，电话：010-55550101）", "科技工作者意见建议征集表"
BODY = "为深入学习贯彻会议精神，现就报送"
PLANTED = (
    Planted("paper", "5.1", "paper", "", page(page_width=216, page_height=279)),
    Planted("turned paper", "5.1", "paper", "", page(page_width=297, page_height=210)),
    Planted("top margin", "5.2.1", "margin_top", "", page(top_margin=32)),
    Planted("left margin", "5.2.1", "margin_left", "", page(left_margin=30)),
    Planted("right margin", "5.2.1", "margin_right", "", page(right_margin=28)),
    Planted("bottom margin", "5.2.1", "margin_bottom", "", page(bottom_margin=31)),
    Planted("line grid", "5.2.3", "lines", "", grid(linePitch="620")),
    Planted("character grid", "5.2.3", "characters", "", grid(charSpace="0")),
    Planted("no character grid", "5.2.3", "characters", "", grid(type="lines")),
    Planted("quotation marks", "5.2.2", "quotes", "1.科技工作者的意见。每条意见说", _latin_quotes),
    Planted("colour", "5.2.4", "color", BODY, color(BODY, "0000FF")),
    Planted("line spacing", "5.2.3", "line_spacing", BODY, spacing(BODY, line="360", lineRule="auto")),
    Planted("urgency", "7.2.3", "face", "特急", face("特急", "仿宋")),
    Planted("head colour", "7.2.4", "color", E + "文件", color(E + "文件", "000000")),
    Planted("head face", "7.2.4", "face", E + "文件", face(E + "文件", "黑体")),
    Planted("head place", "7.2.4", "head_top", E + "文件", spacing(E + "文件", before="600")),
    Planted("brackets", "7.2.5", "number_form", "示科协发", text("示科协发", "〔2026〕", "[2026]")),
    Planted("zero", "7.2.5", "number_form", "示科协发", text("示科协发", "3号", "03号")),
    Planted("第", "7.2.5", "number_form", "示科协发", text("示科协发", "3号", "第3号")),
    Planted("above number", "7.2.5", "blank_above", "示科协发", without_blank_above("示科协发")),
    Planted("signer", "7.2.6", "face", "示科协发", _signer_face),
    Planted("head aside", "7.2.4", "alignment", E + "文件", align(E + "文件", 0)),
    Planted("no signer", "7.2.6", "signer_missing", "示科协发", _without_signer),
    Planted("no rule", "7.2.7", "red_rule", "示科协发", rule("示科协发")),
    Planted("black rule", "7.2.7", "rule_color", "示科协发", rule("示科协发", color="000000")),
    Planted("short rule", "7.2.7", "rule_width", "示科协发", indent("示科协发", left=2)),
    Planted("far rule", "7.2.7", "rule_gap", "示科协发", rule("示科协发", space="24")),
    Planted("title break", "7.3.1", "title_break", E, text(T, "关于报送征集结果的报告", "的报告")),
    Planted("title indented", "7.3.1", "left_indent", T, indent(T, left=2)),
    Planted("title face", "7.3.1", "face", T, face(T, "黑体")),
    Planted("title size", "7.3.1", "size", T, size(T, 18)),
    Planted("title aside", "7.3.1", "alignment", T, align(T, 0)),
    Planted("title bold", "7.3.1", "bold", T, bold(T)),
    Planted("above title", "7.3.1", "blank_above", T, without_blank_above(T)),
    Planted("colon", "7.3.2", "colon", "示例省委", text("示例省委", "：", ":")),
    Planted("no colon", "7.3.2", "colon", "示例省委", text("示例省委", "：", "")),
    Planted("addressees", "7.3.2", "left_indent", "示例省委", indent("示例省委", firstLine=2)),
    Planted("above addressees", "7.3.2", "blank_above", "示例省委", without_blank_above("示例省委")),
    Planted("text face", "7.3.3", "face", BODY, face(BODY, "宋体")),
    Planted("theme face", "7.3.3", "face", BODY, theme_face(BODY)),
    Planted("style's face", "7.3.3", "face", "特此通知。", _based_on),
    Planted("text size", "7.3.3", "size", BODY, size(BODY, 14)),
    Planted("text indent", "7.3.3", "indent", BODY, indent(BODY)),
    Planted("text centred", "7.3.3", "alignment", BODY, align(BODY, 1)),
    Planted("level 1 face", "7.3.3", "face", "一、报送内容", face("一、", "楷体")),
    Planted("level 1 bold", "7.3.3", "bold", "一、报送内容", bold("一、")),
    Planted("level 1 label", "7.3.3", "label", "一.报送内容", text("一、", "一、", "一.")),
    Planted("level 2 face", "7.3.3", "face", "（一）学习情况", face("（一）", "仿宋")),
    Planted("level 2 label", "7.3.3", "label", "(一)学习情况", text("（一）", "（一）", "(一)")),
    Planted("text behind a heading", "7.3.3", "face", "（二）意见建议。", _follows),
    Planted("level 3 label", "7.3.3", "label", "1、科技", text("1.科技", "1.", "1、")),
    Planted("level 4 label", "7.3.3", "label", "（1）、与", text("（1）", "（1）", "（1）、")),
    Planted("annex end", "7.3.4", "annex_end", "附件：1.学习", text("附件：", "统计表", "统计表；")),
    Planted("annex number", "7.3.4", "annex_number", "附件：一", text("附件：", "1.", "一、")),
    Planted("annex indent", "7.3.4", "indent", "附件：1.学习", indent("附件：", left=4, firstLine=0)),
    Planted("above annex note", "7.3.4", "blank_above", "附件：1.", without_blank_above("附件：")),
    Planted("date place", "7.3.5.1", "date_right", "2026年1月5日", indent("2026年1月5日", right=1)),
    Planted("agency place", "7.3.5.1", "agency_right", E, indent(E, right=0)),
    Planted("padded date", "7.3.5.4", "date_form", "2026年01月05日", text(DAY, "1月5日", "01月05日")),
    Planted("Chinese date", "7.3.5.4", "date_form", "二〇二六年", text(DAY, DAY, "二〇二六年一月五日")),
    Planted("note", "7.3.6", "note_form", "联系人：", text(NOTE, NOTE, "联系人：林一舟")),
    Planted("annex label face", "7.3.7", "face", "附件2", face("附件2", "仿宋")),
    Planted("annex label form", "7.3.7", "annex_label", "附件2：", text("附件2", "附件2", "附件2：")),
    Planted("annex on same page", "7.3.7", "annex_page", "附件2", same_page("附件2")),
    Planted("annex title", "7.3.7", "size", "科技工作者意见建议征集表", size("科技工作者意见建议征集表", 16)),
    Planted("above annex title", "7.3.7", "blank_above", TABLE, without_blank_above(TABLE)),
    Planted("copies end", "7.4.2", "copies_end", "抄送：", text("抄送：", "。", "")),
    Planted("copies size", "7.4.2", "size", "抄送：", size("抄送：", 16)),
    Planted("printed", "7.4.3", "printed", E + "办公室", text(E + "办公室", "印发", "")),
    Planted("thin outer rule", "7.4.1", "imprint_rule", "抄送：", imprint_rule("top", "4")),
    Planted("thick inner rule", "7.4.1", "imprint_rule", "抄送：", imprint_rule("insideH", "12")),
    Planted("number's face", "7.5", "face", "", footer(_footer_face)),
    Planted("number's size", "7.5", "size", "", footer(_footer_size)),
    Planted("number's form", "7.5", "page_number_form", "", footer(_footer_plain)),
    Planted("number centred", "7.5", "page_number_side", "", footer(_footer_centred, even=True)),
    Planted("no number", "7.5", "page_number", "", footer(_footer_gone, even=True)),
    Planted("all pages alike", "7.5", "page_number_side", "", _alike),
    Planted("number too low", "7.5", "page_number_gap", "", page(footer_distance=15)),
)  # fmt: skip
