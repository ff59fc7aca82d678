"""The only writes: schemes, indicators, answers, evidence, reviews, appeals, publication."""

from quanjing.assessment.actions.answering import (
    Said,
    confirm_place,
    correct_place,
    give_time,
    missing_of,
    save_answers,
    send,
    state_desk_lines,
    take_back,
    wish_place,
)
from quanjing.assessment.actions.closing import (
    appeal,
    approve,
    ask_approval,
    decide_appeal,
    give_feedback,
    send_back,
    tell_result,
)
from quanjing.assessment.actions.computing import read_facts, read_open_facts
from quanjing.assessment.actions.drafting import (
    YEARLY,
    SchemeWanted,
    begin_scheme,
    change_scheme,
    drop_scheme,
)
from quanjing.assessment.actions.evidence import (
    add_file,
    add_link,
    add_record,
    drop_evidence,
    records_of,
)
from quanjing.assessment.actions.exports import as_docx, as_json, as_xlsx, grade_words
from quanjing.assessment.actions.indicators import (
    IndicatorWanted,
    add_indicator,
    change_indicator,
    drop_indicator,
    move_indicator,
    place_indicator,
)
from quanjing.assessment.actions.issuing import addressed_by, issue, revise, tell_addressed
from quanjing.assessment.actions.papers import sheet_docx
from quanjing.assessment.actions.reviewing import begin_review, declare_conflict, give, name_reviewers
from quanjing.assessment.actions.seams import leave_out

__all__ = [
    "YEARLY",
    "IndicatorWanted",
    "Said",
    "SchemeWanted",
    "add_file",
    "add_indicator",
    "add_link",
    "add_record",
    "addressed_by",
    "appeal",
    "approve",
    "as_docx",
    "as_json",
    "as_xlsx",
    "ask_approval",
    "begin_review",
    "begin_scheme",
    "change_indicator",
    "change_scheme",
    "confirm_place",
    "correct_place",
    "decide_appeal",
    "declare_conflict",
    "drop_evidence",
    "drop_indicator",
    "drop_scheme",
    "give",
    "give_feedback",
    "give_time",
    "grade_words",
    "issue",
    "leave_out",
    "missing_of",
    "move_indicator",
    "name_reviewers",
    "place_indicator",
    "read_facts",
    "read_open_facts",
    "records_of",
    "revise",
    "save_answers",
    "send",
    "send_back",
    "sheet_docx",
    "state_desk_lines",
    "take_back",
    "tell_addressed",
    "tell_result",
    "wish_place",
]
