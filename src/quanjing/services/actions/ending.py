"""What becomes of offers, bookings and requests of bodies that end."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.services.actions.booking import locked_booking, settle
from quanjing.services.actions.places import tell_guest
from quanjing.services.actions.requests import end_request
from quanjing.services.enums import BookingState, RequestState
from quanjing.services.models import Helper
from quanjing.services.queries import open_bookings, open_requests, still_offered


@transaction.atomic
def end_services(*, actor: Actor, organization_ids: Sequence[int]) -> int:
    """Call off and end what bodies that end have open; part of the action that ends them. How many.

    Guests are told; experts and teams of the body are erased from the roster.
    """
    ids = list(organization_ids)
    reason = _("The body has ended.")
    ended = 0
    for one in open_bookings(ids):
        current = locked_booking(one)
        hosted = current.offer.organization_id in ids
        current.state = BookingState.CALLED_OFF if hosted else BookingState.CANCELLED
        current.reason = reason
        settle(current, actor)
        if hosted:
            tell_guest(current, "booking_off", reason=reason)
        ended += 1
    for request in open_requests(ids):
        request.reason = reason
        end_request(request, RequestState.DECLINED)
        ended += 1
    ended += still_offered(ids).update(ended_on=clock.today(), speaker="", speaker_agreed_on=None)
    Helper.objects.filter(organization__in=ids).delete()
    return ended
