"""A mail as it arrives at a desk: who sent it and about what, what it carries, and of what kind it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from enum import StrEnum

from gongwen.errors import ExpandingDocument, GongwenError
from gongwen.model import Line, Options, Table
from gongwen.read import html, tnef
from gongwen.read.bundle_files import take_out
from gongwen.read.eml import Attached, Mail, mail_of, open_mail
from gongwen.read.kinds import sniff
from gongwen.read.letter_words import (
    FORWARD_MARK,
    FORWARDED_SUBJECT,
    INNER_SENDER,
    cut_quotes,
    has_come_back,
    is_answered_by_machine,
    is_machine,
)

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")
_IDENTITY = re.compile(r"<[^<>\s]{1,250}>")
_INNER_IDENTITY = re.compile(rb"(?im)^(?:Message-ID|References|In-Reply-To):\s*((?:<[^<>\s]{1,250}>\s*)+)")
_ACTION = re.compile(rb"(?im)^Action:\s*(\w+)")
_DIAGNOSIS = re.compile(rb"(?im)^(?:Diagnostic-Code|Status):\s*([^\r\n]{1,300})")
_RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_TAIL = 1 << 18  # bytes in which a returned mail names what it returns
_LARGEST_HEAD = 1 << 18
_TEXT = 20_000  # characters of a letter that are looked at


class LetterKind(StrEnum):
    LETTER = "letter"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    DELAY = "delay"  # not delivered yet; the server goes on trying
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    address: str  # lower case; "" where none could be made out


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a letter, also from a zip, a winmail.dat or a forwarded mail.

    `name` has the folders of a zip before it; `sender` is who sent the forwarded mail that held it, "" for
    the letter itself; `error` says why its bytes could not be taken out.
    """

    name: str
    data: bytes = b""
    sender: str = ""
    error: GongwenError | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `text` is the sender's own, `quoted` what follows it of older mails.

    Attributes:
        replies_to: Message-IDs that it answers or, for one that came back, that could not be delivered.
        recipients: every address to which it went, lower case.
        origins: senders of the mails inside it, the outermost first; empty unless it was forwarded.
        failure: why a mail came back, in the words of the server.
    """

    kind: LetterKind
    message_id: str
    replies_to: tuple[str, ...]
    sender: Address
    recipients: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    text: str
    quoted: str
    origins: tuple[Address, ...]
    files: tuple[Enclosure, ...]
    failure: str = ""


def read_letter(data: bytes, options: Options) -> Letter:
    """Read a mail. Files are taken out, not examined.

    Raises:
        DamagedDocument: parts nested hundreds deep.
        ExpandingDocument: more parts than any mail has.
    """
    message = open_mail(data)
    mail = mail_of(message)
    own, quoted = cut_quotes(_words(mail))
    kind = _kind(message, mail, data)
    came_back = kind in (LetterKind.BOUNCE, LetterKind.DELAY)
    head = _head(message)
    return Letter(
        kind=kind,
        message_id=head.message_id,
        replies_to=_returned(data) if came_back else _identities(message, "In-Reply-To", "References"),
        sender=head.sender,
        recipients=_recipients(message),
        subject=head.subject,
        sent_at=head.sent_at,
        text=own,
        quoted=quoted,
        origins=_origins(mail, quoted),
        files=tuple(_files(mail, options)),
        failure=_failure(data) if came_back else "",
    )


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on the envelope: enough for a ledger, also of a mail that cannot be read further."""

    message_id: str
    sender: Address
    subject: str
    sent_at: datetime | None


