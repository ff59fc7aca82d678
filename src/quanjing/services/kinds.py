"""What the search finds of this app, and what forms may know of a unit's services."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact
from quanjing.foundation.findable import Facts, Findable
from quanjing.services.enums import BookingState, OfferKind, QuestionState, RequestState
from quanjing.services.models import Booking, Offer, Question, ServiceRequest
from quanjing.services.queries import offers_seen

SOURCE = _("Talks and services of this unit")
MOST = 100


def service_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """What forms may know of this year: `services.talks`, `services.done`; two queries."""
    today = clock.today()
    first = date(today.year, 1, 1)
    given = Booking.objects.filter(
        offer__organization=organization_id, offer__kind=OfferKind.TALK, state=BookingState.DELIVERED,
        delivered_on__gte=first,
    ).order_by("delivered_on", "pk")  # fmt: skip
    talks = [
        gettext("%(topic)s (%(day)s, %(count)s listeners)")
        % {"topic": topic, "day": on, "count": heard or "—"}
        for topic, on, heard in given.values_list("topic", "delivered_on", "heard")[:MOST]
    ]
    done = ServiceRequest.objects.filter(desk=organization_id, state=RequestState.DONE, done_on__gte=first)
    helped = [
        gettext("%(title)s (%(day)s)") % {"title": title, "day": on}
        for title, on in done.order_by("done_on", "pk").values_list("title", "done_on")[:MOST]
    ]
    found = {"services.talks": talks, "services.done": helped}
    return {key: KnownFact("\n".join(words), SOURCE, today) for key, words in found.items() if words}


def _questions() -> QuerySet[Question]:
    """What anybody may read: answered, at a desk that is open."""
    open_desk = Q(organization__service_desk__takes_questions=True)
    return Question.objects.filter(open_desk, state=QuestionState.ANSWERED).select_related("organization")


def _of_offer(thing: Offer) -> Facts:
    text = "\n".join(
        filter(None, (thing.description, thing.topics, thing.city, thing.place, thing.conditions))
    )
    day = thing.made_at.astimezone(clock.CHINA).date()
    return Facts(thing.name, text, thing.organization_id, day, thing.code)


def _of_question(thing: Question) -> Facts:
    text = f"{thing.text}\n{thing.answer}"
    return Facts(thing.text[:100], text, thing.organization_id, thing.answered_on, thing.organization.code)


def _seen_offers(actor: Actor) -> Q:
    return Q(object_id__in=offers_seen(actor).select_related(None).order_by().values("pk"))


def _seen_questions(_actor: Actor) -> Q:
    return Q(object_id__in=_questions().select_related(None).order_by().values("pk"))


def _offers() -> QuerySet[Any]:
    return Offer.objects.filter(ended_on=None)


FOUND = (
    Findable(
        "offer", _("offer to book"), 66, _offers, _of_offer, _seen_offers,
        lambda _actor, document: reverse("offer_page", args=[document.code]),
    ),
    Findable(
        "question", _("answered question"), 67, _questions, _of_question, _seen_questions,
        lambda _actor, document: reverse("public_questions", args=[document.code]),
    ),
)  # fmt: skip
