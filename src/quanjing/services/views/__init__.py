"""Pages of services."""

from quanjing.services.views.bookings import (
    booking_desk,
    booking_export,
    booking_list,
    booking_page,
    delivery_file,
)
from quanjing.services.views.offers import (
    offer_edit,
    offer_list,
    offer_new,
    offer_page,
    slot_book,
    talk_programme,
)
from quanjing.services.views.public import (
    official_channel,
    public_desks,
    public_look_up,
    public_questions,
    public_request,
)
from quanjing.services.views.questions import question_desk, question_page, service_desk
from quanjing.services.views.requests import (
    help_ask,
    helper_list,
    helper_new,
    helper_page,
    request_counts,
    request_export,
    request_list,
    request_new,
    request_page,
)

__all__ = [
    "booking_desk",
    "booking_export",
    "booking_list",
    "booking_page",
    "delivery_file",
    "help_ask",
    "helper_list",
    "helper_new",
    "helper_page",
    "offer_edit",
    "offer_list",
    "offer_new",
    "offer_page",
    "official_channel",
    "public_desks",
    "public_look_up",
    "public_questions",
    "public_request",
    "question_desk",
    "question_page",
    "request_counts",
    "request_export",
    "request_list",
    "request_new",
    "request_page",
    "service_desk",
    "slot_book",
    "talk_programme",
]
