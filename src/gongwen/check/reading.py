"""Reading a Word file for the checker: the body's flow with every effective measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gongwen.check.paper import Border, Paper, Paragraph, Piece, Section, Table
from gongwen.check.resolve import Look, Looks
from gongwen.model import Options
from gongwen.read.docx_numbering import Numbering
from gongwen.read.docx_styles import Styles
from gongwen.read.package import Package
from gongwen.read.safe_xml import W, parse_xml
from gongwen.standard import LINE, TEXT_SIZE

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SKIPPED = {W + "del", W + "moveFrom", W + "sdtPr", W + "pPr", W + "rPr", W + "instrText"}
_CONTAINERS = {W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "smartTag", W + "moveTo"}
_OFF = {"0", "false", "off", "none"}
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
        self._normal_size = _number(self._looks.normal().get("sz.val"), 20) / 2
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
            even is not None and even.get(W + "val", "1") not in _OFF,
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
        if breaks and paragraph.text and _leads(node, breaks[0]):
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
            own = [_number(size, 0) for size in cells[side] if size]
            if own:
                rules[side] = max(own)
            elif look.get(f"tblBorders.{side}.val", "nil") not in ("nil", "none"):
                rules[side] = _number(look.get(f"tblBorders.{side}.sz"), 0)
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
            size = _number(self._looks.run(None, node).get("sz.val"), 20) / 2
            pieces = pieces or (Piece("", "", "", size, False, "", False),)
        section = min(len(self._sections), len(self._pitches) - 1)
        per = self._pitches[section] + (size - self._normal_size) * 20
        left, right = _indent(look, "left", per), _indent(look, "right", per)
        first = _indent(look, "firstLine", per) - _indent(look, "hanging", per)
        new_page = self._breaks or look.get("pageBreakBefore.val", "0") not in _OFF
        return Paragraph(
            number=number,
            section=section,
            text=label + raw.strip(),
            pieces=pieces,
            align=look.get("jc.val", "left").replace("start", "left").replace("end", "right"),
            left=left,
            right=right + len(raw) - len(raw.rstrip(_SPACE)),
            first=first + len(raw) - len(raw.lstrip(_SPACE)),
            before=_spacing(look, "before"),
            after=_spacing(look, "after"),
            line=_number(look.get("spacing.line"), 240),
            rule=look.get("spacing.lineRule", "auto"),
            snap=look.get("snapToGrid.val", "1") not in _OFF,
            borders=_borders(look),
            new_page=bool(number) and new_page,
            table=table,
            frame_y=_number(look.get("framePr.y"), 0) if look.get("framePr.vAnchor") == "page" else None,
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
        return self._numbering.label(list_id, int(_number(look.get("ilvl.val"), 0)))

    def _pieces(self, node: etree._Element) -> Iterator[Piece]:
        for run in _runs(node):
            text = "".join(_texts(run))
            if text:
                look = self._looks.run(run, node)
                yield Piece(
                    text,
                    look.get("rFonts.eastAsia", ""),
                    look.get("rFonts.hAnsi", look.get("rFonts.ascii", "")),
                    _number(look.get("sz.val"), 20) / 2,
                    look.get("b.val", "0") not in _OFF,
                    look.get("color.val", "auto").upper(),
                    look.get("rFonts.hint", "") == "eastAsia",
                )

    def _pitch_of(self, mark: etree._Element) -> float:
        """Twips from character to character in ordinary text."""
        grid = self._looks.flat(mark)
        if grid.get("docGrid.type") not in ("linesAndChars", "snapToChars"):
            return self._normal_size * 20
        return self._normal_size * 20 + _number(grid.get("docGrid.charSpace"), 0) * 20 / 4096

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
                numbered[kind] = _has_number(root)
        sides = {side: _number(look.get(f"pgMar.{side}"), 0) for side in ("top", "right", "bottom", "left")}
        sides["left"] += _number(look.get("pgMar.gutter"), 0)
        return Section(
            width=_number(look.get("pgSz.w"), 12240),
            height=_number(look.get("pgSz.h"), 15840),
            **sides,
            footer=_number(look.get("pgMar.footer"), 720),
            grid=look.get("docGrid.type", ""),
            line_pitch=_number(look.get("docGrid.linePitch"), 0),
            character_space=_number(look.get("docGrid.charSpace"), 0),
            first_differs=look.get("titlePg.val", "0") not in _OFF,
            footers=footers,
            numbered=numbered,
        )


def _runs(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == W + "r":
            yield child
        elif child.tag not in _SKIPPED and child.tag != W + "p":
            yield from _runs(child)


def _texts(run: etree._Element) -> Iterator[str]:
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag in (W + "br", W + "cr") and child.get(W + "type", "textWrapping") == "textWrapping":
            yield "\n"


def _leads(node: etree._Element, mark: etree._Element) -> bool:
    """Whether a page break stands before all text of its paragraph."""
    for child in node.iter(W + "t", W + "br"):
        if child is mark:
            return True
        if child.tag == W + "t" and (child.text or "").strip():
            return False
    return False


def _with_new_page(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, new_page=True)


def _has_number(root: etree._Element) -> bool:
    codes = [node.text or "" for node in root.iter(W + "instrText")]
    codes += [str(node.get(W + "instr", "")) for node in root.iter(W + "fldSimple")]
    return (
        any(code.split()[:1] == ["PAGE"] for code in codes) or next(root.iter(W + "pgNum"), None) is not None
    )


def _borders(look: Look) -> dict[str, Border]:
    return {
        side: Border(
            look[f"pBdr.{side}.val"],
            _number(look.get(f"pBdr.{side}.sz"), 0),
            _number(look.get(f"pBdr.{side}.space"), 0),
            look.get(f"pBdr.{side}.color", "auto").upper(),
        )
        for side in ("top", "bottom")
        if look.get(f"pBdr.{side}.val", "nil") not in ("nil", "none")
    }


def _indent(look: Look, side: str, per: float) -> float:
    """An indent in characters; one given in characters goes before one given in twips."""
    other = {"left": "start", "right": "end"}.get(side, side)
    chars = _number(look.get(f"ind.{side}Chars", look.get(f"ind.{other}Chars")), 0)
    return chars / 100 if chars else _number(look.get(f"ind.{side}", look.get(f"ind.{other}")), 0) / per


def _spacing(look: Look, side: str) -> float:
    if look.get(f"spacing.{side}Autospacing", "0") not in _OFF:
        return 280.0
    lines = _number(look.get(f"spacing.{side}Lines"), 0)
    return lines / 100 * LINE if lines else _number(look.get(f"spacing.{side}"), 0)


def _number(text: str | None, default: float) -> float:
    """A measure in twips, also where it is written with its unit."""
    if not text:
        return default
    units = {"pt": 20.0, "mm": 56.693, "cm": 566.93, "in": 1440.0}
    try:
        if text[-2:] in units:
            return float(text[:-2]) * units[text[-2:]]
        value = float(text)
    except ValueError:
        return default
    return value if abs(value) < 1e7 else default
