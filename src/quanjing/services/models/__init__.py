"""Offers with slots and bookings, requests for help with helpers, questions, and the desk that takes them."""

from quanjing.services.models.booking import Booking, Delivery, Trip
from quanjing.services.models.desk import ServiceDesk
from quanjing.services.models.helper import Helper, HelperField
from quanjing.services.models.offer import Offer, Slot
from quanjing.services.models.question import Question, QuestionTopic
from quanjing.services.models.request import HelpAsk, Referral, ServiceRequest

__all__ = [
    "Booking",
    "Delivery",
    "HelpAsk",
    "Helper",
    "HelperField",
    "Offer",
    "Question",
    "QuestionTopic",
    "Referral",
    "ServiceDesk",
    "ServiceRequest",
    "Slot",
    "Trip",
]
