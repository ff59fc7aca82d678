"""The only writes of this app."""

from quanjing.services.actions.booking import BookingFacts, book, cancel, set_consent
from quanjing.services.actions.codes import digest_of
from quanjing.services.actions.desks import ServiceDeskFacts, add_topic, save_channel, save_desk
from quanjing.services.actions.ending import end_services
from quanjing.services.actions.exports import bookings_table, requests_table
from quanjing.services.actions.handing import (
    ACTIVITY_KINDS,
    Release,
    deliver,
    enter_activity,
    hand_over,
    open_delivery,
)
from quanjing.services.actions.helping import (
    ResultFacts,
    answer_ask,
    ask_helper,
    close_request,
    finish_request,
    refer,
)
from quanjing.services.actions.hosting import call_off, confirm, decline, merge, split
from quanjing.services.actions.offers import (
    OfferFacts,
    Pattern,
    add_pattern,
    add_slot,
    change_slot,
    days_of,
    end_offer,
    save_offer,
)
from quanjing.services.actions.questions import (
    Accusing,
    QuestionFacts,
    ask_question,
    draft_answer,
    publish_answer,
    put_aside,
    return_answer,
)
from quanjing.services.actions.requests import (
    RequestFacts,
    erase_contacts,
    rate,
    request_from_outside,
    request_help,
    withdraw_request,
)
from quanjing.services.actions.roster import HelperFacts, opt_out, save_helper

__all__ = [
    "ACTIVITY_KINDS",
    "Accusing",
    "BookingFacts",
    "HelperFacts",
    "OfferFacts",
    "Pattern",
    "QuestionFacts",
    "Release",
    "RequestFacts",
    "ResultFacts",
    "ServiceDeskFacts",
    "add_pattern",
    "add_slot",
    "add_topic",
    "answer_ask",
    "ask_helper",
    "ask_question",
    "book",
    "bookings_table",
    "call_off",
    "cancel",
    "change_slot",
    "close_request",
    "confirm",
    "days_of",
    "decline",
    "deliver",
    "digest_of",
    "draft_answer",
    "end_offer",
    "end_services",
    "enter_activity",
    "erase_contacts",
    "finish_request",
    "hand_over",
    "merge",
    "open_delivery",
    "opt_out",
    "publish_answer",
    "put_aside",
    "rate",
    "refer",
    "request_from_outside",
    "request_help",
    "requests_table",
    "return_answer",
    "save_channel",
    "save_desk",
    "save_helper",
    "save_offer",
    "set_consent",
    "split",
    "withdraw_request",
]