def head_of(data: bytes) -> Head:
    """The head of a mail, its content left alone. Raises nothing: what is missing is empty."""
    head = data[:_LARGEST_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _head(open_mail(head.replace(b"\n--", b"\n") + b"\n\n"))


def _head(message: Message) -> Head:
    return Head(
        message_id=next(iter(_identities(message, "Message-ID")), ""),
        sender=address_in(str(message.get("From", "")) or str(message.get("Sender", ""))),
        subject=str(message.get("Subject", "")).strip(),
        sent_at=_moment(str(message.get("Date", ""))),
    )


def identity_of(data: bytes) -> str:
    """What makes a mail the same, whichever way it came: its Message-ID, else its head, and its content."""
    head, _blank, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    named = re.findall(rb"(?im)^Message-ID:\s*(<[^<>\s]+>)", head)
    told = named[:1] or re.findall(rb"(?im)^(?:From|Date|Subject):[^\n]*", head)
    return hashlib.sha256(b"\0".join([*told, body.strip()])).hexdigest()


def address_in(header: str) -> Address:
    """The first address of a header and the name before it."""
    found = re.search(rf"<\s*({_ADDRESS.pattern})\s*>", header) or _ADDRESS.search(header)
    if found is None:
        return Address(header.strip(" \"'")[:200], "")
    address = found[1] if found.lastindex else found[0]
    return Address(header[: found.start()].strip(" \"'<:：")[:200], address.strip(".").lower())


def _words(mail: Mail) -> str:
    text = mail.text.decode("utf-8", "replace")[: 20 * _TEXT]
    if mail.is_html and text.strip():
        try:
            document = html.read(text.encode(), Options())
        except GongwenError:
            return ""
        text = "\n".join(_lines(document.parts))
    return text.replace("\r\n", "\n")[:_TEXT]


def _lines(parts: tuple[Line | Table, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Line):
            yield part.text
        else:
            yield from (cell.text for cell in part.cells if cell.text)


def _kind(message: Message, mail: Mail, data: bytes) -> LetterKind:
    sender = address_in(mail.sender).address
    is_report = message.get_content_type() == "multipart/report"
    told = str(message.get_param("report-type", "") or "").lower()
    if (is_report and told in ("", "delivery-status")) or (
        (is_machine(sender) or str(message.get("Return-Path", "")).strip() == "<>")
        and has_come_back(mail.subject)
    ):
        actions = {action.lower() for action in _ACTION.findall(data[-_TAIL:] if is_report else b"")}
        return LetterKind.DELAY if actions and actions <= {b"delayed", b"relayed"} else LetterKind.BOUNCE
    if has_come_back(mail.subject) and ("系统" in mail.sender or "@" not in mail.sender):
        return LetterKind.BOUNCE
    if _is_automatic(message) or is_answered_by_machine(mail.subject):
        return LetterKind.AUTO_REPLY
    is_bulk = str(message.get("Precedence", "")).strip().lower() in {"bulk", "list"}
    return LetterKind.LIST if is_bulk or "List-Id" in message else LetterKind.LETTER


def _is_automatic(message: Message) -> bool:
    submitted = str(message.get("Auto-Submitted", "no")).strip().lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    marked = "X-Autoreply" in message or "X-Autorespond" in message
    return marked or precedence == "auto_reply" or not submitted.startswith("no")


def _identities(message: Message, *names: str) -> tuple[str, ...]:
    found = [one for name in names for one in _IDENTITY.findall(str(message.get(name, "")))]
    return tuple(dict.fromkeys(found))


def _returned(data: bytes) -> tuple[str, ...]:
    """The Message-IDs in the rest of a mail that came back, its own left out."""
    head, _blank, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    found = [line for part in (body[:_TAIL], head) for line in _INNER_IDENTITY.findall(part)]
    named = [one.decode("ascii", "replace") for line in found for one in re.findall(rb"<[^<>\s]+>", line)]
    own = re.search(rb"(?im)^Message-ID:\s*(<[^<>\s]+>)", head)
    return tuple(one for one in dict.fromkeys(named) if not own or one != own[1].decode("ascii", "replace"))


def _failure(data: bytes) -> str:
    found = _DIAGNOSIS.findall(data[:_TAIL] + data[-_TAIL:])
    return max((one.decode("utf-8", "replace").strip() for one in found), key=len, default="")


def _recipients(message: Message) -> tuple[str, ...]:
    headers = [str(value) for name in _RECIPIENTS for value in message.get_all(name, [])]
    return tuple(dict.fromkeys(one.lower().strip(".") for text in headers for one in _ADDRESS.findall(text)))


def _moment(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _origins(mail: Mail, quoted: str) -> tuple[Address, ...]:
    found = [address_in(one.sender) for one in _inside(mail) if one.sender]
    if FORWARDED_SUBJECT.match(mail.subject) or FORWARD_MARK.search(quoted):
        found += [address_in(line) for line in INNER_SENDER.findall(quoted)]
    return tuple(dict.fromkeys(one for one in found if one.address or one.name))


def _inside(mail: Mail) -> Iterator[Mail]:
    for inner in mail.forwarded:
        yield inner
        yield from _inside(inner)


def _files(mail: Mail, options: Options, sender: str = "") -> Iterator[Enclosure]:
    """Every file, pictures that stand in the text left out."""
    for file in mail.files:
        if not file.inline:
            yield from (replace(one, sender=sender) for one in _opened(file, options))
    for inner in mail.forwarded:
        yield from _files(inner, options, address_in(inner.sender).address)


def _opened(file: Attached, options: Options) -> Iterator[Enclosure]:
    """A file, or what is in it where it is a zip, a winmail.dat or a mail that was attached as a file."""
    try:
        if file.data.startswith(tnef.SIGNATURE):
            yield from (Enclosure(name, data) for name, data in tnef.files_in(file.data))
            return
        format = sniff(file.data, file.name, options) if file.data else ""
        if format == "eml":
            yield from _files(mail_of(open_mail(file.data)), options)
        elif format == "zip":
            yield from _unpacked(file, options)
        else:
            yield Enclosure(file.name, file.data)
    except ExpandingDocument as error:
        yield Enclosure(file.name, error=error)
    except GongwenError:
        yield Enclosure(file.name, file.data)  # whoever examines it says why it cannot be read


def _unpacked(file: Attached, options: Options) -> Iterator[Enclosure]:
    for item in take_out(file.data, "zip", options):
        if not item.is_letter:
            yield Enclosure(item.name, item.data, error=item.error)
