"""What a file is: recognized by its first bytes, compared with what its name says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongwen.errors import DamagedDocument, MismatchedDocument, UnsupportedDocument
from gongwen.model import Options
from gongwen.read import ole
from gongwen.read.archive import open_archive
from gongwen.read.charset import looks_like_text


@dataclass(frozen=True, slots=True)
class FileKind:
    """A recognized kind of file.

    Attributes:
        format: short name of the kind: txt html docx xlsx pdf jpg png mp4 zip eml doc wps ofd …
        content_type: media type to serve it with.
        extension: usual extension, without the dot.
    """

    format: str
    content_type: str
    extension: str


_OOXML = "application/vnd.openxmlformats-officedocument."
_CONTENT_TYPES = {
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": _OOXML + "wordprocessingml.document",
    "xlsx": _OOXML + "spreadsheetml.sheet",
    "pptx": _OOXML + "presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "dps": "application/vnd.ms-powerpoint",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "webp": "image/webp",
    "tif": "image/tiff",
    "heic": "image/heic",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "zip": "application/zip",
    "eml": "message/rfc822",
    "rtf": "application/rtf",
}
_SYNONYMS = {
    "htm": "html",
    "xhtml": "html",
    "jpeg": "jpg",
    "tiff": "tif",
    "m4v": "mp4",
    "text": "txt",
    "dotx": "docx",
    "xltx": "xlsx",
    "dotm": "docm",
    "xltm": "xlsm",
}
_WPS_NAMES = {"wps": "doc", "et": "xls", "dps": "ppt"}  # WPS Office writes the same containers
_TEXT_NAMES = {"txt", "md", "csv"}

_MAGIC = (
    (ole.MAGIC, "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\x7fELF", "elf"),
    (b"{\\rtf", "rtf"),
)
_HTML_START = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL_HEAD = 1 << 16
_FIRST_HEADER = re.compile(rb"(?:From [^\n]*\n)?[!-9;-~]{1,70}:[ \t\n]")
_MAIL_HEADER = re.compile(
    rb"(?:^|\n)(from|date|subject|message-id|mime-version|received|content-type):", re.I
)
_MACHINE_HEADERS = {b"message-id", b"mime-version", b"received"}  # no person writes these


def kind_of(format: str) -> FileKind:
    """The FileKind of a known `format`."""
    return FileKind(format, _CONTENT_TYPES[format], format)


def named_format(name: str) -> str:
    """The format that a file name claims by its extension, "" where it claims none."""
    match = re.search(r"\.([A-Za-z0-9]{1,5})$", name.strip())
    if match is None or match[1].isdigit():
        return ""
    extension = match[1].lower()
    return _SYNONYMS.get(extension, extension)


def sniff(data: bytes, name: str, options: Options) -> str:
    """The format of `data` by content; the name only tells apart what content cannot.

    Returns:
        A known format, or one recognized only so that its refusal can name it ("rar", "exe").

    Raises:
        DamagedDocument: nothing recognizable under the name of a known binary format, or a
            container that cannot be opened.
        UnsupportedDocument: nothing recognizable.
        EncryptedDocument, ExpandingDocument: from opening a container.
    """
    named = named_format(name)
    found = _by_magic(data)
    if found == "zip":
        return _zip_format(data, options)
    if found == "ole":
        return _ole_format(data, named)
    if found:
        return found
    if _is_mail(data, named):
        return "eml"
    if looks_like_text(data):
        return _text_format(data, named)
    if named in _CONTENT_TYPES and named not in _TEXT_NAMES:
        raise DamagedDocument()
    raise UnsupportedDocument(format=named or "binary")


def refuse_misnamed(found: str, name: str) -> None:
    """Refuse a name that claims another format than the one found.

    Raises:
        MismatchedDocument: values named, found.
    """
    named = named_format(name)
    if named and named != found and {named, found} != {"mp4", "mov"}:
        raise MismatchedDocument(named=named, found=found)


def refuse_unsupported(found: str) -> None:
    """Raise UnsupportedDocument for a format that is recognized and never taken."""
    if found not in _CONTENT_TYPES:
        raise UnsupportedDocument(format=found)


def _by_magic(data: bytes) -> str:
    for magic, format in _MAGIC:
        if data.startswith(magic):
            return format
    if data.find(b"%PDF-", 0, 1024) >= 0:
        return "pdf"
    if data[4:8] == b"ftyp":
        return _film_format(data[8:12])
    if data[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi"}.get(data[8:12], "")
    if data[:2] == b"MZ" and b"\x00" in data[:64]:
        return "exe"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "bmp"
    return ""


def _is_mail(data: bytes, named: str) -> bool:
    """Whether the text before the first blank line is the headers of a mail."""
    head = data[:_MAIL_HEAD].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf\n").partition(b"\n\n")[0]
    if not _FIRST_HEADER.match(head):
        return False
    names = {found[1].lower() for found in _MAIL_HEADER.finditer(head)}
    if named == "eml":
        return bool(names)
    return len(names) >= 3 and bool(names & _MACHINE_HEADERS)


def _film_format(brand: bytes) -> str:
    if brand in {b"heic", b"heix", b"mif1", b"msf1"}:
        return "heic"
    return "mov" if brand == b"qt  " else "mp4"


def _zip_format(data: bytes, options: Options) -> str:
    names = open_archive(data, options).names
    for folder, format in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if "[Content_Types].xml" in names and any(name.startswith(folder) for name in names):
            if folder + "vbaProject.bin" in names:
                return format[:3] + "m"
            return "xlsb" if "xl/workbook.bin" in names else format
    if "OFD.xml" in names:
        return "ofd"
    if "mimetype" in names and "content.xml" in names:
        kind = open_archive(data, options).read("mimetype").strip()
        return {b"application/vnd.oasis.opendocument.text": "odt"}.get(kind, "ods")
    return "zip"


def _ole_format(data: bytes, named: str) -> str:
    streams = ole.streams(data)
    for stream, format in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")):
        if stream in streams:
            return named if _WPS_NAMES.get(named) == format else format
    if "PowerPoint Document" in streams:
        return named if named == "dps" else "ppt"
    if "EncryptedPackage" in streams:
        return named if named in {"docx", "xlsx", "pptx"} else "docx"
    return "ole"


def _text_format(data: bytes, named: str) -> str:
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in head:  # UTF-16: enough for the ASCII of a first tag
        head = head.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if _HTML_START.match(head) or (named == "html" and b"<" in head):
        return "html"
    return named if named in _TEXT_NAMES else "txt"
