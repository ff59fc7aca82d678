"""Volumes: many texts as one Word document with cover, contents and chapters, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO

from gongwen.render import wordxml
from gongwen.render.characters import legal, one_line
from gongwen.render.data import Chapter, FactLine, Paragraph, Picture, SourceNote, TableData, Volume
from gongwen.render.official.titles import COVER_ROOM, broken_title
from gongwen.render.pictures import scaled
from gongwen.render.strings import Strings, strings
from gongwen.render.wordxml import TYPE_AREA, TableCell, TableRow

if TYPE_CHECKING:
    from gongwen.render.paper import Package

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
    from gongwen.render.paper import Package, new_paper

    paper = new_paper(volume.title, cover=True)
    writer = _Writer(Package(out), strings(volume.language))
    with SpooledTemporaryFile(_IN_MEMORY) as spool:
        entries = []
        waiting, size = [], 0
        for chapter in volume.chapters:
            title = wordxml.title(chapter.title)
            entries.append((title, chapter.level))
            waiting.append(writer.chapter(chapter, title, len(entries)))
            size += len(waiting[-1])
            if size >= _PIECE:
                spool.write("".join(waiting).encode())
                waiting, size = [], 0
        spool.write("".join(waiting).encode())
        spool.seek(0)
        writer.package.finish(paper, _body(volume, entries, spool))


def _body(volume: Volume, entries: list[tuple[str, int]], chapters: IO[bytes]) -> Iterator[str | bytes]:
    yield wordxml.lines(broken_title(legal(volume.title), room=COVER_ROOM), "Title")
    for line in volume.subtitles:
        yield wordxml.paragraphs(line, "Subtitle")
    if entries:
        yield from wordxml.contents(volume.toc_title or strings(volume.language).contents, entries)
    while piece := chapters.read(_PIECE):
        yield piece


class _Writer:
    """Writes chapters as XML; their pictures go into the package at once."""

    def __init__(self, package: Package, words: Strings) -> None:
        self.package, self.words = package, words
        self.pictures = 0

    def chapter(self, chapter: Chapter, title: str, number: int) -> str:
        """A chapter under its title (as XML), the `number`-th of the volume."""
        colon = self.words.colon
        new_page = chapter.new_page or number == 1  # the first one follows the contents
        written = [wordxml.heading(title, chapter.level, number, new_page=new_page)]
        for part in chapter.parts:
            if isinstance(part, FactLine):  # the most frequent first: a volume has hundreds of thousands
                written.append(wordxml.labelled(part.label + colon, part.value, "FactLine"))
            elif isinstance(part, Paragraph):
                written.append(wordxml.paragraphs(part.text, "BodyText"))
            elif isinstance(part, SourceNote):
                written.append(wordxml.paragraphs(part.text, "SourceNote"))
            elif isinstance(part, Picture):
                written += self._picture(part)
            elif isinstance(part, TableData):
                written += _table(part)
        return "".join(written)

    def _picture(self, picture: Picture) -> Iterator[str]:
        small = scaled(picture.data)
        caption = one_line(picture.caption)
        if small is None:
            caption += self.words.broken_picture
        else:
            self.pictures += 1
            relation = self.package.add_picture(small.data)
            run = wordxml.picture(relation, self.pictures, small.width, small.height, caption)
            yield wordxml.paragraph(run, "Picture")
        yield wordxml.paragraphs(caption, "Caption")


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
