"""One text as a Word document, a PDF and a web page: the same notice in several formats.

A line of the text is a paragraph; lines next to each other that hold tabs are a table.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_FONT = "STSong-Light"
_DATE = re.compile(r"[\s\u3000]*(\d{4}|[二〇]{4})年\d{1,2}月\d{1,2}日[\s\u3000]*")
_NUMBER = re.compile(r"\S*〔\d{4}〕\d+号")
_TABLE = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "#000000"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def text_to_docx(text: str) -> bytes:
    """`text` as a .docx: a paragraph a line, tab-separated lines as a Word table."""
    document = docx.Document()
    for tabbed, lines in _blocks(text):
        if tabbed:
            rows = [line.split("\t") for line in lines]
            table = document.add_table(len(rows), max(map(len, rows)))
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, value in zip(cells.cells, row, strict=False):
                    cell.text = value
        else:
            for line in lines:
                document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text_to_html(text: str) -> bytes:
    """`text` as a page in UTF-8 between a menu and a footer that do not belong to it."""
    parts: list[str] = []
    for tabbed, lines in _blocks(text):
        if tabbed:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t")) for line in lines)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            parts += [f"<p>{html.escape(line)}</p>" for line in lines]
    body = "\n".join(parts)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>江岚科协网</title><style>p{}</style></head>'
        f"<body><nav>首页 通知公告</nav><main>{body}</main><footer>主办：示例</footer></body></html>"
    ).encode()


def text_to_pdf(text: str, *, running_head: str = "", page_numbers: bool = True) -> bytes:
    """`text` on A4 pages set like an official document, tab-separated lines as a ruled table.

    Lines up to the first one that ends with a colon are head and title (centred), that one is
    flush left, the rest is indented by two characters; a date alone and the line above it stand
    at the right.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = BytesIO()
    margins = {"topMargin": 37 * mm, "leftMargin": 28 * mm, "rightMargin": 26 * mm, "bottomMargin": 35 * mm}
    template = SimpleDocTemplate(out, pagesize=A4, **margins)

    def furniture(canvas: Canvas, _template: SimpleDocTemplate) -> None:
        canvas.setFont(_FONT, 10)
        if running_head:
            canvas.drawString(28 * mm, A4[1] - 20 * mm, running_head)
        if page_numbers:
            canvas.drawRightString(A4[0] - 26 * mm, 25 * mm, f"— {canvas.getPageNumber()} —")

    template.build(list(_flowables(text)), onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    for tabbed, lines in groupby(text.splitlines(), key=lambda line: "\t" in line):
        yield tabbed, list(lines)


def _flowables(text: str) -> Iterator[Any]:
    lines = text.splitlines()
    addressed = next((n for n, line in enumerate(lines) if line.rstrip().endswith("：")), -1)
    number = 0
    for tabbed, block in _blocks(text):
        if tabbed:
            yield _ruled([line.split("\t") for line in block])
            number += len(block)
            continue
        for line in block:
            following = lines[number + 1] if number + 1 < len(lines) else ""
            signed = _DATE.fullmatch(line) or (_DATE.fullmatch(following) and len(line) < 30)
            yield _paragraph(line, _style(line, number, addressed, signed is not None))
            number += 1


def _style(line: str, number: int, addressed: int, signed: bool) -> ParagraphStyle:
    style = ParagraphStyle("body", fontName=_FONT, fontSize=16, leading=28.95, wordWrap="CJK", alignment=0)
    if number < addressed:
        title = not _NUMBER.fullmatch(line.strip())
        return ParagraphStyle("title", style, alignment=1, fontSize=22 if title else 16, leading=32)
    if signed:
        return ParagraphStyle("signed", style, alignment=2)
    return style if number == addressed else ParagraphStyle("indented", style, firstLineIndent=32)


def _paragraph(line: str, style: ParagraphStyle) -> Any:
    return Paragraph(html.escape(line.strip()), style) if line.strip() else Spacer(1, style.leading)


def _ruled(rows: list[list[str]]) -> Any:
    style = ParagraphStyle("cell", fontName=_FONT, fontSize=12, leading=18, wordWrap="CJK")
    columns = max(map(len, rows))
    cells = [
        [Paragraph(html.escape(cell), style) for cell in row + [""] * (columns - len(row))] for row in rows
    ]
    return Table(cells, colWidths=[156 * mm / columns] * columns, style=_TABLE, repeatRows=1)
