"""The two doors of the reader: read a document, examine an upload."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Protocol, cast

from gongwen.errors import (
    ClassifiedDocument,
    DamagedDocument,
    EmptyDocument,
    MissingRecognizer,
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
    "ofd": "gongwen.read.ofd",
}
_BUNDLES = {"zip", "eml"}
_CONVERTED = {"doc", "wps", "rtf", "odt", "xls", "et", "ods"}
_PICTURES = {"jpg", "png", "bmp", "webp", "tif"}
_ZIPPED = {"zip", "docx", "xlsx", "pptx", "odt", "ods", "ofd"}
_SCANNED = {"pdf", "ofd"}  # may hold nothing but pictures of pages
_IMAGES_ONLY = {"pdf", "docx", "ofd"}  # textless rather than empty
_WITHOUT_MACROS = {"docm": "docx", "xlsm": "xlsx"}
_MEGABYTE = 1024 * 1024


class _Reader(Protocol):
    def read(self, data: bytes, options: Options, furniture: bool = False, /) -> Document: ...


def read_document(data: bytes, name: str, options: Options) -> Document:
    """Read a file into lines and tables in reading order.

    The format is found from the content; a wrong extension does not matter here. A zip or a mail
    is read as one notice with its attachments.

    Args:
        data: the whole file.
        name: its name, which tells apart formats that look alike.
        options: limits of size and of unfolding; whether to recognize pictures of pages and to
            convert files of old office programs.

    Raises:
        EmptyDocument, TooLargeDocument: before anything is read.
        UnsupportedDocument, DamagedDocument, EncryptedDocument, ExpandingDocument.
        TextlessDocument: pages without any text, such as scans, and not to be recognized.
        MissingRecognizer, MissingConverter: what is needed to read it is not installed.
        UnconvertibleDocument: the converter could not open it.
        ClassifiedDocument: a mark in what was recognized or converted, unseen by `examine`.
    """
    _check_size(data, options)
    format = sniff(data, name, options)
    if format in _BUNDLES:
        bundle = importlib.import_module("gongwen.read.bundle")
        return cast(Document, bundle.read_bundle(data, format, options, _read_single))
    return _read_single(data, name, options)


def _read_single(data: bytes, name: str, options: Options) -> Document:
    """Read a file that is no bundle of others."""
    if not data:
        raise EmptyDocument()
    format = sniff(data, name, options)
    refuse_unsupported(format)
    if format not in _READERS or data.startswith(ole.MAGIC):
        _check_container(data, format, options)
    if format in _PICTURES:
        document = _recognized(data, format, options)
    elif format in _CONVERTED:
        document = _converted(data, format, options)
    elif format in _READERS:
        document = _read_or_recognized(data, format, options)
    else:
        raise UnsupportedDocument(format=format)
    if not any(_has_text(part) for part in document.parts):
        raise TextlessDocument() if format in _IMAGES_ONLY | _PICTURES else EmptyDocument()
    return document


def _read_or_recognized(data: bytes, format: str, options: Options) -> Document:
    try:
        return _reader(format).read(data, options)
    except TextlessDocument:
        if format not in _SCANNED or not options.recognize:
            raise
        return _recognized(data, format, options)


def _recognized(data: bytes, format: str, options: Options) -> Document:
    """The text of a picture or of the pictures of pages in a PDF or OFD."""
    if not options.recognize:
        raise TextlessDocument()
    ocr = importlib.import_module("gongwen.read.ocr")
    if not ocr.available():
        raise MissingRecognizer()
    if format == "pdf":
        document = ocr.read_pdf(data, options)
    elif format == "ofd":
        scan = importlib.import_module("gongwen.read.ofd_scan")
        document = scan.read_scan(data, options, ocr.read)
    else:
        document = ocr.read(data, options)
    return _unclassified(document)


def _converted(data: bytes, format: str, options: Options) -> Document:
    """The text of a file that LibreOffice opens."""
    convert = importlib.import_module("gongwen.read.convert")
    office, target = convert.to_office(data, format, options)
    reader = _reader(target)
    _unclassified(reader.read(office, options, True))
    return replace(reader.read(office, options), format=format, engine=convert.ENGINE)


def _unclassified(document: Document) -> Document:
    mark = find_mark(document)
    if mark:
        raise ClassifiedDocument(mark=mark)
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
    if format in _BUNDLES:
        _examine_members(data, format, options)
    _refuse_marked(data, format, options)
    return kind_of(format)


def check_upload(data: bytes, name: str, options: Options) -> str:
    """The format of a single file whose size and container are as they should be.

    A docm or xlsm is the docx or xlsx that it would be without its macros, which nothing here runs.

    Raises:
        EmptyDocument, TooLargeDocument, UnsupportedDocument, DamagedDocument, EncryptedDocument.
    """
    _check_size(data, options)
    format = sniff(data, name, options)
    format = _WITHOUT_MACROS.get(format, format)
    refuse_unsupported(format)
    if data.startswith(ole.MAGIC):
        ole.refuse_encrypted(data)
    return format


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


def _examine_members(data: bytes, format: str, options: Options) -> None:
    """Look for marks in the documents inside a zip or a mail, also in zips and mails inside it."""
    files = importlib.import_module("gongwen.read.bundle_files")
    for item in files.take_out(data, format, options):
        if item.error:
            raise item.error
        if not item.is_letter:
            _refuse_marked_name(item.name)
        try:
            inner = sniff(item.data, item.name, options)
        except UnsupportedDocument:
            continue  # nothing that could be read for a mark
        if inner in _READERS:
            _check_container(item.data, inner, options)
            _refuse_marked(item.data, inner, options)


def _refuse_marked(data: bytes, format: str, options: Options) -> None:
    if format in _READERS:
        _unclassified(_reader(format).read(data, options, True))


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
