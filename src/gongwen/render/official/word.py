"""An official document as Word: the blocks as XML, streamed into a package of python-docx."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import BinaryIO

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from lxml import etree

from gongwen import standard
from gongwen.official import Form, Grid, OfficialDocument
from gongwen.render import wordxml
from gongwen.render.characters import legal
from gongwen.render.official import grids, styles
from gongwen.render.official.blocks import AgencyHead, Blank, Block, Foot, Line, Place, Ruled, Run, Turn
from gongwen.render.official.elements import blocks_of
from gongwen.render.paper import new_paper, turn_page, write_paper
from gongwen.render.styles import Style
from gongwen.render.wordxml import TableCell, TableRow

_GAP = 5  # points from the line's edge to the red rule: 4 mm from the foot of the characters
_HEAD_GAP = 9  # the same below the agency's name in a letter
_RED_RULE = f'w:sz="12" w:color="{standard.RED}"'
_DOUBLE_RULE = f'w:sz="18" w:color="{standard.RED}"'
_OUTER, _INNER = 8, 6  # eighths of a point: 0.35 and 0.25 mm


def official_docx(document: OfficialDocument) -> bytes:
    """The document as docx; the same values give the same bytes.

    Raises:
        ValueError: as `write_official`.
    """
    out = BytesIO()
    write_official(out, document)
    return out.getvalue()


def write_official(out: BinaryIO, document: OfficialDocument) -> None:
    """Write `document` to `out` as docx; the same values give the same bytes.

    Raises:
        ValueError: a heading's level is not 1 to 4, or a table's row not as long as its columns.
    """
    blocks = tuple(blocks_of(document))
    turned = [block.landscape for block in blocks if isinstance(block, Turn)]
    upright = document.form is not Form.TABLE
    is_letter = document.form is Form.LETTER
    paper = new_paper(
        document.title.replace("\n", ""),
        cover=is_letter and not turned,
        styles=styles.ALL,
        landscape=turned[-1] if turned else not upright,
    )
    section = paper.sections[0]
    if is_letter:
        _set_letter_foot(section)
    write_paper(out, paper, _Writer(section, is_letter, landscape=not upright).body(blocks))


class _Writer:
    """Writes blocks; knows the section that is being filled."""

    def __init__(self, last: Section, is_letter: bool, *, landscape: bool) -> None:
        self._last = last
        self._first_differs = is_letter
        self._landscape = landscape

    @property
    def _width(self) -> int:
        return standard.TYPE_HEIGHT if self._landscape else standard.TYPE_WIDTH

    def body(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Line():
                    yield line(block, self._width)
                case Blank():
                    keep = "<w:keepNext/>" if block.keep else ""
                    yield wordxml.paragraph("", styles.BLANK.id, keep) * block.lines
                case AgencyHead():
                    yield _agency_head(block)
                case Ruled():
                    yield from _table(block.grid, self._width)
                case Turn():
                    yield self._turn(block)
                case Foot():
                    yield _foot(block)

    def _turn(self, block: Turn) -> str:
        """The end of a section; the set-up of what stood before goes into its last paragraph."""
        section = Section(deepcopy(self._last._sectPr), self._last._document_part)
        turn_page(section, landscape=self._landscape)
        section.different_first_page_header_footer = self._first_differs
        self._landscape, self._first_differs = block.landscape, False
        xml = etree.tostring(section._sectPr, encoding="unicode")
        return wordxml.paragraph("", styles.TABLE_END.id, xml)


def line(block: Line, width: int) -> str:
    """A paragraph; the right edge is `width` twips from the left one."""
    properties = "<w:keepNext/>" if block.keep else ""
    if block.new_page:
        properties += "<w:pageBreakBefore/>"
    if block.rule:
        properties += f'<w:pBdr><w:bottom w:val="single" {_RED_RULE} w:space="{_GAP}"/></w:pBdr>'
        return _ruled_line(block, width, properties)
    if "\t" in block.text:
        stop = width - _twips(block.right, block.style)
        properties += f'<w:tabs><w:tab w:val="right" w:pos="{stop}"/></w:tabs>'
    properties += _indent(block)
    return wordxml.paragraph("".join(map(_run, block.runs)), block.style.id, properties)


def _ruled_line(block: Line, width: int, properties: str) -> str:
    """The line above the red rule, which is as long as the paragraph: its texts are indented by tabs."""
    content = "".join(map(_run, block.runs))
    if "\t" in block.text:
        left, right = _twips(block.left, block.style), width - _twips(block.right, block.style)
        stops = f'<w:tab w:val="left" w:pos="{left}"/><w:tab w:val="right" w:pos="{right}"/>'
        properties += f"<w:tabs>{stops}</w:tabs>"
        content = f"{_run(Run(chr(9)))}{content}"
    return wordxml.paragraph(content, block.style.id, properties)


def _indent(block: Line) -> str:
    if not (block.left or block.right or block.first != block.style.indent):
        return ""
    sides = [("left", block.left), ("right", block.right)]
    sides.append(("hanging", -block.first) if block.first < 0 else ("firstLine", block.first))
    values = " ".join(
        f'w:{side}Chars="{round(chars * 100)}" w:{side}="{_twips(chars, block.style)}"'
        for side, chars in sides
    )
    return f"<w:ind {values}/>"


def _twips(characters: float, style: Style) -> int:
    """The width of so many characters on the grid, which narrows each by the same amount."""
    return round(characters * (style.size * 20 + standard.CHARACTER - standard.TEXT_SIZE * 20))


def _run(run: Run) -> str:
    face = f'w:ascii="{run.face}" w:hAnsi="{run.face}" w:eastAsia="{run.face}" w:cs="{run.face}"'
    properties = f'<w:rPr><w:rFonts w:hint="eastAsia" {face if run.face else ""}/></w:rPr>'
    return "<w:r><w:br/></w:r>".join(
        wordxml.runs(piece).replace(wordxml.HINT, properties) if run.face else wordxml.runs(piece)
        for piece in legal(run.text).split("\n")
    )


def _agency_head(block: AgencyHead) -> str:
    high = block.size * 24  # the line; the characters stand in its middle
    slack = block.size * 2
    size = f'<w:sz w:val="{block.size * 2}"/><w:szCs w:val="{block.size * 2}"/></w:rPr>'
    content = wordxml.runs(block.text).replace("</w:rPr>", size, 1)
    exact = f'w:after="0" w:line="{high}" w:lineRule="exact"'
    if block.place is Place.HEAD:
        before = standard.HEAD_TOP - slack - block.lines * standard.LINE
        return wordxml.paragraph(content, styles.HEAD.id, f'<w:spacing w:before="{before}" {exact}/>')
    frame = _frame(standard.LETTER_TOP - slack, high + _HEAD_GAP * 20 + 60)
    rule = f'<w:bottom w:val="thickThinSmallGap" {_DOUBLE_RULE} w:space="{_HEAD_GAP}"/>'
    return wordxml.paragraph(
        content, styles.HEAD.id, f'{frame}<w:pBdr>{rule}</w:pBdr><w:spacing w:before="0" {exact}/>'
    )


def _frame(y: int, high: int) -> str:
    """A frame of 170 mm in the middle of the page, `y` twips from its upper edge."""
    size = f'w:w="{standard.LETTER_RULE}" w:h="{high}" w:hRule="exact"'
    place = f'w:wrap="notBeside" w:vAnchor="page" w:hAnchor="page" w:xAlign="center" w:y="{y}"'
    return f"<w:framePr {size} {place}/>"


def _set_letter_foot(section: Section) -> None:
    """The first page of a letter has the second double rule instead of a number."""
    footer = section.first_page_footer._element
    for old in list(footer):
        footer.remove(old)
    rule = f'<w:pBdr><w:top w:val="thinThickSmallGap" {_DOUBLE_RULE} w:space="0"/></w:pBdr>'
    exact = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    frame = _frame(standard.PAGE_HEIGHT - standard.LETTER_BOTTOM, 60)
    framed = wordxml.paragraph("", styles.FOOTER.id, frame + rule + exact)
    for xml in (framed, wordxml.paragraph("", styles.FOOTER.id)):
        footer.append(parse_xml(xml.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _table(grid: Grid, width: int) -> Iterator[str]:
    parted = wordxml.shares(width, grids.weights(grid))
    return wordxml.table(parted, _rows(grid, parted))


def _rows(grid: Grid, widths: tuple[int, ...]) -> Iterator[TableRow]:
    yield TableRow(_cells([(text, styles.TABLE_HEAD) for text in grid.columns], widths), is_head=True)
    for row in grids.rows_of(grid):
        yield TableRow(_cells([(text, grids.style_of(text)) for text in row], widths), whole=True)


def _cells(texts: Sequence[tuple[str, Style]], widths: tuple[int, ...]) -> tuple[TableCell, ...]:
    pairs = zip(texts, widths, strict=True)
    return tuple(
        TableCell(wordxml.paragraphs(text, style.id), width, centred=True) for (text, style), width in pairs
    )


def _foot(block: Foot) -> str:
    """The imprint, a table that floats to the foot of the page where its anchor stands."""
    width = standard.TYPE_WIDTH
    rows = "".join(_foot_row(row, width) for row in block.rows)
    rules = ""
    if block.ruled:
        inner = f'<w:insideH w:val="single" w:sz="{_INNER}" w:space="0" w:color="000000"/>'
        outer = f'w:val="single" w:sz="{_OUTER}" w:space="0" w:color="000000"'
        rules = f"<w:tblBorders><w:top {outer}/><w:bottom {outer}/>{inner}</w:tblBorders>"
    place = 'w:vertAnchor="margin" w:horzAnchor="margin" w:tblpX="0" w:tblpYSpec="bottom"'
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    properties = (
        f'<w:tblpPr {place}/><w:tblW w:w="{width}" w:type="dxa"/>{rules}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar>"
    )
    anchor = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    columns = f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    table = f"<w:tbl><w:tblPr>{properties}</w:tblPr>{columns}{rows}</w:tbl>"
    return table + wordxml.paragraph("", styles.TABLE_END.id, anchor)


def _foot_row(row: Line, width: int) -> str:
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{line(row, width)}</w:tc>'
    return f"<w:tr>{cell}</w:tr>"
