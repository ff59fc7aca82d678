"""The only writes of this app."""

from quanjing.submissions.actions.answers import submit_answers
from quanjing.submissions.actions.bulk import BulkResult, LeftOut, accept_many, return_many
from quanjing.submissions.actions.claiming import claim, release
from quanjing.submissions.actions.confirming import ask_confirmation, confirm, decline
from quanjing.submissions.actions.drafting import attach_file, save_draft
from quanjing.submissions.actions.entering import (
    attach_for,
    enter_for,
    entering_page,
    read_for,
    receive_files,
)
from quanjing.submissions.actions.filled import (
    MOST_FILES,
    detach_file,
    drop_filled,
    hand_in,
    put_back,
    read_file,
    read_handed_in,
    take_filled,
)
from quanjing.submissions.actions.handover import hand_over
from quanjing.submissions.actions.outside import (
    Typed,
    fill_by_code,
    make_code,
    open_tasks,
    page_by_code,
    revoke_code,
)
from quanjing.submissions.actions.paper import MadePaper, filled_paper, mark_of
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
from quanjing.submissions.actions.understanding import FormRead, Note

__all__ = [
    "MOST_FILES",
    "BulkResult",
    "FormRead",
    "LeftOut",
    "MadePaper",
    "Note",
    "ReturnRequest",
    "Typed",
    "accept",
    "accept_many",
    "answer",
    "ask",
    "ask_confirmation",
    "attach_file",
    "attach_for",
    "attach_sealed_copy",
    "claim",
    "confirm",
    "decline",
    "detach_file",
    "drop_filled",
    "enter_for",
    "entering_page",
    "fill_by_code",
    "filled_paper",
    "hand_in",
    "hand_over",
    "make_code",
    "mark_of",
    "open_tasks",
    "page_by_code",
    "put_back",
    "read_file",
    "read_for",
    "read_handed_in",
    "receive_files",
    "release",
    "return_for_correction",
    "return_many",
    "revoke_code",
    "roll_up",
    "save_draft",
    "submit",
    "submit_answers",
    "submit_nil",
    "take_back",
    "take_filled",
    "take_text",
]
