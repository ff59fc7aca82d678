"""The bookings, requests and questions behind a figure of one body, without who asked."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.functions import TruncMonth

from quanjing.foundation.figures import Behind, When
from quanjing.services.enums import BookingState, OfferKind, QuestionState, RequestState
from quanjing.services.models import Booking, Question, ServiceRequest
from quanjing.services.queries.figures import ANSWERED, DELIVERED, DONE, LISTENERS


def behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """One query."""
    if code == DONE:
        requests = ServiceRequest.objects.filter(desk=body, state=RequestState.DONE)
        done = requests.annotate(in_month=TruncMonth("done_on")).filter(in_month__in=when.months)
        return [Behind(one.get_field_display(), one.done_on) for one in done.order_by("-done_on", "-pk")]
    if code == ANSWERED:
        questions = Question.objects.filter(organization=body, state=QuestionState.ANSWERED)
        found = questions.annotate(in_month=TruncMonth("answered_on")).filter(in_month__in=when.months)
        rows = found.select_related("topic").order_by("-answered_on", "-pk")
        return [Behind(str(one.topic), one.answered_on) for one in rows]
    bookings = Booking.objects.filter(offer__organization=body, state=BookingState.DELIVERED)
    if code != DELIVERED:
        bookings = bookings.filter(offer__kind=OfferKind.TALK)
    given = bookings.annotate(in_month=TruncMonth("delivered_on")).filter(in_month__in=when.months)
    return [
        Behind(one.offer.name, one.delivered_on, times=(one.heard or 0) if code == LISTENERS else 1)
        for one in given.select_related("offer").order_by("-delivered_on", "-pk")
    ]
