"""Reading a Word file for the checker: the body's flow with every effective measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gongwen.check.paper import Paper, Paragraph, Piece, Section, Table
from gongwen.check.resolve import Looks
from gongwen.check.values import (
    OFF,
    borders_of,
    has_page_number,
    indent_of,
    leads,
    measure,
    runs_of,
    spacing_of,
    texts_of,
)
from gongwen.model import Options
from gongwen.read.docx_numbering import Numbering
from gongwen.read.docx_styles import Styles
from gongwen.read.package import Package
from gongwen.read.safe_xml import W, parse_xml
from gongwen.standard import TEXT_SIZE

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CONTAINERS = {W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "smartTag", W + "moveTo"}
_DRAWINGS = (W + "drawing", W + "pict")
_SPACE = "\u3000"
_RULES = ("top", "bottom", "insideH")


def read_paper(data: bytes, options: Options) -> Paper:
    """The body of a docx with the look of all its paragraphs.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: the package cannot be opened.
    """
    return _Reader(Package(data, options, "word/document.xml")).paper()


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        styles = package.part("styles")
        numbering = package.part("numbering")
        self._looks = Looks(styles, package.part("theme"), numbering)
        self._numbering = Numbering(numbering, Styles(styles).lists())
        self._normal_size = measure(self._looks.normal().get("sz.val"), 20) / 2
        self._flow: list[Paragraph | Table] = []
        self._sections: list[Section] = []
        self._number = 0
        self._tables = 0
        self._breaks = False  # a page break stands before what follows
        self._contents = False
        self._pitches = [float(TEXT_SIZE * 20)]

    def paper(self) -> Paper:
        body = self._package.main.find(W + "body")
        if body is not None:
            self._pitches = [self._pitch_of(node) for node in body.iter(W + "sectPr")] or self._pitches
            self._blocks(body)
            last = body.find(W + "sectPr")
            if last is not None:
                self._sections.append(self._section(last))
        settings = self._package.part("settings")
        even = None if settings is None else settings.find(W + "evenAndOddHeaders")
        return Paper(
            tuple(self._flow),
            tuple(self._sections),
            even is not None and even.get(W + "val", "1") not in OFF,
            self._normal_size,
            self._contents,
        )

    def _blocks(self, parent: etree._Element, *, in_contents: bool = False) -> None:
        for node in parent:
            if node.tag == W + "p":
                self._add(node, in_contents)
            elif node.tag == W + "tbl":
                self._table(node)
            elif node.tag in _CONTAINERS:
                gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                found = gallery is not None and "contents" in str(gallery.get(W + "val", "")).lower()
                self._contents |= found
                self._blocks(node, in_contents=in_contents or found)

    def _add(self, node: etree._Element, in_contents: bool) -> None:
        self._number += 1
        breaks = [br for br in node.iter(W + "br") if br.get(W + "type") == "page"]
        paragraph = self._paragraph(node, number=self._number, in_contents=in_contents)
        self._contents |= paragraph.style.startswith("toc ")
        self._flow.append(paragraph)
        self._breaks = bool(breaks) and not (paragraph.text and paragraph.new_page)
        if breaks and paragraph.text and leads(node, breaks[0]):
            self._flow[-1] = _with_new_page(paragraph)
            self._breaks = False
        mark = node.find(f"{W}pPr/{W}sectPr")
        if mark is not None:
            self._sections.append(self._section(mark))
            self._breaks = True

    def _table(self, node: etree._Element) -> None:
        self._tables += 1
        cells = tuple(self._paragraph(cell, table=self._tables) for cell in node.iter(W + "p"))
        rules = self._rules(node)
        self._flow.append(Table(self._tables, len(self._sections), cells, rules))
        self._breaks = False

    def _rules(self, node: etree._Element) -> dict[str, float]:
        """The rules of a table: its own, those of its style, those of its cells."""
        look = self._looks.table(node)
        rows = [[self._looks.flat(cell) for cell in row.iter(W + "tcPr")] for row in node.iter(W + "tr")]
        cells = {
            "top": [cell.get("tcBorders.top.sz") for cell in (rows or [[]])[0]],
            "bottom": [cell.get("tcBorders.bottom.sz") for cell in (rows or [[]])[-1]],
            "insideH": [cell.get("tcBorders.bottom.sz") for row in rows[:-1] for cell in row]
            + [cell.get("tcBorders.top.sz") for row in rows[1:] for cell in row],
        }
        rules: dict[str, float] = {}
        for side in _RULES:
            own = [measure(size, 0) for size in cells[side] if size]
            if own:
                rules[side] = max(own)
            elif look.get(f"tblBorders.{side}.val", "nil") not in ("nil", "none"):
                rules[side] = measure(look.get(f"tblBorders.{side}.sz"), 0)
        return rules

    def _paragraph(
        self, node: etree._Element, *, number: int = 0, table: int = 0, in_contents: bool = False
    ) -> Paragraph:
        look = self._looks.paragraph(node)
        pieces = tuple(self._pieces(node))
        label = "" if table else self._label(node)
        raw = "".join(piece.text for piece in pieces)
        size = next((piece.size for piece in pieces if piece.text.strip()), None)
        if size is None:
            size = measure(self._looks.run(None, node).get("sz.val"), 20) / 2
            pieces = pieces or (Piece("", "", "", size, False, "", False),)
        section = min(len(self._sections), len(self._pitches) - 1)
        per = self._pitches[section] + (size - self._normal_size) * 20
        left, right = indent_of(look, "left", per), indent_of(look, "right", per)
        first = indent_of(look, "firstLine", per) - indent_of(look, "hanging", per)
        new_page = self._breaks or look.get("pageBreakBefore.val", "0") not in OFF
        return Paragraph(
            number=number,
            section=section,
            text=label + raw.strip(),
            pieces=pieces,
            align=look.get("jc.val", "left").replace("start", "left").replace("end", "right"),
            left=left,
            right=right + len(raw) - len(raw.rstrip(_SPACE)),
            first=first + len(raw) - len(raw.lstrip(_SPACE)),
            before=spacing_of(look, "before"),
            after=spacing_of(look, "after"),
            line=measure(look.get("spacing.line"), 240),
            rule=look.get("spacing.lineRule", "auto"),
            snap=look.get("snapToGrid.val", "1") not in OFF,
            borders=borders_of(look),
            new_page=bool(number) and new_page,
            table=table,
            frame_y=measure(look.get("framePr.y"), 0) if look.get("framePr.vAnchor") == "page" else None,
            style=self._looks.style_name(node),
            in_contents=in_contents,
            drawn=next(node.iter(*_DRAWINGS), None) is not None,
        )

    def _label(self, node: etree._Element) -> str:
        """The label that Word generates in front of a paragraph of a list."""
        look = self._looks.paragraph(node)
        list_id = look.get("numId.val", "0")
        if list_id == "0":
            return ""
        return self._numbering.label(list_id, int(measure(look.get("ilvl.val"), 0)))

    def _pieces(self, node: etree._Element) -> Iterator[Piece]:
        for run in runs_of(node):
            text = "".join(texts_of(run))
            if text:
                look = self._looks.run(run, node)
                yield Piece(
                    text,
                    look.get("rFonts.eastAsia", ""),
                    look.get("rFonts.hAnsi", look.get("rFonts.ascii", "")),
                    measure(look.get("sz.val"), 20) / 2,
                    look.get("b.val", "0") not in OFF,
                    look.get("color.val", "auto").upper(),
                    look.get("rFonts.hint", "") == "eastAsia",
                )

    def _pitch_of(self, mark: etree._Element) -> float:
        """Twips from character to character in ordinary text."""
        grid = self._looks.flat(mark)
        if grid.get("docGrid.type") not in ("linesAndChars", "snapToChars"):
            return self._normal_size * 20
        return self._normal_size * 20 + measure(grid.get("docGrid.charSpace"), 0) * 20 / 4096

    def _section(self, mark: etree._Element) -> Section:
        look = self._looks.flat(mark)
        footers: dict[str, tuple[Paragraph, ...]] = {}
        numbered: dict[str, bool] = {}
        if self._sections:  # what a section does not say it has from the one before
            footers |= self._sections[-1].footers
            numbered |= self._sections[-1].numbered
        for reference in mark.iterchildren(W + "footerReference"):
            data = self._package.related(str(reference.get(_R, "")))
            if data is not None:
                kind, root = str(reference.get(W + "type", "default")), parse_xml(data)
                footers[kind] = tuple(self._paragraph(node) for node in root.iter(W + "p"))
                numbered[kind] = has_page_number(root)
        sides = {side: measure(look.get(f"pgMar.{side}"), 0) for side in ("top", "right", "bottom", "left")}
        sides["left"] += measure(look.get("pgMar.gutter"), 0)
        return Section(
            width=measure(look.get("pgSz.w"), 12240),
            height=measure(look.get("pgSz.h"), 15840),
            **sides,
            footer=measure(look.get("pgMar.footer"), 720),
            grid=look.get("docGrid.type", ""),
            line_pitch=measure(look.get("docGrid.linePitch"), 0),
            character_space=measure(look.get("docGrid.charSpace"), 0),
            first_differs=look.get("titlePg.val", "0") not in OFF,
            footers=footers,
            numbered=numbered,
        )


def _with_new_page(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, new_page=True)
