"""Mails: put into the outbox with the news, sent by the worker, never twice.

Each step of a mail is committed on its own. What the server refused is tried again or given up; where it
fell silent after it was given the text, nobody can know, and the mail waits for a person's word.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import F

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.jobs.queries import is_waiting
from quanjing.notify.enums import DOUBTFUL, MailState
from quanjing.notify.models import Mail
from quanjing.notify.rules import address_for, can_send_again

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(minutes=5)  # doubled with each attempt
LONGEST_PAUSE = timedelta(hours=1)  # while the server is away
SILENCE = timedelta(minutes=15)  # longer than a worker may take for one mail
PERMANENT = 500  # SMTP: from here on trying again does not help


@dataclass(frozen=True, slots=True)
class Draft:
    """A mail before it is in the outbox, see `Mail`."""

    key: str
    organization_id: int
    to: tuple[str, ...]
    subject: str
    body: str
    about: str = ""
    answers: str = ""
    files: tuple[int, ...] = ()  # stored files, by primary key
    person_id: int | None = None


class Refused(Exception):
    """The server did not take the mail; `again` where it may do so later."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


class Unreachable(Refused):
    """The server is away or refuses us: no fault of the mail, and the others need not be tried."""


@transaction.atomic
def post_mails(drafts: Iterable[Draft]) -> dict[str, int]:
    """Put mails into the outbox, each key once; returns the primary keys by key.

    Part of an action that leaves the audit entry. Without a mail server they are kept to be read.
    """
    now = clock.now()
    wanted = list(drafts)
    state = MailState.WAITING if settings.SENDS_MAIL else MailState.KEPT
    mails = [
        Mail(
            key=one.key,
            organization_id=one.organization_id,
            person_id=one.person_id,
            to=list(one.to),
            subject=one.subject,
            body=one.body,
            about=one.about,
            answers=one.answers,
            state=state,
            created_at=now,
            changed_at=now,
            try_at=now,
        )
        for one in wanted
    ]
    Mail.objects.bulk_create(mails, ignore_conflicts=True)
    if mails and state == MailState.WAITING:
        enqueue("notify.send_mails")
    found = Mail.objects.filter(key__in=[mail.key for mail in mails])
    keys = dict(found.values_list("key", "pk"))
    links = [
        Mail.files.through(mail_id=keys[one.key], storedfile_id=file) for one in wanted for file in one.files
    ]
    if links:
        Mail.files.through.objects.bulk_create(links, ignore_conflicts=True)
    return keys


def send_waiting() -> int:
    """Send the mails whose time has come, one connection for all; returns how many were taken.

    No more than the settings allow in a minute: the rest waits for the next look.
    """
    due = Mail.objects.filter(state=MailState.WAITING, try_at__lte=clock.now()).order_by("pk")
    ids = list(due.values_list("pk", flat=True)[: _allowance()])
    if not ids:
        return 0
    server, taken = EmailBackend(fail_silently=False), 0
    try:
        for pk in ids:
            taken += _send(server, pk)
    except Unreachable:
        logger.warning("the mail server cannot be reached; the mails wait")
    finally:
        _close(server)
    return taken


def watch_mails() -> None:
    """Called every minute: what hangs is marked, what waits is handed to the worker again."""
    now = clock.now()
    hanging = Mail.objects.filter(state=MailState.SENDING, changed_at__lt=now - SILENCE)
    hanging.update(state=MailState.UNSURE, changed_at=now)
    waiting = Mail.objects.filter(state=MailState.WAITING, try_at__lte=now)
    if waiting.exists() and not is_waiting("notify.send_mails"):
        enqueue("notify.send_mails")


@transaction.atomic
def send_again(*, actor: Actor, mail: Mail) -> None:
    """Send a mail that failed or may have failed once more, on a person's word.

    Raises `Denied` for anyone who does not administer the body, `WrongState` for any other mail.
    """
    if not can_send_again(actor, mail):
        raise Denied
    now = clock.now()
    doubtful = Mail.objects.filter(pk=mail.pk, state__in=DOUBTFUL)
    if not doubtful.update(state=MailState.WAITING, attempts=0, try_at=now, changed_at=now, error=""):
        raise WrongState
    enqueue("notify.send_mails", actor=actor)
    record(actor=actor, verb="notify.send_again", on=mail)


