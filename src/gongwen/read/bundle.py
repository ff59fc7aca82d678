"""Several files as one notice: a zip, or a mail with what is attached to it.

The file that looks most like a notice is the notice; the others follow it as its attachments, so
that one text holds all of them. What a mail says itself is the notice only where it looks like
one more than any attached file does; otherwise it is a covering note, left out with a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from gongwen.doubts import Doubt
from gongwen.errors import (
    ClassifiedDocument,
    EmptyDocument,
    ExpandingDocument,
    GongwenError,
    MissingConverter,
)
from gongwen.model import Document, Line, Options, Table
from gongwen.read import convert
from gongwen.read.archive import open_archive
from gongwen.read.bundle_files import Enclosed, take_out
from gongwen.read.bundle_likeness import Piece, likeness, repeats, shingles, texts
from gongwen.read.bundle_names import heading_number, number_in, same_title, title_in
from gongwen.text.spaces import squeeze

_MAX_CONVERTED = 20  # files given to LibreOffice, each of which takes seconds
_EXCERPT = 80  # characters of a covering note that its doubt shows
_UNNAMED = re.compile(r"(?:sheet|工作表)\s*\d*", re.I)  # worksheets that nobody gave a name
_WORKBOOKS = {"xlsx", "xls", "et", "ods"}
_LAST = 1000  # behind every number

ReadOne = Callable[[bytes, str, Options], Document]


def read_bundle(data: bytes, format: str, options: Options, read_one: ReadOne) -> Document:
    """All files inside `data` as one document, the notice first.

    Args:
        data: a zip or a mail.
        format: zip or eml.
        options: the limits count for all files together.
        read_one: reads a single file.

    Raises:
        EmptyDocument: nothing inside.
        ClassifiedDocument: a mark in any of the files.
        GongwenError: nothing inside could be read; the error of the first file.
    """
    reading = _Reading(options, read_one)
    for item in take_out(data, format, options):
        reading.add(item)
    if not reading.pieces:
        raise reading.errors[0] if reading.errors else EmptyDocument()
    return replace(_joined(reading), format=format)


def _joined(reading: _Reading) -> Document:
    """The notice with the other files behind it."""
    main = max(reading.pieces, key=likeness)
    parts, doubts = list(main.document.parts), [*main.document.doubts, *reading.doubts]
    said, known = squeeze("".join(texts(main.document))), shingles(main.document)
    kept: list[Piece] = []
    for piece in reading.pieces:
        if piece is main:
            continue
        if piece.is_letter:
            doubts.append(_letter_left_out(piece))
        elif repeats(piece.document, known):
            doubts.append(Doubt("part_repeated", (("name", piece.name),)))
        else:
            kept.append(piece)
    for number, piece in _numbered(kept, said):
        parts += _as_attachment(piece, number, said)
        doubts += piece.document.doubts
    return replace(main.document, parts=tuple(parts), doubts=tuple(dict.fromkeys(doubts)))


class _Reading:
    """The files read so far, what could not be read, and what is left of the limits."""

    def __init__(self, options: Options, read_one: ReadOne) -> None:
        self.pieces: list[Piece] = []
        self.errors: list[GongwenError] = []
        self.doubts: list[Doubt] = []
        self._options = options
        self._read_one = read_one
        self._left = options.zip_max_expanded
        self._conversions = _MAX_CONVERTED

    def add(self, item: Enclosed) -> None:
        """Read one file; where that fails, say so."""
        try:
            if item.error:
                raise item.error
            self.pieces.append(Piece(item.name, self._document(item), item.is_letter, len(self.pieces)))
        except ClassifiedDocument:
            raise
        except GongwenError as error:
            if not item.is_letter:
                if isinstance(error, MissingConverter) and not self._conversions:
                    error = ExpandingDocument()
                self.errors.append(error)
                self.doubts.append(_unread(item.name, error))

    def _document(self, item: Enclosed) -> Document:
        if item.data.startswith(b"PK"):
            self._left -= open_archive(item.data, self._options).promised
            if self._left < 0:
                raise ExpandingDocument()
        document = self._read_one(item.data, item.name, self._options)
        if document.engine == convert.ENGINE:
            self._conversions -= 1
            self._options = replace(self._options, convert=self._conversions > 0)
        if document.confidence is not None:
            pages = self._options.max_recognized_pages - _pages(document)
            self._options = replace(self._options, max_recognized_pages=max(0, pages), recognize=pages > 0)
        return document


def _pages(document: Document) -> int:
    return max((part.page for part in document.parts if isinstance(part, Line)), default=1) or 1


def _unread(name: str, error: GongwenError) -> Doubt:
    reasons = (("reason", error.message("en")), ("reason_zh", error.message("zh")))
    return Doubt("part_unread", (("name", name), *reasons))


def _letter_left_out(piece: Piece) -> Doubt:
    text = squeeze("".join(texts(piece.document)))
    return Doubt(
        "letter_left_out", (("text", text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"),)
    )


def _numbered(pieces: list[Piece], said: str) -> Iterator[tuple[int, Piece]]:
    """The attachments with their numbers, in order.

    The number of the name or of the file's own heading counts, then the place at which the notice
    names the file, then the order in which the files came.
    """

    def order(piece: Piece) -> tuple[int, int, int]:
        title = squeeze(title_in(piece.name))
        named = said.find(title) if title else -1
        return _own_number(piece) or _LAST, named if named >= 0 else len(said), piece.position

    taken = {number for piece in pieces if (number := _own_number(piece))}
    free = (number for number in count(1) if number not in taken)
    for piece in sorted(pieces, key=order):
        yield _own_number(piece) or next(free), piece


def _own_number(piece: Piece) -> int | None:
    return number_in(piece.name) or heading_number(_first_line(piece.document.parts))


def _as_attachment(piece: Piece, number: int, said: str) -> list[Line | Table]:
    """A file as an attachment printed below the notice: 附件N, its title, its text.

    A heading or title that stands in the file itself is not said twice.
    """
    parts: Sequence[Line | Table] = piece.document.parts
    if piece.document.format in _WORKBOOKS:
        parts, first = _without_sheet_names(parts), ""
    else:
        first = _first_line(parts)
    if heading_number(first) is not None:
        return list(parts)
    title = title_in(piece.name)
    has_title = bool(first) and (same_title(first, title) or squeeze(first) in said)
    return [Line(f"附件{number}"), *([] if has_title or not title else [Line(title)]), *parts]


def _without_sheet_names(parts: Sequence[Line | Table]) -> list[Line | Table]:
    """A workbook without the name of its only sheet and without names that nobody gave."""
    alone = sum(isinstance(part, Table) for part in parts) == 1
    return [
        part
        for part in parts
        if isinstance(part, Table) or not (alone or _UNNAMED.fullmatch(part.text.strip()))
    ]


def _first_line(parts: Sequence[Line | Table]) -> str:
    """The first line that says anything; "" where a table comes before."""
    first = next((part for part in parts if not isinstance(part, Line) or part.text.strip()), None)
    return first.text if isinstance(first, Line) else ""
