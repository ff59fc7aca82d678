"""Lists of bookings and requests as tables, without contacts and without whom a film shows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Column, Value, Workbook, Worksheet, write_workbook
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.services.models import Booking, ServiceRequest

MOST = 5000  # rows of one table


@transaction.atomic
def bookings_table(*, actor: Actor, bookings: QuerySet[Booking]) -> bytes:
    """The bookings as xlsx, by the day of their slot. The caller has narrowed them to the actor."""
    rows = bookings.select_related("slot", "offer__organization", "organization").order_by("slot__day", "pk")
    heads = (
        _("Day"), _("Begins"), _("Offer"), _("Host"), _("Booked by"), _("Topic of the booking"),
        _("City"), _("Place"), _("State"), _("Handed over on"), _("People who listened"),
    )  # fmt: skip
    lines = [_booking(one) for one in rows[:MOST]]
    record(actor=actor, verb="services.export_bookings", detail={"count": len(lines)})
    return _workbook(_("Bookings"), heads, lines)


@transaction.atomic
def requests_table(*, actor: Actor, requests: QuerySet[ServiceRequest]) -> bytes:
    """The requests as xlsx, the newest first. The caller has narrowed them to the actor."""
    rows = requests.select_related("desk", "organization").order_by("-made_at", "-pk")
    heads = (
        _("Made on"), _("Service desk"), _("Field of the matter"), _("What it is about"), _("Who asks"),
        _("City"), _("State"), _("Visited on"), _("Result"), _("Done on"),
    )  # fmt: skip
    lines = [_request(one) for one in rows[:MOST]]
    record(actor=actor, verb="services.export_requests", detail={"count": len(lines)})
    return _workbook(_("Requests for help"), heads, lines)


def _booking(one: Booking) -> list[Value]:
    begins = one.slot.starts_at.astimezone(clock.CHINA)
    return [
        one.slot.day, f"{begins:%H:%M}", one.offer.name, one.offer.organization.name, one.organization.name,
        one.topic, one.city, one.place, one.get_state_display(), one.delivered_on, one.heard,
    ]  # fmt: skip


def _request(one: ServiceRequest) -> list[Value]:
    return [
        one.made_at.astimezone(clock.CHINA).date(), one.desk.name, one.get_field_display(), one.title,
        one.organization.name if one.organization else one.from_name, one.city, one.get_state_display(),
        one.visited_on, one.result, one.done_on,
    ]  # fmt: skip


def _workbook(name: str, heads: Iterable[str], rows: Sequence[list[Value]]) -> bytes:
    out = io.BytesIO()
    title = f"{name} {clock.today().isoformat()}"
    sheet = Worksheet(name, title, tuple(Column(head) for head in heads), rows)
    write_workbook(out, Workbook(name, [sheet], get_language() or settings.LANGUAGE_CODE))
    return out.getvalue()
