"""The ledger: every mail with its fate."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Prefetch, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.mailroom.enums import OPEN
from quanjing.mailroom.models import IncomingMail, Item, Mailbox
from quanjing.notify.models import Mail
from quanjing.organizations.models import Desk, Organization


def visible_to(actor: Actor) -> QuerySet[IncomingMail]:
    """The mails of the own body, for those who review its reports; for nobody else."""
    if not actor.may(Right.REVIEW) or actor.organization_id is None:
        return IncomingMail.objects.none()
    return IncomingMail.objects.filter(organization_id=actor.organization_id)


def ledger(
    actor: Actor, *, fate: str = "", day: date | None = None, text: str = ""
) -> QuerySet[IncomingMail]:
    """Mails by fate ("open": those that wait for a person), by the day of arrival in China, by words."""
    found = visible_to(actor)
    if fate == "open":
        found = found.filter(fate__in=OPEN)
    elif fate:
        found = found.filter(fate=fate)
    if day is not None:
        start = clock.end_of(day - timedelta(days=1))
        found = found.filter(arrived_at__gte=start, arrived_at__lt=start + timedelta(days=1))
    if text.strip():
        words = text.strip()
        found = found.filter(
            Q(subject__icontains=words)
            | Q(sender__icontains=words)
            | Q(sender_name__icontains=words)
            | Q(items__assignment__organization__name__icontains=words)
        ).distinct()
    return found.prefetch_related(_items())


def get_incoming(actor: Actor, code: str) -> IncomingMail:
    """One mail with its items. Raises `Missing`."""
    found = visible_to(actor).filter(code=code).select_related("duplicate_of", "mailbox").first()
    if found is None:
        raise Missing
    return found


def items_of(incoming: IncomingMail) -> list[Item]:
    """The items of a mail with assignment and submission: one query."""
    related = ("assignment__task", "assignment__organization", "assignment__directive", "submission")
    return list(incoming.items.select_related(*related).order_by("position"))


def receipts_of(incoming: IncomingMail) -> list[Mail]:
    """What was answered to the sender, the first first."""
    return list(Mail.objects.filter(key__startswith=f"receipt:{incoming.code}").order_by("pk"))


def fates(actor: Actor) -> dict[str, int]:
    """How many mails met each fate."""
    counted = visible_to(actor).order_by().values_list("fate").annotate(count=Count("pk"))
    return dict(counted)


def troubles() -> list[Mailbox]:
    """The mailboxes that could not be reached the last time."""
    return [one for one in mailboxes() if one.trouble]


def mailboxes() -> list[Mailbox]:
    """The mailbox that is set, once it was looked into; others, from older settings, are left out."""
    if settings.MAILBOX is None:
        return []
    user, host, folder = settings.MAILBOX.user, settings.MAILBOX.host, settings.MAILBOX.folder
    return list(Mailbox.objects.filter(name=f"{user}@{host}/{folder}"))


def last_arrival() -> datetime | None:
    """When the last mail came from a mailbox."""
    found: datetime | None = IncomingMail.objects.exclude(mailbox=None).aggregate(last=Max("arrived_at"))[
        "last"
    ]
    return found


def body_of_mailbox(address: str) -> Organization | None:
    """The body whose desk has this address; else the first of the tree."""
    desk = Desk.objects.filter(email__iexact=address, closed_on=None).select_related("organization").first()
    return (
        desk.organization if desk and address else Organization.objects.filter(depth=1).order_by("pk").first()
    )


def _items() -> Prefetch[str]:
    related = ("assignment__task", "assignment__organization")
    return Prefetch("items", Item.objects.select_related(*related).order_by("position"))
