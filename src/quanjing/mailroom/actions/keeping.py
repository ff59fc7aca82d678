"""Keeping a mail as it came: first the raw mail, then its row; nothing is read yet."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from gongwen.errors import GongwenError
from gongwen.facade import Options, head_of, identity_of, read_letter
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.foundation.ids import new_code
from quanjing.jobs.actions import enqueue
from quanjing.jobs.queries import is_waiting
from quanjing.mailroom.actions.receipts import answer_refused
from quanjing.mailroom.enums import Fate
from quanjing.mailroom.models import IncomingMail, Mailbox
from quanjing.mailroom.rules import can_drop
from quanjing.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail in hand. `data` is its head alone, or empty, where `trouble` says why the rest was not taken."""

    data: bytes
    uid: int | None = None
    size: int = 0
    trouble: str = ""
    fate: Fate = Fate.ARRIVED


@transaction.atomic
def keep(
    *, body: Organization, arrivals: Sequence[Arrival], mailbox: Mailbox | None = None
) -> list[IncomingMail]:
    """Store mails and a row for each; one that came before is known as such, and not kept twice.

    Part of an action or of looking into the mailbox; reading is enqueued. Each raw mail is in the store
    before its row is committed, so that a worker that dies leaves at most a file that nobody names.
    """
    known = _known(identity_of(one.data) for one in arrivals if not one.trouble)
    kept = [_row(body, one, mailbox, known) for one in arrivals]
    for arrival, row in zip(arrivals, kept, strict=True):
        if row.fate == Fate.REFUSED:
            _answer_refused(row, arrival.data)
    if any(one.fate == Fate.ARRIVED for one in kept) and not is_waiting("mailroom.read"):
        enqueue("mailroom.read")
    return kept


def drop(*, actor: Actor, files: Iterable[tuple[str, bytes]]) -> list[IncomingMail]:
    """Take mails that an officer saved as files; the same way as from the mailbox.

    Raises:
        Denied: the post does not review.
        Invalid: a file is empty, no mail, or too large; none is taken.
    """
    if not can_drop(actor):
        raise Denied
    given = list(files)
    limit = settings.LETTER_LIMIT
    wrong = [name for name, data in given if not _looks_like_mail(data) or len(data) > limit]
    if wrong or not given:
        raise Invalid([Problem("mails", name) for name in wrong])
    return _dropped(actor, [data for _name, data in given])


@transaction.atomic
def _dropped(actor: Actor, mails: list[bytes]) -> list[IncomingMail]:
    body = Organization.objects.get(pk=actor.organization_id)
    kept = keep(body=body, arrivals=[Arrival(data, size=len(data)) for data in mails])
    record(actor=actor, verb="mailroom.drop", detail={"mails": [one.code for one in kept]})
    return kept


def _known(identities: Iterable[str]) -> dict[str, int]:
    found = IncomingMail.objects.filter(identity__in=list(identities))
    return {str(identity): pk for identity, pk in found.values_list("identity", "pk")}


def _row(
    body: Organization, arrival: Arrival, mailbox: Mailbox | None, known: dict[str, int]
) -> IncomingMail:
    code, now = new_code(), clock.now()
    identity = None if arrival.trouble else identity_of(arrival.data)
    first = known.get(identity) if identity else None
    place = ""
    if arrival.data and not arrival.trouble and not first:  # the first has the same content
        place = default_storage.save(f"mail/{clock.today():%Y/%m}/{code}.eml", ContentFile(arrival.data))
    head = head_of(arrival.data)
    fate = Fate.DUPLICATE if first else arrival.fate
    row = IncomingMail.objects.create(
        code=code,
        organization=body,
        mailbox=mailbox,
        validity=mailbox.validity if mailbox else None,
        uid=arrival.uid,
        identity=None if first else identity,
        duplicate_of_id=first,
        place=place,
        size=arrival.size or len(arrival.data),
        sha256=hashlib.sha256(arrival.data).hexdigest(),
        message_id=head.message_id[:260],
        sender_name=head.sender.name,
        sender=head.sender.address,
        subject=head.subject[:300],
        sent_at=head.sent_at,
        fate=fate,
        reason=arrival.trouble[:500],
        arrived_at=now,
        decided_at=None if fate == Fate.ARRIVED else now,
    )
    if identity and not first:
        known[identity] = row.pk
    return row


def _answer_refused(row: IncomingMail, head: bytes) -> None:
    with contextlib.suppress(GongwenError):  # a head that says nothing has nobody to answer
        answer_refused(row, read_letter(head, Options()))


def _looks_like_mail(data: bytes) -> bool:
    head = data[:65536].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    return b"\0" not in head and any(
        line.startswith((b"from:", b"received:", b"message-id:", b"subject:")) for line in head.split(b"\n")
    )
