"""Word documents: paragraphs, tables, text boxes and notes in reading order.

Read from the XML itself, which is many times faster than a library made for writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gongwen.doubts import Doubt
from gongwen.model import Cell, Document, Line, Options, Table
from gongwen.read.docx_numbering import Numbering
from gongwen.read.docx_runs import gather, is_placeholder, mark_deleted
from gongwen.read.docx_styles import Styles, list_reference, outline_level, slim
from gongwen.read.lines import split_lines
from gongwen.read.package import Package
from gongwen.read.safe_xml import W, parse_xml, whole

_BLOCKS = {W + "p", W + "tbl", W + "tr", W + "tc"}
_SKIPPED = {W + "del", W + "moveFrom", W + "sdtPr", W + "trPr", W + "tblPr", W + "tcPr"}
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DIGITS = re.compile("[0-9A-Za-z]{2}")
_MAX_SPAN = 63  # Word's own limit of columns


def read(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The lines and tables of a .docx in reading order, notes at the end.

    Args:
        data: the whole file.
        options: limits for unfolding the package.
        furniture: also give the headers and footers, first of all; they are no part of the text
            but may carry a classification mark.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    package = _WordPackage(data, options, "word/document.xml")
    styles = Styles(package.styles())
    walker = _Walker(styles, Numbering(package.part("numbering"), styles.lists()))
    parts: list[Line | Table] = []
    if furniture:
        for root in package.parts("header") + package.parts("footer"):
            parts.extend(walker.parts(root))
    body = package.main.find(W + "body")
    if body is not None:
        parts.extend(walker.parts(body))
    for root in package.parts("footnotes") + package.parts("endnotes"):
        for note in root:
            if note.get(W + "type", "normal") == "normal":
                parts.extend(part for part in walker.parts(note) if not _is_blank(part))
    inserted = next(package.main.iter(W + "altChunk"), None)
    doubts = () if inserted is None else (Doubt("insertion_unread"),)
    return Document("docx", tuple(parts), doubts=doubts)


class _WordPackage(Package):
    """A package whose styles, by far its largest part, are parsed as far as they are needed."""

    def styles(self) -> etree._Element | None:
        """The root of the styles, without those of tables and characters."""
        names = self._archive.names
        path = next((path for _, role, path in self._relations if role == "styles" and path in names), None)
        return None if path is None else parse_xml(slim(self._archive.read_xml(path)))


class _Walker:
    """Turns block elements into lines and tables; lists are counted in the order of the walk."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def parts(self, container: etree._Element) -> Iterator[Line | Table]:
        """Everything inside a body, cell, note, header or text box."""
        pending = ""
        for block in _blocks(container):
            if block.tag == W + "tbl":
                yield from self._table(block)
                continue
            if block.tag != W + "p":
                yield from self.parts(block)
                continue
            properties = block.find(W + "pPr")
            if self._styles.is_contents(_style(properties)):
                continue
            if mark_deleted(properties):
                pending += gather(block).text
            else:
                yield from self._paragraph(block, properties, pending)
                pending = ""
        if pending:
            yield from (Line(text) for text in split_lines(pending))

    def _paragraph(
        self, paragraph: etree._Element, properties: etree._Element | None, before: str
    ) -> Iterator[Line | Table]:
        found = gather(paragraph)
        lines = split_lines((before + found.text).strip("\n"))
        label, heading = self._label(properties), self._heading(properties)
        if _DIGITS.fullmatch(label[-1:] + lines[0][:1]):  # a bare number before another one
            label += " "
        if label or lines[0] or not found.boxes:
            yield Line(lines[0], label=label, heading=heading if lines[0] else 0)
        yield from (Line(text, heading=heading) for text in lines[1:])
        for box in found.boxes:
            yield from self.parts(box)

    def _heading(self, properties: etree._Element | None) -> int:
        own = outline_level(properties)
        return self._styles.heading(_style(properties)) if own is None else own

    def _label(self, properties: etree._Element | None) -> str:
        list_id, level = list_reference(properties)
        style = _style(properties)
        inherited, inherited_level = self._styles.list_of(style)
        if list_id is None:
            list_id = inherited
        if not list_id:
            return ""
        if level is None:
            level = inherited_level
        if level is None:
            level = self._numbering.level_of_style(list_id, style)
        return self._numbering.label(list_id, level)

    def _table(self, node: etree._Element) -> Iterator[Line | Table]:
        rows = [row for row in _blocks(node) if row.tag == W + "tr" and not _deleted_row(row)]
        cells = [[cell for cell in _blocks(row) if cell.tag == W + "tc"] for row in rows]
        if len(rows) == 1 and len(cells[0]) == 1 and next(cells[0][0].iter(W + "tbl"), None) is not None:
            yield from self.parts(cells[0][0])  # a frame around other tables
        elif rows:
            yield self._grid(rows, cells)

    def _grid(self, rows: list[etree._Element], cells: list[list[etree._Element]]) -> Table:
        placed: list[Cell] = []
        open_above: dict[int, int] = {}  # column -> index in `placed` of the cell that may grow
        columns = 0
        for number, row in enumerate(rows):
            column = _before(row)
            continued: dict[int, int] = {}
            for node in cells[number]:
                span, merge = _span(node), _merge(node)
                if column and _merge(node, "hMerge") == "continue":
                    index = len(placed) - 1
                    placed[index] = replace(placed[index], colspan=placed[index].colspan + span)
                elif merge == "continue" and column in open_above:
                    index = open_above[column]
                    placed[index] = replace(placed[index], rowspan=placed[index].rowspan + 1)
                else:
                    index = len(placed)
                    placed.append(Cell(self._cell_text(node), number, column, 1, span))
                if merge:
                    continued[column] = index
                column += span
            open_above = continued
            columns = max(columns, column)
        return Table(len(rows), columns, tuple(placed))

    def _cell_text(self, node: etree._Element) -> str:
        """The cell's lines; a table inside it becomes lines with tabs."""
        lines: list[str] = []
        for part in self.parts(node):
            lines.extend([part.label + part.text] if isinstance(part, Line) else _flat(part))
        return "\n".join(lines).strip("\n")


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Block elements below `container`, through content controls, insertions and the like."""
    for child in container:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag == _FALLBACK and container.find(_CHOICE) is not None:
            continue
        elif child.tag not in _SKIPPED and not (child.tag == W + "sdt" and _is_filler(child)):
            yield from _blocks(child)


def _is_filler(control: etree._Element) -> bool:
    """A content control that holds the table of contents or still its prompt."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return is_placeholder(control) or (gallery is not None and gallery.get(W + "val") == "Table of Contents")


def _style(properties: etree._Element | None) -> str:
    node = None if properties is None else properties.find(W + "pStyle")
    return "" if node is None else str(node.get(W + "val", ""))


def _deleted_row(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _before(row: etree._Element) -> int:
    node = row.find(f"{W}trPr/{W}gridBefore")
    return 0 if node is None else min(_MAX_SPAN, whole(str(node.get(W + "val", ""))))


def _span(cell: etree._Element) -> int:
    node = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if node is None else max(1, min(_MAX_SPAN, whole(str(node.get(W + "val", "")), 1)))


def _merge(cell: etree._Element, direction: str = "vMerge") -> str:
    """ "restart", "continue" or "" for a cell that is not merged downwards (or "hMerge", to the right)."""
    node = cell.find(f"{W}tcPr/{W}{direction}")
    return "" if node is None else str(node.get(W + "val", "continue"))


def _flat(table: Table) -> list[str]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text.replace("\n", " "))
    return ["\t".join(row) for row in rows]


def _is_blank(part: Line | Table) -> bool:
    return isinstance(part, Line) and not part.text.strip()
