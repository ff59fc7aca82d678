"""Volumes: many texts as one Word document with cover, contents and chapters, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO

from gongwen.render import wordxml
from gongwen.render.data import Chapter, FactLine, Paragraph, Part, SourceNote, TableData, Volume
from gongwen.render.strings import Strings, strings
from gongwen.render.wordxml import TYPE_AREA, TableCell, TableRow

_IN_MEMORY = 8 * 1024 * 1024  # larger volumes wait on disk until their contents are known
_PIECE = 64 * 1024


def write_volume(out: BinaryIO, volume: Volume) -> None:
    """Write `volume` to `out` as docx in memory that grows only with the number of titles.

    The chapters are read once, in the caller's order. The table of contents is filled in and
    linked, so that Word opens the file without a question; its page numbers come when a reader
    updates it.

    Raises:
        ValueError: a chapter's level is not 1 to 4, or a table's row not as long as its columns.
    """
    # python-docx is slow to load, and reading a notice must not wait for it.
    from gongwen.render.paper import new_paper, write_paper

    paper = new_paper(volume.title, cover=True)
    words = strings(volume.language)
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as spool:
        entries = []
        for chapter in volume.chapters:
            entries.append((chapter.title, chapter.level))
            spool.writelines(_chapter(chapter, len(entries), words))
        spool.seek(0)
        write_paper(out, paper, _body(volume, entries, spool))


def _body(volume: Volume, entries: list[tuple[str, int]], chapters: IO[str]) -> Iterator[str]:
    yield wordxml.paragraphs(volume.title, "Title")
    for line in volume.subtitles:
        yield wordxml.paragraphs(line, "Subtitle")
    if entries:
        yield from wordxml.contents(volume.toc_title or strings(volume.language).contents, entries)
    while piece := chapters.read(_PIECE):
        yield piece


def _chapter(chapter: Chapter, number: int, words: Strings) -> Iterator[str]:
    new_page = chapter.new_page or number == 1  # the first one follows the contents
    yield wordxml.heading(chapter.title, chapter.level, number, new_page=new_page)
    for part in chapter.parts:
        yield from _part(part, words)


def _part(part: Part, words: Strings) -> Iterable[str]:
    match part:
        case Paragraph(text):
            return (wordxml.paragraphs(text, "BodyText"),)
        case FactLine(label, value):
            return (wordxml.labelled(label + words.colon, value, "FactLine"),)
        case SourceNote(text):
            return (wordxml.paragraphs(text, "SourceNote"),)
        case TableData():
            return _table(part)


def _table(data: TableData) -> Iterator[str]:
    grid = wordxml.shares(TYPE_AREA, data.widths or (1,) * len(data.columns))
    return wordxml.table(grid, _rows(data, grid))


def _rows(data: TableData, grid: tuple[int, ...]) -> Iterator[TableRow]:
    yield TableRow(_cells(data.columns, grid, "TableHead"), is_head=True)
    for row in data.rows:
        yield TableRow(_cells(row, grid, "TableText"))


def _cells(texts: Iterable[str], grid: tuple[int, ...], style: str) -> tuple[TableCell, ...]:
    pairs = zip(texts, grid, strict=True)
    return tuple(TableCell(wordxml.paragraphs(text, style), width) for text, width in pairs)
