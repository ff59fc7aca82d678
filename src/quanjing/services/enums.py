"""Kinds of offers, states of bookings, requests and questions, and the moves that are allowed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferKind(TextChoices):
    VIDEO = "video", _("video capture")
    TALK = "talk", _("talk")
    INTERVIEW = "interview", _("interview")
    ROOM = "room", _("room")
    VISIT = "visit", _("visit to a station or base")


class Setting(TextChoices):
    """Where a talk is given."""

    SOCIETY = "society", _("societies")
    FIRM = "firm", _("firms")
    GRASSROOTS = "grassroots", _("grassroots bodies")


class BookingState(TextChoices):
    REQUESTED = "requested", _("requested")
    WAITING = "waiting", _("on the waiting list")
    CONFIRMED = "confirmed", _("confirmed by the host")
    DELIVERED = "delivered", _("delivered")
    DECLINED = "declined", _("not taken by the host")
    CANCELLED = "cancelled", _("cancelled by the guest")
    CALLED_OFF = "off", _("called off by the host")


# Where no place is held the row has left the slot for good; only the waiting list comes back into it.
BOOKING_MOVES: dict[BookingState, tuple[BookingState, ...]] = {
    BookingState.WAITING: (BookingState.REQUESTED, BookingState.CANCELLED, BookingState.DECLINED,
                           BookingState.CALLED_OFF),
    BookingState.REQUESTED: (BookingState.CONFIRMED, BookingState.DECLINED, BookingState.CANCELLED,
                             BookingState.CALLED_OFF),
    BookingState.CONFIRMED: (BookingState.DELIVERED, BookingState.CANCELLED, BookingState.CALLED_OFF),
    BookingState.DELIVERED: (),
    BookingState.DECLINED: (),
    BookingState.CANCELLED: (),
    BookingState.CALLED_OFF: (),
}  # fmt: skip
PLACED = (BookingState.REQUESTED, BookingState.CONFIRMED, BookingState.DELIVERED)
LIVE = (*PLACED, BookingState.WAITING)
OPEN = (BookingState.WAITING, BookingState.REQUESTED, BookingState.CONFIRMED)


class Use(TextChoices):
    """What a film or picture may be used for, ticked on the release form."""

    WEBSITE = "website", _("website and own media")
    PRESS = "press", _("newspapers and television")
    EXHIBITION = "exhibition", _("exhibitions and screens")
    TEACHING = "teaching", _("teaching and training")
    ARCHIVE = "archive", _("archive only")


class Field(TextChoices):
    """Fields of work by which requests find experts and teams."""

    AGRICULTURE = "agriculture", _("agriculture and food")
    MEDICINE = "medicine", _("medicine and public hygiene")
    ELECTRONICS = "electronics", _("electronics and information")
    EQUIPMENT = "equipment", _("equipment manufacturing")
    MATERIALS = "materials", _("advanced materials")
    ENERGY = "energy", _("energy and chemistry")
    ENVIRONMENT = "environment", _("environment and water")
    BUILDING = "building", _("building and transport")
    DISASTER = "disaster", _("disaster prevention and relief")
    POPULAR = "popular", _("popular science")
    STANDARDS = "standards", _("standards and patents")
    OTHER = "other", _("another field")


class HelperKind(TextChoices):
    EXPERT = "expert", _("expert")
    TEAM = "team", _("volunteer team")


class RequestState(TextChoices):
    OPEN = "open", _("received")
    MATCHED = "matched", _("somebody will help")
    DONE = "done", _("done")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DECLINED = "declined", _("cannot be helped with")


UNDER_WAY = (RequestState.OPEN, RequestState.MATCHED)


class AskState(TextChoices):
    ASKED = "asked", _("asked, no answer yet")
    ACCEPTED = "accepted", _("will help")
    DECLINED = "declined", _("cannot help")
    LEFT = "left", _("has left the roster")


class Rating(TextChoices):
    """Of the service, never of a person."""

    SOLVED = "solved", _("solved")
    PARTLY = "partly", _("partly solved")
    NOT = "not", _("not solved")


class QuestionState(TextChoices):
    ASKED = "asked", _("waits for an answer")
    DRAFTED = "drafted", _("answer waits for a second look")
    ANSWERED = "answered", _("answered")
    ASIDE = "aside", _("put aside: the official channel is the place for it")


TO_ANSWER = (QuestionState.ASKED, QuestionState.DRAFTED)
EVERY = "every"  # beside the states, in a filter
FEWEST = 5  # below that neither counts of questions nor of ratings are shown
