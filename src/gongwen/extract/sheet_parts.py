"""The form of an attachment, read from the parts of the document that are its own.

A file knows its merged cells, empty rows and blanks within a sentence, the notice's text no longer
does; so an attachment is read like a file wherever it is made of whole parts of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.extract.sheets import find_sheet, read_sheet
from gongwen.model import Document, Line, Sheet, Table
from gongwen.parse.attachments import Annex
from gongwen.parse.layout import Layout

_PAGE = 400  # characters from which a table's only column holds pages, not labels


def attached_sheet(document: Document, layout: Layout, annex: Annex, title: str) -> Sheet | None:
    """The form printed as an attachment; None where nothing is printed or nothing asked.

    Args:
        document: what `layout` was made of.
        layout: the text that the attachment's paragraphs point into.
        annex: the attachment.
        title: its title, which the form takes over.
    """
    if annex.first is None or annex.last is None:
        return None
    own = _own_parts(document, layout, annex.first, annex.last)
    whole = None
    if own and _is_whole(own, document.format):
        whole = read_sheet(replace(document, parts=own), title, attached=True)
        if whole is None or _named(whole):
            return whole
    lines = find_sheet(layout, title, layout.paragraphs[annex.first : annex.last])
    return whole if whole and (lines is None or _named(lines) < 2) else lines


def _named(sheet: Sheet) -> int:
    """How many of its blocks have a name: rows that begin with it are told apart in the text alone."""
    return sum(bool(block.label) for block in sheet.blocks)


def _own_parts(document: Document, layout: Layout, first: int, last: int) -> tuple[Line | Table, ...]:
    """The parts behind the paragraphs [first, last); none where one of them holds more than these."""
    paragraphs = layout.paragraphs
    begin, end = paragraphs[first].part, len(document.parts)
    if first and paragraphs[first - 1].part == begin:
        return ()
    if last < len(paragraphs):
        end = paragraphs[last].part
        if paragraphs[last - 1].part == end:
            return ()
    return document.parts[begin:end]


def _is_whole(parts: Sequence[Line | Table], format: str) -> bool:
    """Whether the parts say more than the text: tables, or paragraphs with their blanks as typed.

    Lines of a page or of plain text may be broken anywhere, and only the text has them joined; a
    table whose only column holds pages is a frame around text.
    """
    tables = [part for part in parts if isinstance(part, Table)]
    if not tables:
        return format != "txt" and not any(isinstance(part, Line) and part.page for part in parts)
    return not any(
        table.columns == 1 and any(len(cell.text) > _PAGE for cell in table.cells) for table in tables
    )
