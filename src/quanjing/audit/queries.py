"""Reading the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Model, Q, QuerySet

from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.clock import end_of
from quanjing.foundation.paths import in_subtree


def visible_to(actor: Actor) -> QuerySet[AuditEntry]:
    """Entries of the actor's subtree, for posts that may read the record."""
    if not actor.may(Right.AUDIT):
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(in_subtree(actor.path))


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader wants to see of the record; empty fields narrow nothing. Days are days in China."""

    verb: str = ""
    organization: str = ""  # part of the name, or the code
    text: str = ""  # part of the person's name or of the object's label, or the object's code
    first_day: date | None = None
    last_day: date | None = None


def filtered(actor: Actor, wanted: Filter) -> QuerySet[AuditEntry]:
    """The visible entries that `wanted` leaves."""
    entries = visible_to(actor)
    if wanted.verb:
        entries = entries.filter(verb=wanted.verb)
    if wanted.organization:
        name = Q(organization_name__icontains=wanted.organization)
        entries = entries.filter(name | Q(organization_code=wanted.organization))
    if wanted.text:
        words = Q(user_name__icontains=wanted.text) | Q(object_label__icontains=wanted.text)
        entries = entries.filter(words | Q(object_code=wanted.text))
    if wanted.first_day:
        entries = entries.filter(at__gte=end_of(wanted.first_day - timedelta(days=1)))
    if wanted.last_day:
        entries = entries.filter(at__lt=end_of(wanted.last_day))
    return entries


def history_of(thing: Model) -> QuerySet[AuditEntry]:
    """What the record says of one thing, in order; the caller has checked that the reader may see it."""
    code = str(getattr(thing, "code", "") or thing.pk)
    found = AuditEntry.objects.filter(object_code=code, object_type=thing._meta.label_lower)
    return found.order_by("at", "pk")
