"""The two doors of the reader: read a document, examine an upload."""

from __future__ import annotations

import importlib
import re
from typing import Protocol, cast

from gongwen.errors import (
    ClassifiedDocument,
    DamagedDocument,
    EmptyDocument,
    TextlessDocument,
    TooLargeDocument,
    UnsupportedDocument,
)
from gongwen.model import Document, Line, Options
from gongwen.read import media, ole
from gongwen.read.archive import open_archive
from gongwen.read.classified import find_mark, mark_in_name
from gongwen.read.kinds import FileKind, kind_of, refuse_misnamed, refuse_unsupported, sniff

# Imported by name when first needed: lxml and pdfium take longer to load than a text to read.
_READERS = {
    "txt": "gongwen.read.txt",
    "md": "gongwen.read.txt",
    "csv": "gongwen.read.txt",
    "html": "gongwen.read.html",
    "docx": "gongwen.read.docx",
    "xlsx": "gongwen.read.xlsx",
    "pdf": "gongwen.read.pdf",
}
_ZIPPED = {"zip", "docx", "xlsx", "pptx", "odt", "ods", "ofd"}
_IMAGES_ONLY = {"pdf", "docx"}  # may hold pages as pictures: textless rather than empty
_MAC_SHADOW = re.compile(r"(^|/)(__MACOSX/|\._)")  # copies of attributes under the names of the files
_MEGABYTE = 1024 * 1024


class _Reader(Protocol):
    def read(self, data: bytes, options: Options, furniture: bool = False, /) -> Document: ...


def read_document(data: bytes, name: str, options: Options) -> Document:
    """Read a file into lines and tables in reading order.

    The format is found from the content; a wrong extension does not matter here.

    Args:
        data: the whole file.
        name: its name, which tells apart formats that look alike.
        options: limits of size and of unfolding.

    Raises:
        EmptyDocument, TooLargeDocument: before anything is read.
        UnsupportedDocument, DamagedDocument, EncryptedDocument, ExpandingDocument.
        TextlessDocument: pages without any text, such as scans.
    """
    _check_size(data, options)
    format = sniff(data, name, options)
    refuse_unsupported(format)
    if format not in _READERS or data.startswith(ole.MAGIC):
        _check_container(data, format, options)
        raise UnsupportedDocument(format=format)
    document = _reader(format).read(data, options)
    if not any(_has_text(part) for part in document.parts):
        raise TextlessDocument() if format in _IMAGES_ONLY else EmptyDocument()
    return document


def examine(data: bytes, name: str, options: Options) -> FileKind:
    """Check a file that somebody uploads: is it what it says, whole, open and unclassified?

    Args:
        data: the whole file.
        name: the name it was sent under.
        options: limits; `max_bytes` is the one for this kind of file.

    Returns:
        What the file is, for storing and serving it.

    Raises:
        EmptyDocument, TooLargeDocument, MismatchedDocument, UnsupportedDocument,
        DamagedDocument, EncryptedDocument, ExpandingDocument.
        ClassifiedDocument: the name, the text, a header or a member of a zip carries a mark.
    """
    _check_size(data, options)
    _refuse_marked_name(name)
    format = sniff(data, name, options)
    refuse_misnamed(format, name)
    refuse_unsupported(format)
    _check_container(data, format, options)
    if format == "zip":
        _examine_members(data, options)
    _refuse_marked(data, format, options)
    return kind_of(format)


def _check_size(data: bytes, options: Options) -> None:
    if not data:
        raise EmptyDocument()
    if len(data) > options.max_bytes:
        raise TooLargeDocument(limit=f"{options.max_bytes / _MEGABYTE:.3g} MB")


def _check_container(data: bytes, format: str, options: Options) -> None:
    if data.startswith(ole.MAGIC):  # also a locked docx or xlsx
        ole.refuse_encrypted(data)
    elif format in _ZIPPED:
        open_archive(data, options).verify()
    elif not media.is_whole(data, format):
        raise DamagedDocument()


def _examine_members(data: bytes, options: Options) -> None:
    """Look for marks in the documents inside a zip, one level deep."""
    archive = open_archive(data, options)
    for name in sorted(archive.names):
        if _MAC_SHADOW.search(name):
            continue
        _refuse_marked_name(name)
        content = archive.read(name)
        try:
            format = sniff(content, name, options)
        except UnsupportedDocument:
            continue  # nothing that could be read for a mark
        if format in _READERS:
            _check_container(content, format, options)
            _refuse_marked(content, format, options)


def _refuse_marked(data: bytes, format: str, options: Options) -> None:
    if format not in _READERS:
        return
    mark = find_mark(_reader(format).read(data, options, True))
    if mark:
        raise ClassifiedDocument(mark=mark)


def _refuse_marked_name(name: str) -> None:
    mark = mark_in_name(name)
    if mark:
        raise ClassifiedDocument(mark=mark)


def _reader(format: str) -> _Reader:
    return cast(_Reader, importlib.import_module(_READERS[format]))


def _has_text(part: object) -> bool:
    if isinstance(part, Line):
        return bool(part.text.strip())
    return any(cell.text.strip() for cell in getattr(part, "cells", ()))
