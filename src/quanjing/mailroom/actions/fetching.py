"""Looking into the mailbox: each mail is kept before the server hears that it was seen.

How far the folder was read stands in one row, moved forward together with the rows of the mails by whoever
found it where he left it. So two who look at once take each mail once, and one who dies loses none.
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from io import BufferedReader
from typing import Protocol, cast

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from quanjing.foundation import clock
from quanjing.mailroom.actions.keeping import Arrival, keep
from quanjing.mailroom.enums import Fate, Trouble
from quanjing.mailroom.models import Mailbox
from quanjing.mailroom.queries import body_of_mailbox
from quanjing.organizations.models import Organization

logger = logging.getLogger(__name__)
TIMEOUT = 30.0  # seconds
WAIT = 25  # seconds that the server is listened to, or slept, between two looks
MOST_AT_ONCE = 50  # mails
LARGE = 8 * 1024 * 1024  # bytes of one batch
FIRST_PAUSE = timedelta(seconds=WAIT)  # doubled with each look in a row that fails
LONGEST_PAUSE = timedelta(minutes=15)  # also lest a wrong password lock the mailbox
TROUBLES = (OSError, imaplib.IMAP4.error, ImapToolsError)
_UID = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"UID (\d+) RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+) UID (\d+)")


class Address(Protocol):
    """The setting: where the mailbox is. `tls` is "ssl", "starttls" or empty."""

    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def tls(self) -> str: ...
    @property
    def folder(self) -> str: ...
    @property
    def address(self) -> str: ...


class Overtaken(Exception):
    """Somebody else has read on in the meantime; what was fetched is his."""


def look() -> int:
    """Take what is new in the mailbox; returns how many mails. What keeps it from that is noted."""
    address = settings.MAILBOX
    if address is None:
        return 0
    if not _may_try(address):
        return 0
    try:
        with _signed_in(address) as box:
            return _take_new(box, address)
    except TROUBLES as error:
        _note_trouble(address, error)
        return 0


def listen(goes_on: Callable[[], bool]) -> None:
    """Look again and again, woken by the server where it offers IDLE, until `goes_on` says no."""
    address = settings.MAILBOX
    while address is not None and goes_on():
        close_old_connections()
        try:
            if not _may_try(address):
                time.sleep(WAIT)
                continue
            with _signed_in(address) as box:
                while goes_on():
                    _take_new(box, address)
                    _wait(box)
        except TROUBLES as error:
            _note_trouble(address, error)
        except OperationalError as error:  # the database is busy or away
            logger.warning("the mailbox waits for the database: %s", error)
            connection.close()
            time.sleep(WAIT)


@contextlib.contextmanager
def _signed_in(address: Address) -> Iterator[BaseMailBox]:
    box = _opened(address)
    try:
        box.login(address.user, address.password, initial_folder=None)
        box.folder.set(address.folder)
        yield box
    finally:
        with contextlib.suppress(*TROUBLES):
            box.logout()
        with contextlib.suppress(OSError):
            box.client.shutdown()


def _opened(address: Address) -> BaseMailBox:
    """A connection; the server's certificate is checked, which the library by itself would not do."""
    if not address.tls:
        return MailBoxUnencrypted(address.host, address.port, timeout=TIMEOUT)
    kind = MailBox if address.tls == "ssl" else MailBoxStartTls
    context = ssl.create_default_context()
    return kind(address.host, address.port, timeout=TIMEOUT, ssl_context=context)


def _wait(box: BaseMailBox) -> None:
    _answer, offered = box.client.capability()  # some say more after the sign-in
    if b"IDLE" in offered[0].upper().split():
        with box.idle as idle:
            if not _has_spoken(box.client):
                idle.poll(timeout=WAIT)
    else:
        time.sleep(WAIT)
        box.client.noop()  # else many servers go on showing the folder as it was


def _has_spoken(client: imaplib.IMAP4) -> bool:
    """Whether a mail was told in one breath with the consent to IDLE: a poll sees the socket alone."""
    client.sock.settimeout(0)
    try:
        return bool(cast(BufferedReader, client.file).peek(1))
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    finally:
        client.sock.settimeout(TIMEOUT)


def _take_new(box: BaseMailBox, address: Address) -> int:
    row, body = _row_of(box, address), body_of_mailbox(address.address)
    if body is None:
        return 0  # no office yet: the mails stay where they are
    taken = 0
    for uids in _batches(box, row.last_uid):
        arrivals = list(_fetched(box, uids))
        try:
            _keep(row, body, arrivals, uids[-1][0])
        except Overtaken:
            return taken
        taken += len(arrivals)
        seen = [str(one.uid) for one in arrivals]
        if seen:
            box.flag(seen, "\\Seen", True)
    Mailbox.objects.filter(pk=row.pk).update(**_well())
    return taken


