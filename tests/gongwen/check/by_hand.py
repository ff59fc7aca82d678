"""A right document as an office makes it by hand in Word: direct formatting, empty paragraphs, twips."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FIELD = (
    '<w:r {0}>{1}<w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r {0}>{1}<w:instrText xml:space="preserve">PAGE</w:instrText></w:r>',
    '<w:r {0}>{1}<w:fldChar w:fldCharType="separate"/></w:r>',
    '<w:r {0}>{1}<w:t>1</w:t></w:r>',
    '<w:r {0}>{1}<w:fldChar w:fldCharType="end"/></w:r>',
)  # fmt: skip
FACES = 'w:hint="eastAsia" w:ascii="SimSun" w:hAnsi="SimSun" w:eastAsia="SimSun"'
SONG = f'<w:rPr><w:rFonts {FACES}/><w:sz w:val="28"/></w:rPr>'


def by_hand() -> bytes:
    """The bytes of a notice with a red head, one annex and an imprint."""
    paper = docx.Document()
    paper.styles["Normal"].font.size = Pt(16)
    _set_page(paper)
    head = _line(paper, "示例省农学会文件", "方正小标宋_GBK", 40, align=1)
    head.runs[0].font.color.rgb = RGBColor(0xEE, 0, 0)
    _spacing(head, before=1984 - 60, line=920)
    _blank(paper, 2)
    number = _line(paper, "示农会发〔2026〕12号", "仿宋_GB2312", align=1)
    rule = '<w:bottom w:val="single" w:sz="12" w:space="8" w:color="FF0000"/>'
    number._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{rule}</w:pBdr>"))
    _blank(paper, 2)
    _line(paper, "示例省农学会", "方正小标宋_GBK", 22, align=1)
    _line(paper, "关于征集学术年会论文的通知", "方正小标宋_GBK", 22, align=1)
    _blank(paper)
    _line(paper, "各专业委员会：", "仿宋_GB2312", align=0)
    _text(paper, "定于2026年6月召开学术年会，现将论文征集事项通知如下：")
    _text(paper, "一、征集范围", "黑体")
    _text(paper, "农学及相关学科近三年未公开发表的论文。")
    _text(paper, "（一）作者", "楷体_GB2312")
    _line(paper, "　　本会会员。", "仿宋_GB2312")
    _text(paper, "1. 字数不超过5000字。".replace(" ", ""))
    _blank(paper)
    _text(paper, "附件：论文格式")
    _blank(paper, 3)
    _right(_line(paper, "示例省农学会", "仿宋_GB2312", align=2), 4 * 316)
    _right(_line(paper, "2026年3月12日", "仿宋_GB2312", align=2), 4 * 316)
    _text(paper, "（联系人：周可，电话：010-55550102）")
    paper.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    _line(paper, "附件", "黑体", align=0)
    _blank(paper)
    _line(paper, "论文格式", "方正小标宋_GBK", 22, align=1)
    _blank(paper)
    _text(paper, "论文包括题目、作者、单位、摘要和正文。")
    _imprint(paper)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_page(paper: Document) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = 'w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"'
    section._sectPr.append(parse_xml(f"<w:docGrid {nsdecls('w')} {grid}/>"))
    paper.settings.odd_and_even_pages_header_footer = True
    for footer, side, align in ((section.footer, "right", 2), (section.even_page_footer, "left", 0)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align  # type: ignore[assignment]
        for run in (f"<w:r {{0}}>{{1}}<w:t>{dash}</w:t></w:r>" for dash in "—"):
            paragraph._p.append(parse_xml(run.format(nsdecls("w"), SONG)))
        for run in (*FIELD, "<w:r {0}>{1}<w:t>—</w:t></w:r>"):
            paragraph._p.append(parse_xml(run.format(nsdecls("w"), SONG)))
        indent = f'<w:ind {nsdecls("w")} w:{side}="280"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(indent))


def _line(paper: Document, text: str, face: str, size: float = 16, align: int | None = None) -> Paragraph:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), face
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    if align is not None:
        paragraph.alignment = align  # type: ignore[assignment]
    _spacing(paragraph)
    return paragraph


def _text(paper: Document, text: str, face: str = "仿宋_GB2312") -> Paragraph:
    paragraph = _line(paper, text, face)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def _blank(paper: Document, lines: int = 1) -> None:
    for _ in range(lines):
        _spacing(paper.add_paragraph())


def _spacing(paragraph: Paragraph, *, before: int = 0, line: int = 579) -> None:
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before / 20), Pt(0)
    shape.line_spacing = Pt(line / 20)


def _right(paragraph: Paragraph, twips: int) -> None:
    paragraph.paragraph_format.right_indent = Pt(twips / 20)


def _imprint(paper: Document) -> None:
    borders = {"outer": 'w:val="single" w:sz="8" w:space="1" w:color="000000"'}
    borders["inner"] = 'w:val="single" w:sz="6" w:space="1" w:color="000000"'
    copies = _line(paper, "抄送：示例省科学技术协会。", "仿宋_GB2312", 14)
    printed = _line(paper, "示例省农学会秘书处　　　　　　　2026年3月12日印发", "仿宋_GB2312", 14)
    for paragraph, top, bottom in ((copies, "outer", "inner"), (printed, "inner", "outer")):
        xml = f"<w:top {borders[top]}/><w:bottom {borders[bottom]}/>"
        paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{xml}</w:pBdr>"))
        paragraph.paragraph_format.left_indent = Pt(14)
