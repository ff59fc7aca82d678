"""An A4 paper in the official layout: python-docx makes the package, the body is streamed into it.

Layout after GB/T 9704-2012: type area 156 x 225 mm, text in FangSong 16 pt on a grid of 22 lines
of 28 characters, page number at the outer edge below the type area. The file names the faces of
the standard and embeds none of them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from typing import BinaryIO, cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips
from docx.styles.style import BaseStyle
from lxml import etree

from gongwen.render import wordxml
from gongwen.render.characters import one_line

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # fixed: the same values give the same bytes
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BODY_PART = "word/document.xml"

TITLE, HEI, KAI, FANG, SONG = "方正小标宋简体", "黑体", "楷体", "仿宋", "宋体"


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    face: str = FANG
    size: int = 16  # points
    align: str = "both"
    indent: int = 0  # first line, in characters
    before: int = 0  # twips
    exact: bool = True  # on the grid of 28.95 pt; otherwise as high as the text
    extra: str = ""  # XML before the spacing
    level: int = 0  # of a heading; 10 is body text, whatever the style is based on


_LEADER = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{wordxml.TYPE_AREA}"/></w:tabs>'
_KEEP = "<w:keepNext/>"
_STYLES = (
    _Style("Normal"),
    _Style("Title", TITLE, 26, "center", before=3474, exact=False, extra=_KEEP),
    _Style("Subtitle", KAI, 16, "center", before=290),
    _Style("TOC Heading", TITLE, 22, "center", exact=False, extra="<w:pageBreakBefore/>", level=10),
    _Style("toc 1", HEI, extra=_LEADER),
    _Style("toc 2", indent=1, extra=_LEADER),
    _Style("toc 3", indent=2, extra=_LEADER),
    _Style("toc 4", indent=3, extra=_LEADER),
    _Style("Heading 1", TITLE, 22, "center", before=290, exact=False, extra=_KEEP, level=1),
    _Style("Heading 2", HEI, indent=2, extra=_KEEP, level=2),
    _Style("Heading 3", KAI, indent=2, extra=_KEEP, level=3),
    _Style("Heading 4", indent=2, extra=_KEEP, level=4),
    _Style("Body Text", indent=2),
    _Style("Fact Line", indent=2),
    _Style("Source Note", size=12, align="right"),
    _Style("Form Title", TITLE, 22, "center", exact=False),
    _Style("Form Note", size=12, exact=False),
    _Style("Table Head", HEI, 12, "center", exact=False),
    _Style("Table Hint", size=9, align="center", exact=False),
    _Style("Table Text", size=12, align="left", exact=False),
    _Style("Table End", size=2, exact=False),
    _Style("Footer", SONG, 14, exact=False),
)
_UNUSED_PARTS = {"thumbnail", "numbering", "stylesWithEffects", "customXml"}  # of the template
_KEPT = {"Default Paragraph Font", "Normal Table", "No List", "Table Grid"}


def new_paper(title: str, *, cover: bool) -> Document:
    """An empty paper with styles, page and footers; a cover's page carries no number."""
    paper = docx.Document()
    _set_styles(paper)
    _set_page(paper, cover=cover)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = one_line(title)[:255], "", ""
    properties.created = properties.modified = _CREATED
    for relations in (paper.part.package.rels, paper.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED_PARTS:
                del relations[key]
    return paper


def write_paper(out: BinaryIO, paper: Document, body: Iterable[str]) -> None:
    """Write the package to `out` with the XML strings of `body` streamed in as its content."""
    packed = BytesIO()
    paper.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name != _BODY_PART:
                target.writestr(entry, source.read(name))
                continue
            before, after = _around_body(source.read(name))
            with target.open(entry, "w") as raw, TextIOWrapper(cast(BinaryIO, raw), "utf-8") as text:
                text.write(before)
                text.writelines(body)
                text.write(after)


def _around_body(document: bytes) -> tuple[str, str]:
    """What stands before and after the content: the root's opening and the page's set-up."""
    xml = document.decode("utf-8")
    start = xml.index("<w:body>") + len("<w:body>")
    return xml[:start], xml[xml.index("<w:sectPr") :]


def _set_styles(paper: Document) -> None:
    root = paper.styles.element
    wanted = {style.name for style in _STYLES} | _KEPT
    for style in list(paper.styles):
        if style.name not in wanted:
            style.delete()
    for old in root.findall(qn("w:docDefaults")):
        root.replace(
            old,
            _parsed(f"<w:docDefaults {{}}><w:rPrDefault>{_run_xml(FANG, 16)}</w:rPrDefault></w:docDefaults>"),
        )
    for style in _STYLES:
        names = [known.name for known in paper.styles]
        known = paper.styles[style.name] if style.name in names else _added(paper, style.name)
        _apply(known, style)
    label = paper.styles.add_style("Fact Label", WD_STYLE_TYPE.CHARACTER)
    label.element.append(_parsed(_run_xml(HEI, 16, declared=True)))


def _added(paper: Document, name: str) -> BaseStyle:
    built_in = name.startswith("toc ")
    style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    style.base_style = paper.styles["Normal"]
    style.element.set(qn("w:styleId"), name.replace("toc ", "TOC").replace(" ", ""))
    return cast(BaseStyle, style)


def _apply(known: BaseStyle, style: _Style) -> None:
    element = known.element
    for tag in ("w:pPr", "w:rPr", "w:link", "w:next"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    line = 'w:line="579" w:lineRule="exact"' if style.exact else 'w:line="240" w:lineRule="auto"'
    indent = (
        f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{style.indent * style.size * 20}"/>'
    )
    level = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    snap = "" if style.exact else '<w:snapToGrid w:val="0"/>'
    spacing = f'{snap}<w:spacing w:before="{style.before}" w:after="0" {line}/>'
    element.append(
        _parsed(f'<w:pPr {{}}>{style.extra}{spacing}{indent}<w:jc w:val="{style.align}"/>{level}</w:pPr>')
    )
    element.append(_parsed(_run_xml(style.face, style.size, declared=True)))


def _run_xml(face: str, size: int, *, declared: bool = False) -> str:
    fonts = (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
    )
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    sizes = f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    return f"<w:rPr{' {}' if declared else ''}>{fonts}{sizes}{language}</w:rPr>"


def _parsed(xml: str) -> etree._Element:
    """`xml` with the namespace declared at its first placeholder."""
    return cast(etree._Element, parse_xml(xml.format(nsdecls("w"))))


def _set_page(paper: Document, *, cover: bool) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.left_margin = Twips(2098), Twips(1588)
    section.right_margin, section.bottom_margin = Twips(1474), Twips(1984)
    section.footer_distance = Twips(1417)  # the number stands 7 mm below the type area
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>'
    section._sectPr.append(parse_xml(grid))
    section.different_first_page_header_footer = cover
    _set_settings(paper)
    _set_footer(section.footer._element, "right")
    _set_footer(section.even_page_footer._element, "left")


def _set_settings(paper: Document) -> None:
    """Even pages have their own footer; Chinese, and no compatibility mode."""
    paper.settings.odd_and_even_pages_header_footer = True
    element = paper.settings.element
    for language in element.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for setting in element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_footer(footer: etree._Element, side: str) -> None:
    """The page number one character in from the outer edge."""
    for old in list(footer):
        footer.remove(old)
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280" w:firstLineChars="0" w:firstLine="0"/>'
    aside = f'{indent}<w:jc w:val="{side}"/>'
    xml = wordxml.paragraph(wordxml.page_number(), "Footer", aside)
    footer.append(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))