@transaction.atomic
def _keep(row: Mailbox, body: Organization, arrivals: Sequence[Arrival], last: int) -> None:
    mine = Mailbox.objects.filter(pk=row.pk, validity=row.validity, last_uid=row.last_uid)
    if not mine.update(last_uid=last, **_well()):
        raise Overtaken
    keep(body=body, arrivals=arrivals, mailbox=row)
    row.last_uid = last


def _row_of(box: BaseMailBox, address: Address) -> Mailbox:
    """How far the folder was read; from the start where the server has numbered it anew."""
    status = box.folder.status(address.folder, ["UIDVALIDITY"])
    row, _is_new = Mailbox.objects.get_or_create(name=_name(address))
    if row.validity != status["UIDVALIDITY"]:
        Mailbox.objects.filter(pk=row.pk, validity=row.validity).update(
            validity=status["UIDVALIDITY"], last_uid=0
        )
        row.refresh_from_db()
    return row


def _batches(box: BaseMailBox, last: int) -> Iterator[list[tuple[int, int]]]:
    """Numbers and sizes of the new mails in ascending order, few large or many small at once."""
    _answer, data = box.client.uid("fetch", f"{last + 1}:*", "(UID RFC822.SIZE)")
    found = []
    for line in data:
        match = _SIZE.search(line) if isinstance(line, bytes) else None
        if match:
            uid, size = (match[1], match[2]) if match[1] else (match[4], match[3])
            found.append((int(uid), int(size)))
    batch: list[tuple[int, int]] = []
    for uid, size in sorted(one for one in found if one[0] > last):
        if batch and (len(batch) == MOST_AT_ONCE or sum(s for _u, s in batch) + size > LARGE):
            yield batch
            batch = []
        batch.append((uid, size))
    if batch:
        yield batch


def _fetched(box: BaseMailBox, uids: list[tuple[int, int]]) -> Iterator[Arrival]:
    """The mails of a batch. One that the server cannot give is named all the same."""
    small = [uid for uid, size in uids if size <= settings.LETTER_LIMIT]
    raw = _raw(box, small, "BODY.PEEK[]")
    for uid, size in uids:
        if size > settings.LETTER_LIMIT:
            limit = settings.LETTER_LIMIT // (1024 * 1024)
            trouble = _("The mail is larger than %(limit)s MB; it stays in the mailbox.") % {"limit": limit}
            head = _raw(box, [uid], "BODY.PEEK[HEADER]").get(uid, b"")
            yield Arrival(head, uid, size, trouble, Fate.REFUSED)
            continue
        data = raw.get(uid) or _raw(box, [uid], "BODY.PEEK[]").get(uid)
        if data:
            yield Arrival(data, uid, size)
        elif size:
            trouble = _("The mail server did not hand it over; it stays in the mailbox.")
            yield Arrival(b"", uid, size, trouble, Fate.FAILED)


def _raw(box: BaseMailBox, uids: Sequence[int], part: str) -> dict[int, bytes]:
    if not uids:
        return {}
    answer, data = box.client.uid("fetch", ",".join(map(str, uids)), f"(UID {part})")
    found: dict[int, bytes] = {}
    for at, piece in enumerate(data if answer == "OK" else ()):
        if isinstance(piece, tuple):
            rest = data[at + 1] if at + 1 < len(data) and isinstance(data[at + 1], bytes) else b""
            match = _UID.search(piece[0]) or _UID.search(rest)
            if match:
                found[int(match[1])] = piece[1]
    return found


def _well() -> dict[str, object]:
    return {"looked_at": clock.now(), "trouble": "", "detail": "", "failures": 0, "try_at": None}


def _may_try(address: Address) -> bool:
    """False while the pause after trouble lasts."""
    return not Mailbox.objects.filter(name=_name(address), try_at__gt=clock.now()).exists()


def _note_trouble(address: Address, error: Exception) -> None:
    row, _is_new = Mailbox.objects.get_or_create(name=_name(address))
    pause = min(FIRST_PAUSE * 2 ** min(row.failures, 10), LONGEST_PAUSE)
    Mailbox.objects.filter(pk=row.pk).update(
        trouble=_kind_of(error),
        detail=f"{type(error).__name__}: {error}"[:300],
        failures=F("failures") + 1,
        try_at=clock.now() + pause,
    )


def _kind_of(error: Exception) -> Trouble:
    if isinstance(error, MailboxLoginError):
        return Trouble.REFUSED
    if isinstance(error, MailboxFolderSelectError):
        return Trouble.FOLDER
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.CERTIFICATE
    if isinstance(error, (ConnectionRefusedError, TimeoutError, socket.gaierror)):
        return Trouble.UNREACHABLE
    return Trouble.BROKEN


def _name(address: Address) -> str:
    return f"{address.user}@{address.host}/{address.folder}"
