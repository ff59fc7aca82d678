"""An official document as PDF: the blocks as a program for typst, which sets it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gongwen import standard
from gongwen.official import Form, Grid, OfficialDocument
from gongwen.render.characters import legal, one_line
from gongwen.render.official import grids, styles
from gongwen.render.official.blocks import AgencyHead, Blank, Block, Foot, Line, Place, Ruled, Run, Turn
from gongwen.render.official.elements import blocks_of
from gongwen.render.official.fonts import BOLD, FaceChoice
from gongwen.render.official.preamble import PREAMBLE, page
from gongwen.render.styles import Style

_ASIDE = {"both": "none", "left": "left", "center": "center", "right": "right"}
_OUTER, _INNER = "0.35mm", "0.25mm"


def program(document: OfficialDocument, faces: FaceChoice) -> Iterator[str]:
    """The program that draws the document with these faces, piece by piece.

    Raises:
        ValueError: a heading's level is not 1 to 4, or a table's row not as long as its columns.
    """
    writer = Writer(faces, landscape=document.form is Form.TABLE, is_letter=document.form is Form.LETTER)
    yield PREAMBLE
    yield f"#set document(title: {quoted(one_line(document.title))})\n"
    yield writer.page()
    for block in blocks_of(document):
        yield from writer.draw(block)


def quoted(text: str) -> str:
    """Any text as a string of typst: nothing in it can be taken for a command."""
    # Legal text holds no control characters but tabs and line breaks, which both languages escape alike.
    return json.dumps(legal(text), ensure_ascii=False)


class Writer:
    """Writes blocks; knows the faces and how the page lies."""

    def __init__(self, faces: FaceChoice, *, landscape: bool = False, is_letter: bool = False) -> None:
        self._families = faces.families
        self._replaced = {substitute.face for substitute in faces.substitutes}
        self._landscape = landscape
        self._is_letter = is_letter

    def page(self) -> str:
        """The set-up of the page for what follows."""
        family = quoted(self._families[standard.SONG])
        number = "letter-number" if self._is_letter else "number"
        more = ", foreground: letter-foot()" if self._is_letter else ""
        return page(landscape=self._landscape, footer=f"{number}({family})", more=more)

    def draw(self, block: Block) -> Iterator[str]:
        match block:
            case Line():
                yield self.line(block)
            case Blank():
                yield f"#blank({block.lines}, {_truth(block.keep)})\n"
            case AgencyHead():
                yield self._head(block)
            case Ruled():
                yield from self.table(block.grid)
            case Turn():
                self._landscape = block.landscape
                yield self.page()
            case Foot():
                yield from self._foot(block)

    def line(self, block: Line) -> str:
        """One paragraph as a block of its own."""
        size = block.style.size
        per = size + standard.CHARACTER / 20 - standard.TEXT_SIZE
        first = block.first if block.style.indent or block.first else 0
        start = block.left + min(first, 0)  # where the first line begins; a hanging rest stands further in
        measures = ", ".join(f"{chars * per:.3f}pt" for chars in (start, block.right, first))
        keep = block.keep or "keepNext" in block.style.extra
        body = "".join(self.text(run, block.style) for run in block.runs)
        aside = "left" if "\t" in block.text else _ASIDE[block.style.align]
        turn = "#pagebreak(weak: true)\n" if block.new_page else ""
        rule = "#rule()\n" if block.rule else ""
        return f"{turn}#row({size}pt, {aside}, {measures}, {_truth(keep)}, {{{body}}})\n{rule}"

    def table(self, grid: Grid) -> Iterator[str]:
        """A table whose head is repeated on every page."""
        widths = ", ".join(f"{weight}fr" for weight in grids.weights(grid))
        heads = "".join(self._cell(text, styles.TABLE_HEAD) for text in grid.columns)
        yield f"#ruled(({widths},), ({heads}), (\n"
        for row in grids.rows_of(grid):
            yield "".join(self._cell(text, grids.style_of(text)) for text in row) + "\n"
        yield "))\n"

    def _cell(self, text: str, style: Style) -> str:
        run = self.text(Run(text), style)
        return f"cell({style.size}pt, {_ASIDE[style.align]}, {{{run}}}), "

    def text(self, run: Run, style: Style) -> str:
        """A run of text in its face."""
        face = run.face or style.face
        opening = f"t({quoted(self._families[face])}, {self._weight(face)}, "
        lines = legal(run.text).split("\n")
        set_lines = (" + h(1fr) + ".join(quoted(piece) for piece in line.split("\t")) for line in lines)
        return f"{opening}[#({' + linebreak() + '.join(set_lines)})]);"

    def _weight(self, face: str) -> str:
        return '"bold"' if face in BOLD and face in self._replaced else '"regular"'

    def _head(self, block: AgencyHead) -> str:
        family, weight = quoted(self._families[standard.TITLE]), self._weight(standard.TITLE)
        text = quoted(block.text)
        if block.place is Place.LETTER:
            return f"#letter-head({family}, {weight}, {block.size}pt, {text})\n"
        return f"#head({family}, {weight}, {block.size}pt, {block.lines}, {text})\n"

    def _foot(self, block: Foot) -> Iterator[str]:
        yield "#place(bottom + left, float: true, clearance: 0pt, block(width: 100%)[\n"
        for place, row in enumerate(block.rows):
            if block.ruled:
                yield f"#foot-rule({_INNER if place else _OUTER})\n"
            yield self.line(row)
        if block.ruled:
            yield f"#foot-rule({_OUTER})\n"
        yield "])\n"


def _truth(value: bool) -> str:
    return "true" if value else "false"
