"""Reading submissions and the page of a report."""

from quanjing.submissions.queries.comparing import FieldChange, compare
from quanjing.submissions.queries.confirming import (
    get_confirmation,
    last_confirmation,
    waiting_confirmations,
)
from quanjing.submissions.queries.desks import Queue, claims_in_force, own_desks, queues
from quanjing.submissions.queries.filled import filled_beside, get_filled
from quanjing.submissions.queries.handover import OpenWork, open_work, successors
from quanjing.submissions.queries.inbox import InboxFilter, inbox, next_in_queue, tasks_of_inbox
from quanjing.submissions.queries.offers import Offer, Offers, RowsOffer, offers_of
from quanjing.submissions.queries.page import (
    BlockPlace,
    HeaderField,
    Layout,
    Part,
    ReportPage,
    layout_of,
    page_keys,
    page_of_report,
    page_of_unit,
)
from quanjing.submissions.queries.papers import ALL_SHEETS, Paper, papers_of
from quanjing.submissions.queries.questions import get_question, questions_at_desk, questions_beside
from quanjing.submissions.queries.reports import ReportCard, cards_of, directives_of
from quanjing.submissions.queries.rollup import RollUp, passed_on_tasks, roll_up_of, sources_of
from quanjing.submissions.queries.visible import (
    get_submission,
    history,
    latest_for,
    newest,
    shown_to,
    submissions_visible_to,
    with_content,
)

__all__ = [
    "ALL_SHEETS",
    "BlockPlace",
    "FieldChange",
    "HeaderField",
    "InboxFilter",
    "Layout",
    "Offer",
    "Offers",
    "OpenWork",
    "Paper",
    "Part",
    "Queue",
    "ReportCard",
    "ReportPage",
    "RollUp",
    "RowsOffer",
    "cards_of",
    "claims_in_force",
    "compare",
    "directives_of",
    "filled_beside",
    "get_confirmation",
    "get_filled",
    "get_question",
    "get_submission",
    "history",
    "inbox",
    "last_confirmation",
    "latest_for",
    "layout_of",
    "newest",
    "next_in_queue",
    "offers_of",
    "open_work",
    "own_desks",
    "page_keys",
    "page_of_report",
    "page_of_unit",
    "papers_of",
    "passed_on_tasks",
    "questions_at_desk",
    "questions_beside",
    "queues",
    "roll_up_of",
    "shown_to",
    "sources_of",
    "submissions_visible_to",
    "successors",
    "tasks_of_inbox",
    "waiting_confirmations",
    "with_content",
]
