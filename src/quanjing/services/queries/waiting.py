"""What waits for a body on its first page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation.actor import Actor, Right
from quanjing.services.enums import TO_ANSWER, RequestState
from quanjing.services.models import Question, ServiceRequest
from quanjing.services.queries.bookings import to_decide
from quanjing.services.queries.requests import open_asks


@dataclass(frozen=True, slots=True)
class Waits:
    """So many things of a kind, and the page where they are."""

    label: str
    count: int
    link: str


def waiting_services(actor: Actor) -> list[Waits]:
    """What the actor's body has to decide or answer, for posts that report; four queries."""
    if not actor.may(Right.REPORT) or actor.organization_id is None:
        return []
    body = actor.organization_id
    questions = Question.objects.filter(organization=body, state__in=TO_ANSWER)
    requests = ServiceRequest.objects.filter(desk=body, state=RequestState.OPEN)
    found = (
        Waits(_("Bookings to decide"), to_decide([body]).count(), reverse("booking_desk")),
        Waits(_("Requests for help at our desk"), requests.count(), f"{reverse('request_list')}?show=desk"),
        Waits(_("Questions to our experts and teams"), open_asks(actor), reverse("request_list")),
        Waits(_("Anonymous questions"), questions.count(), reverse("question_desk")),
    )
    return [one for one in found if one.count]
