"""Reading submissions and the page of a report."""

from quanjing.submissions.queries.comparing import FieldChange, compare
from quanjing.submissions.queries.inbox import InboxFilter, inbox, next_in_queue, tasks_of_inbox
from quanjing.submissions.queries.offers import Offer, Offers, RowsOffer, offers_of
from quanjing.submissions.queries.page import (
    BlockPlace,
    HeaderField,
    Part,
    ReportPage,
    page_keys,
    page_of_report,
)
from quanjing.submissions.queries.reports import ReportCard, cards_of, directives_of
from quanjing.submissions.queries.visible import (
    get_submission,
    history,
    latest_for,
    newest,
    submissions_visible_to,
    with_content,
)

__all__ = [
    "BlockPlace",
    "FieldChange",
    "HeaderField",
    "InboxFilter",
    "Offer",
    "Offers",
    "Part",
    "ReportCard",
    "ReportPage",
    "RowsOffer",
    "cards_of",
    "compare",
    "directives_of",
    "get_submission",
    "history",
    "inbox",
    "latest_for",
    "newest",
    "next_in_queue",
    "offers_of",
    "page_keys",
    "page_of_report",
    "submissions_visible_to",
    "tasks_of_inbox",
    "with_content",
]
