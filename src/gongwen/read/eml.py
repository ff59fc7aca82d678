"""Mails (RFC 5322): the text of a mail and what is attached to it, forwarded mails included.

Headers of Chinese programs break the rules in known ways, so encoded words are decoded here:
names in bare GB 18030, characters cut in two between encoded words, GBK called gb2312.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from functools import lru_cache

from gongwen.errors import DamagedDocument, ExpandingDocument
from gongwen.read.charset import decode

_WORD = re.compile(r"=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?\s]*)\?=")
_BETWEEN_WORDS = re.compile(r"(?<=\?=)\s+(?==\?)")
_GB_VALUE = re.compile(r"(?<==)(?:gb2312|gbk|cp936|gb_2312-80)(?=')", re.I)
_LONG_HEADER = 8_000  # characters
_MAX_PARTS = 2_000
_SEVEN_BITS = {"hz", "hz-gb-2312", "utf-7", "iso-2022-cn", "iso-2022-jp", "utf-16", "utf-16le", "utf-16be"}
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to a mail; `inline` for a picture that stands in the text."""

    name: str
    data: bytes
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: what it says itself, the files and the mails that it carries.

    Attributes:
        text: its own text as a file in UTF-8, b"" where it has none.
        is_html: whether `text` is a web page.
        sender: as the header has it, name and address.
    """

    subject: str
    text: bytes
    is_html: bool
    files: tuple[Attached, ...]
    forwarded: tuple[Mail, ...] = ()
    sender: str = ""


def parse_mail(data: bytes) -> Mail:
    """A mail taken apart.

    Raises:
        DamagedDocument: parts nested hundreds deep.
        ExpandingDocument: more parts than any mail has.
    """
    return mail_of(open_mail(data))


def open_mail(data: bytes) -> Message:
    """A mail with its headers decoded, its parts not yet looked at. Raises as `parse_mail`."""
    if data.count(b"\n--") > _MAX_PARTS:
        raise ExpandingDocument()
    try:
        return BytesParser(policy=_Policy()).parsebytes(data)
    except RecursionError as error:
        raise DamagedDocument() from error


def mail_of(message: Message) -> Mail:
    """An opened mail taken apart. Raises `DamagedDocument` for parts nested hundreds deep."""
    try:
        return _taken_apart(message)
    except RecursionError as error:
        raise DamagedDocument() from error


class _Policy(Compat32):
    """The library's policy whose parser of headers is linear, given headers already decoded."""

    def header_fetch_parse(self, _name: str, value: str) -> str:
        return _header(value)


@lru_cache(maxsize=64)  # the library asks for the same header again and again
def _header(value: str) -> str:
    """A header in Unicode: bare bytes and encoded words decoded, line ends taken out."""
    value = value[:_LONG_HEADER]
    if not value.isascii():
        value = _text(value.encode("utf-8", "surrogateescape"), "")
    value = _GB_VALUE.sub("gb18030", " ".join(value.split()))
    pieces: list[str] = []
    pending, charset, end = b"", "", 0
    for found in _WORD.finditer(_BETWEEN_WORDS.sub("", value)):
        if pending and (found.start() != end or found[1].lower() != charset):
            pieces.append(_text(pending, charset))
            pending = b""
        pieces.append(found.string[end : found.start()])
        pending, charset, end = pending + _bytes_of(found[2], found[3]), found[1].lower(), found.end()
    rest = _BETWEEN_WORDS.sub("", value)[end:]
    return "".join([*pieces, _text(pending, charset), rest])


def _bytes_of(encoding: str, content: str) -> bytes:
    if encoding in "qQ":
        return quopri.decodestring(content.encode(), header=True)
    try:
        return base64.b64decode(content + "=" * (-len(content) % 4))
    except ValueError:  # no base64, or no ASCII
        return b""


def _text(data: bytes, declared: str) -> str:
    """`data` in its declared encoding where that fits, else in the one that it is really in."""
    if declared.lower() in _SEVEN_BITS:
        try:
            return data.decode(declared)
        except (UnicodeError, LookupError):
            pass
    try:
        return decode(data, declared)[0]
    except DamagedDocument:
        return data.decode("gb18030", "replace")


def _taken_apart(message: Message) -> Mail:
    plain: list[str] = []
    pages: list[str] = []
    files: list[Attached] = []
    forwarded: list[Mail] = []
    for part in _leaves(message):
        kind = part.get_content_type()
        if part.is_multipart():
            forwarded.extend(_taken_apart(inner) for inner in _inside(part))
        elif kind in {"text/plain", "text/html"} and not _is_attached(part):
            text = _text(_content(part), _charset(part))
            (plain if kind == "text/plain" else pages).append(text)
        elif kind not in _SIGNATURES and not (kind == "text/calendar" and not _name(part)):
            files.append(_attached(part, len(files) + 1))
    is_html = not any(text.strip() for text in plain) and bool(pages)
    text = "\n".join(pages if is_html else plain)
    data = text.encode("utf-8", "replace") if text.strip() else b""
    subject, sender = (str(message.get(name, "")).strip() for name in ("Subject", "From"))
    return Mail(subject, data, is_html, tuple(files), tuple(forwarded), sender)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content, in order; a forwarded mail is one of them."""
    if message.get_content_type() == "message/rfc822" and message.is_multipart():
        yield message
    elif message.is_multipart():
        for part in _inside(message):
            yield from _leaves(part)
    elif message.get_content_maintype() != "multipart" or message.get_payload():
        yield message


def _inside(message: Message) -> list[Message]:
    """The parts of a part that has some."""
    return [part for part in message.get_payload() if isinstance(part, Message)]


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except ValueError:  # its character set is named with a NUL, which the library hands on
        return ""
    return name.replace("\\", "/").rpartition("/")[2].strip()


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or ""
    except ValueError:  # as above
        return ""


def _attached(part: Message, number: int) -> Attached:
    inline = part.get_content_maintype() == "image" and (
        part.get_content_disposition() == "inline" or "Content-ID" in part
    )
    name = _name(part) or f"{number}.{part.get_content_subtype()}"
    return Attached(name, _content(part), inline and part.get_content_disposition() != "attachment")


def _content(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
