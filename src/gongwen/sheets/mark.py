"""A short text printed at the foot of every page of a blank, by which its paper is known again."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from lxml import etree

from gongwen.model import Options
from gongwen.read.archive import open_archive
from gongwen.read.safe_xml import S, parse_xml
from gongwen.sheets.package import rewritten
from gongwen.sheets.worksheet import BEHIND_FOOT, insert_before

_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FACE, _SIZE = "Courier New", 10.5  # every sign as wide as the next, so that a recognizer parts them


def marked_docx(blank: bytes, text: str) -> bytes:
    """The Word file with the text in the footer of every kind of page; what stands there stays."""
    import docx  # slow to load, and reading must not wait for it
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paper = docx.Document(BytesIO(blank))
    for number, section in enumerate(paper.sections):
        kinds: list[Any] = [section.footer]
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_footer)
        if paper.settings.odd_and_even_pages_header_footer:
            kinds.append(section.even_page_footer)
        for footer in kinds:
            if number and footer.is_linked_to_previous:
                continue  # it shows that of the section before
            paragraph = footer.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            run.font.name, run.font.size = _FACE, Pt(_SIZE)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def marked_xlsx(blank: bytes, text: str, options: Options) -> bytes:
    """The workbook with the text in the middle of every worksheet's footer, behind what stands there."""
    archive = open_archive(blank, options)
    parts = {}
    for name in archive.names:
        if _WORKSHEET.fullmatch(name):
            root = parse_xml(archive.read_xml(name))
            _add_foot(root, text)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return rewritten(blank, parts, "", options)


def _add_foot(root: etree._Element, text: str) -> None:
    holder = root.find(S + "headerFooter")
    if holder is None:
        holder = etree.Element(S + "headerFooter")
        insert_before(root, holder, BEHIND_FOOT)
    foot = holder.find(S + "oddFooter")
    if foot is None:
        foot = etree.Element(S + "oddFooter")
        insert_before(holder, foot, tuple(S + one for one in ("evenHeader", "evenFooter", "firstHeader")))
    code = f'&"{_FACE},Regular"&10 {text.replace("&", "&&")}'
    before = foot.text or ""
    foot.text = before.replace("&C", f"&C{code}\n", 1) if "&C" in before else f"{before}&C{code}"
