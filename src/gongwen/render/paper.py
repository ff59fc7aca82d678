"""An A4 paper in the official layout: python-docx makes the package, the body is streamed into it.

Layout after GB/T 9704-2012: type area 156 x 225 mm, text in FangSong 16 pt on a grid of 22 lines
of 28 characters, page number at the outer edge below the type area. The file names the faces of
the standard and embeds none of them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO, cast

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Twips
from docx.styles.style import BaseStyle
from lxml import etree

from gongwen.render import wordxml
from gongwen.render.characters import one_line
from gongwen.render.styles import Style
from gongwen.standard import (
    BOTTOM,
    CHARACTER_SPACE,
    FANG,
    FOOTER,
    HEI,
    KAI,
    LEFT,
    LINE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SONG,
    TITLE,
    TOP,
)

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # fixed: the same values give the same bytes
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 64 * 1024
_LEVEL = 3  # of deflate: a body is mark-up that repeats itself, and the usual 6 takes three times as long
_BODY_PART = "word/document.xml"
_TYPES_PART, _RELATIONS_PART = "[Content_Types].xml", "word/_rels/document.xml.rels"
_PICTURE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"

_LEADER = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{wordxml.TYPE_AREA}"/></w:tabs>'
_KEEP = "<w:keepNext/>"
STYLES = (
    Style("Normal"),
    Style("Title", TITLE, 26, "center", before=3474, exact=False, extra=_KEEP),
    Style("Subtitle", KAI, 16, "center", before=290),
    Style("TOC Heading", TITLE, 22, "center", exact=False, extra="<w:pageBreakBefore/>", level=10),
    Style("toc 1", HEI, extra=_LEADER),
    Style("toc 2", indent=1, extra=_LEADER),
    Style("toc 3", indent=2, extra=_LEADER),
    Style("toc 4", indent=3, extra=_LEADER),
    Style("Heading 1", TITLE, 22, "center", before=290, exact=False, extra=_KEEP, level=1),
    Style("Heading 2", HEI, indent=2, extra=_KEEP, level=2),
    Style("Heading 3", KAI, indent=2, extra=_KEEP, level=3),
    Style("Heading 4", indent=2, extra=_KEEP, level=4),
    Style("Body Text", indent=2),
    Style("Fact Line", indent=2),
    Style("Source Note", size=12, align="right"),
    Style("Picture", size=12, align="center", before=145, exact=False, extra=_KEEP),
    Style("Caption", KAI, 12, "center", exact=False),
    Style("Form Title", TITLE, 22, "center", exact=False),
    Style("Form Note", size=12, exact=False),
    Style("Table Head", HEI, 12, "center", exact=False),
    Style("Table Hint", size=9, align="center", exact=False),
    Style("Table Text", size=12, align="left", exact=False),
    Style("Table End", size=2, exact=False),
    Style("Footer", SONG, 14, exact=False),
)
_UNUSED_PARTS = {"thumbnail", "numbering", "stylesWithEffects", "customXml"}  # of the template
_KEPT = {"Default Paragraph Font", "Normal Table", "No List", "Table Grid"}


def new_paper(
    title: str, *, cover: bool, styles: tuple[Style, ...] = STYLES, landscape: bool = False
) -> Document:
    """An empty paper with styles, page and footers; a cover's page carries no number."""
    paper = docx.Document()
    _set_styles(paper, styles)
    _set_page(paper, cover=cover, landscape=landscape)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = one_line(title)[:255], "", ""
    properties.created = properties.modified = _CREATED
    for relations in (paper.part.package.rels, paper.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _UNUSED_PARTS:
                del relations[key]
    return paper


class Package:
    """A docx that is being written to `out`: pictures as they come, then the paper with its content."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._pictures = 0

    def add_picture(self, jpeg: bytes) -> str:
        """Put a JPEG into the package; returns the relation by which the content refers to it."""
        self._pictures += 1
        entry = zipfile.ZipInfo(f"word/{_picture_name(self._pictures)}", _ZIP_DATE)
        self._zip.writestr(entry, jpeg)  # stored: a JPEG does not shrink
        return f"rIdPicture{self._pictures}"

    def finish(self, paper: Document, body: Iterable[str | bytes]) -> None:
        """Write the parts of `paper`, with the XML of `body` streamed in as its content."""
        packed = BytesIO()
        paper.save(packed)
        with zipfile.ZipFile(packed) as source, self._zip as target:
            for name in source.namelist():
                entry = zipfile.ZipInfo(name, _ZIP_DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                if name != _BODY_PART:
                    target.writestr(entry, self._with_pictures(name, source.read(name)))
                    continue
                before, after = _around_body(source.read(name))
                with target.open(name, "w") as content:  # of 1 January 1980, like the others
                    content.write(before.encode())
                    for piece in _pieces(body):
                        content.write(piece)
                    content.write(after.encode())

    def _with_pictures(self, name: str, part: bytes) -> bytes:
        """A part as it is, or the lists of types and relations with the pictures in them."""
        if not self._pictures or name not in (_TYPES_PART, _RELATIONS_PART):
            return part
        if name == _TYPES_PART:
            known = b'Extension="jpg"' in part
            added = "" if known else '<Default Extension="jpg" ContentType="image/jpeg"/>'
            return part.replace(b"<Override", added.encode() + b"<Override", 1)
        rows = "".join(
            f'<Relationship Id="rIdPicture{number}" Type="{_PICTURE_RELATION}" '
            f'Target="{_picture_name(number)}"/>'
            for number in range(1, self._pictures + 1)
        )
        return part.replace(b"</Relationships>", rows.encode() + b"</Relationships>")


def write_paper(out: BinaryIO, paper: Document, body: Iterable[str]) -> None:
    """Write the package to `out` with the XML strings of `body` streamed in as its content."""
    Package(out).finish(paper, body)


def _pieces(body: Iterable[str | bytes]) -> Iterator[bytes]:
    """The body in pieces that are worth being compressed by themselves."""
    waiting: list[bytes] = []
    size = 0
    for part in body:
        waiting.append(part if isinstance(part, bytes) else part.encode())
        size += len(waiting[-1])
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _picture_name(number: int) -> str:
    return f"media/picture{number}.jpg"


def _around_body(document: bytes) -> tuple[str, str]:
    """What stands before and after the content: the root's opening and the page's set-up."""
    xml = document.decode("utf-8")
    start = xml.index("<w:body>") + len("<w:body>")
    return xml[:start], xml[xml.index("<w:sectPr") :]


def _set_styles(paper: Document, styles: tuple[Style, ...]) -> None:
    root = paper.styles.element
    wanted = {style.name for style in styles} | _KEPT
    for style in list(paper.styles):
        if style.name not in wanted:
            style.delete()
    for old in root.findall(qn("w:docDefaults")):
        root.replace(
            old,
            _parsed(f"<w:docDefaults {{}}><w:rPrDefault>{_run_xml(FANG, 16)}</w:rPrDefault></w:docDefaults>"),
        )
    for style in styles:
        names = [known.name for known in paper.styles]
        known = paper.styles[style.name] if style.name in names else _added(paper, style.name)
        _apply(known, style)
    label = paper.styles.add_style("Fact Label", WD_STYLE_TYPE.CHARACTER)
    label.element.append(_parsed(_run_xml(HEI, 16, declared=True)))


def _added(paper: Document, name: str) -> BaseStyle:
    built_in = name.startswith("toc ")
    style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    style.base_style = paper.styles["Normal"]
    style.element.set(qn("w:styleId"), Style(name).id)
    return cast(BaseStyle, style)


def _apply(known: BaseStyle, style: Style) -> None:
    element = known.element
    for tag in ("w:pPr", "w:rPr", "w:link", "w:next"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    line = f'w:line="{LINE}" w:lineRule="exact"' if style.exact else 'w:line="240" w:lineRule="auto"'
    indent = (
        f'<w:ind w:firstLineChars="{style.indent * 100}" w:firstLine="{style.indent * style.size * 20}"/>'
    )
    level = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    snap = "" if style.exact and style.snap else '<w:snapToGrid w:val="0"/>'
    spacing = f'{snap}<w:spacing w:before="{style.before}" w:after="0" {line}/>'
    element.append(
        _parsed(f'<w:pPr {{}}>{style.extra}{spacing}{indent}<w:jc w:val="{style.align}"/>{level}</w:pPr>')
    )
    element.append(_parsed(_run_xml(style.face, style.size, style.color, declared=True)))


def _run_xml(face: str, size: int, color: str = "", *, declared: bool = False) -> str:
    fonts = (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'
    )
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    ink = f'<w:color w:val="{color}"/>' if color else ""
    sizes = f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    return f"<w:rPr{' {}' if declared else ''}>{fonts}{ink}{sizes}{language}</w:rPr>"


def _parsed(xml: str) -> etree._Element:
    """`xml` with the namespace declared at its first placeholder."""
    return cast(etree._Element, parse_xml(xml.format(nsdecls("w"))))


def _set_page(paper: Document, *, cover: bool, landscape: bool) -> None:
    section = paper.sections[0]
    turn_page(section, landscape=landscape)
    section.footer_distance = Twips(FOOTER)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    pitch = f'w:linePitch="{LINE}" w:charSpace="{CHARACTER_SPACE}"'
    section._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" {pitch}/>'))
    section.different_first_page_header_footer = cover
    _set_settings(paper)
    _set_footer(section.footer._element, "right")
    _set_footer(section.even_page_footer._element, "left")


def turn_page(section: Section, *, landscape: bool) -> None:
    """A4 with the type area of the standard; a landscape page is the upright one turned by its right side."""
    sides = (TOP, RIGHT, BOTTOM, LEFT)
    top, right, bottom, left = (LEFT, TOP, RIGHT, BOTTOM) if landscape else sides
    wide, high = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(wide), Twips(high)
    section.top_margin, section.right_margin = Twips(top), Twips(right)
    section.bottom_margin, section.left_margin = Twips(bottom), Twips(left)


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
