"""What the panorama says of bookings, talks, requests and questions, by month."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.figures import Columns, Figure, Section, When, blank, month_key
from quanjing.services.enums import BookingState, OfferKind, QuestionState, RequestState
from quanjing.services.models import Booking, Question, ServiceRequest

DELIVERED, TALKS, LISTENERS = "services.delivered", "services.talks", "services.listeners"
DONE, ANSWERED = "services.done", "services.answered"

FIGURES = (
    Figure(
        DELIVERED, _("Bookings delivered"),
        _("Bookings of the body's own offers that took place in the month, talks included."),
        Section.SERVICES, DELIVERED, monthly=True,
    ),
    Figure(
        TALKS, _("Talks given on request"), _("Of these the talks."), Section.SERVICES, TALKS, monthly=True,
        part_of=DELIVERED,
    ),
    Figure(
        LISTENERS, _("Listeners of these talks"), _("As counted by who gave them; without a count none."),
        Section.SERVICES, LISTENERS, monthly=True,
    ),
    Figure(
        DONE, _("Requests for help done"), _("Requests at the body's desk that were done in the month."),
        Section.SERVICES, DONE, monthly=True,
    ),
    Figure(
        ANSWERED, _("Questions answered"), _("Anonymous questions whose answer was published in the month."),
        Section.SERVICES, ANSWERED, monthly=True,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Four queries, whatever the number of bodies."""
    columns = blank(when, monthly=(DELIVERED, TALKS, LISTENERS, DONE, ANSWERED))
    delivered = Booking.objects.filter(state=BookingState.DELIVERED)
    talks = delivered.filter(offer__kind=OfferKind.TALK)
    done = ServiceRequest.objects.filter(state=RequestState.DONE)
    answered = Question.objects.filter(state=QuestionState.ANSWERED)
    for name, rows, day, body in (
        (DELIVERED, delivered, "delivered_on", "offer__organization"),
        (DONE, done, "done_on", "desk"),
        (ANSWERED, answered, "answered_on", "organization"),
    ):
        for month, pk, number in (
            _months(rows, day, when).values_list("in_month", body).annotate(n=Count("pk"))
        ):
            columns[name, month_key(month)][pk] = number
    of_talks = _months(talks, "delivered_on", when).values_list("in_month", "offer__organization")
    for month, pk, number, heard in of_talks.annotate(n=Count("pk"), heard_sum=Sum("heard")):
        columns[TALKS, month_key(month)][pk] = number
        columns[LISTENERS, month_key(month)][pk] = heard or 0
    return columns


def _months(rows: QuerySet[Any], day: str, when: When) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.order_by().annotate(in_month=TruncMonth(day))
    return found.filter(in_month__in=when.months)