def _send(server: EmailBackend, pk: int) -> bool:
    """Take one mail and send it; False where another worker has taken it."""
    mine = Mail.objects.filter(pk=pk, state=MailState.WAITING)
    if not mine.update(state=MailState.SENDING, attempts=F("attempts") + 1, changed_at=clock.now()):
        return False
    mail = Mail.objects.get(pk=pk)
    try:
        _hand_over(server, mail)
    except Refused as error:
        _refused(mail, error)
        if isinstance(error, Unreachable):
            raise
    except (OSError, smtplib.SMTPException) as error:  # silence after the text was given
        _close(server)
        _note(mail, MailState.UNSURE, error=f"{type(error).__name__}: {error}")
    else:
        _note(mail, MailState.SENT)
    return True


def _hand_over(server: EmailBackend, mail: Mail) -> None:
    """Give a mail to the server. Raises `Refused` where it certainly was not taken."""
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(f"{type(error).__name__}: {error}", again=True) from error
    message = _message(mail)
    try:
        server.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        code = max(answer[0] for answer in error.recipients.values())
        raise Refused(str(error), again=code < PERMANENT) from error
    except smtplib.SMTPResponseException as error:
        raise Refused(str(error), again=error.smtp_code < PERMANENT) from error


def _message(mail: Mail) -> EmailMessage:
    headers = {"Message-ID": f"<{mail.code}@{settings.MAIL_DOMAIN}>"}
    if mail.answers:
        headers |= {"In-Reply-To": mail.answers, "References": mail.answers, "Auto-Submitted": "auto-replied"}
    reply_to = [address_for(mail.about)] if mail.about and settings.MAILBOX_ADDRESS else []
    message = EmailMessage(mail.subject, mail.body, to=mail.to, headers=headers, reply_to=reply_to)
    for file in mail.files.all():
        with default_storage.open(file.place) as stored:
            message.attach(file.name, stored.read(), file.content_type)
    return message


def _allowance() -> int:
    """How many mails may go out now."""
    lately = Mail.objects.filter(changed_at__gt=clock.now() - timedelta(minutes=1), attempts__gt=0)
    return max(0, settings.MAIL_RATE - lately.exclude(state=MailState.BOUNCED).count())


@transaction.atomic
def mark_bounced(*, codes: Iterable[str], reason: str) -> list[Mail]:
    """Mark mails of ours that came back; those that were already marked, or never sent, are left out.

    Part of an action that leaves the audit entry.
    """
    gone = (MailState.SENT, MailState.UNSURE, MailState.SENDING)
    mails = list(Mail.objects.filter(code__in=list(codes), state__in=gone).select_related("organization"))
    for mail in mails:
        _note(mail, MailState.BOUNCED, error=reason)
    return mails


def _refused(mail: Mail, error: Refused) -> None:
    if isinstance(error, Unreachable):
        pause = min(FIRST_PAUSE * 2 ** min(mail.attempts - 1, 10), LONGEST_PAUSE)
        _note(mail, MailState.WAITING, error=str(error), pause=pause)
    elif error.again and mail.attempts < MOST_ATTEMPTS:
        pause = FIRST_PAUSE * 2 ** (mail.attempts - 1)
        _note(mail, MailState.WAITING, error=str(error), pause=pause)
    else:
        _note(mail, MailState.FAILED, error=str(error))


def _note(mail: Mail, state: MailState, *, error: str = "", pause: timedelta = timedelta()) -> None:
    now = clock.now()
    Mail.objects.filter(pk=mail.pk).update(state=state, error=error[:500], changed_at=now, try_at=now + pause)


def _close(server: EmailBackend) -> None:
    """Forget the connection, whatever state it is in."""
    try:
        server.close()
    except (OSError, smtplib.SMTPException):
        server.connection = None
