"""The only writes of this app."""

from quanjing.submissions.actions.answers import submit_answers
from quanjing.submissions.actions.bulk import BulkResult, LeftOut, accept_many, return_many
from quanjing.submissions.actions.claiming import claim, release
from quanjing.submissions.actions.confirming import ask_confirmation, confirm, decline
from quanjing.submissions.actions.drafting import attach_file, save_draft
from quanjing.submissions.actions.entering import attach_for, enter_for, entering_page, receive_files
from quanjing.submissions.actions.handover import hand_over
from quanjing.submissions.actions.paper import blank_sheet
from quanjing.submissions.actions.questions import answer, ask
from quanjing.submissions.actions.reviewing import (
    ReturnRequest,
    accept,
    return_for_correction,
)
from quanjing.submissions.actions.rollup import roll_up, take_text
from quanjing.submissions.actions.sealing import attach_sealed_copy
from quanjing.submissions.actions.sending import submit, submit_nil
from quanjing.submissions.actions.taking_back import take_back

__all__ = [
    "BulkResult",
    "LeftOut",
    "ReturnRequest",
    "accept",
    "accept_many",
    "answer",
    "ask",
    "ask_confirmation",
    "attach_file",
    "attach_for",
    "attach_sealed_copy",
    "blank_sheet",
    "claim",
    "confirm",
    "decline",
    "enter_for",
    "entering_page",
    "hand_over",
    "receive_files",
    "release",
    "return_for_correction",
    "return_many",
    "roll_up",
    "save_draft",
    "submit",
    "submit_answers",
    "submit_nil",
    "take_back",
    "take_text",
]
