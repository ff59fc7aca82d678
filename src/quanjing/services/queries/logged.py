"""What services bring to the work log: bookings that were delivered, requests that were helped with."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope
from quanjing.services.enums import BookingState, OfferKind, RequestState
from quanjing.services.models import Booking, ServiceRequest

KIND_OF = {
    OfferKind.VIDEO: LogKind.OUTREACH,
    OfferKind.TALK: LogKind.OUTREACH,
    OfferKind.INTERVIEW: LogKind.OUTREACH,
    OfferKind.ROOM: LogKind.SERVICE,
    OfferKind.VISIT: LogKind.SERVICE,
}


def logged_bookings(scope: Scope) -> QuerySet[Booking]:
    """What was delivered, the newest first; what became an activity stands in the log as that."""
    return _delivered(scope).select_related("offer", "organization").order_by("-delivered_on", "-pk")


def entry_of_booking(booking: Booking) -> Logged:
    assert booking.delivered_on is not None
    heard = gettext("%(count)d listeners") % {"count": booking.heard} if booking.heard else ""
    return Logged(
        day=booking.delivered_on,
        kind=KIND_OF[OfferKind(booking.offer.kind)],
        body=booking.offer.organization_id,
        matter=f"{booking.offer.get_kind_display()}: {booking.topic}",
        result=heard or booking.organization.name,
        link=reverse("booking_page", args=[booking.code]),
        source="bookings",
        key=booking.code,
    )


def booking_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body and kind: one query."""
    grouped = _delivered(scope).order_by().values_list("offer__organization", "offer__kind")
    for body, kind, count in grouped.annotate(count=Count("pk")):
        yield Counted(body, KIND_OF[OfferKind(kind)], count)


def logged_requests(scope: Scope) -> QuerySet[ServiceRequest]:
    """What was helped with, the newest first."""
    return _done(scope).order_by("-done_on", "-pk")


def entry_of_request(request: ServiceRequest) -> Logged:
    assert request.done_on is not None
    return Logged(
        day=request.done_on,
        kind=LogKind.SERVICE,
        body=request.desk_id,
        matter=f"{request.get_field_display()}: {request.title}",
        result=request.result[:200],
        link=reverse("request_page", args=[request.code]),
        source="requests",
        key=request.code,
    )


def request_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body: one query."""
    for body, count in _done(scope).order_by().values_list("desk").annotate(count=Count("pk")):
        yield Counted(body, LogKind.SERVICE, count)


def _delivered(scope: Scope) -> QuerySet[Booking]:
    found = Booking.objects.filter(
        scope.bodies("offer__organization"), scope.days("delivered_on"), state=BookingState.DELIVERED,
        activity=None,
    )  # fmt: skip
    wanted = [kind.value for kind, log_kind in KIND_OF.items() if scope.wants(log_kind)]
    return found.filter(offer__kind__in=wanted)


def _done(scope: Scope) -> QuerySet[ServiceRequest]:
    found = ServiceRequest.objects.filter(
        scope.bodies("desk"), scope.days("done_on"), state=RequestState.DONE
    )
    return found if scope.wants(LogKind.SERVICE) else found.none()
