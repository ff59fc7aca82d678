"""Pages on assessments."""

from quanjing.assessment.views.bodies import (
    body_appeal,
    body_desk,
    body_file,
    body_list,
    body_page,
    body_save,
    body_step,
)
from quanjing.assessment.views.evidence import evidence_add, evidence_drop, evidence_file
from quanjing.assessment.views.lines import line_edit, line_move, line_new
from quanjing.assessment.views.reviews import review_conflict, review_queue, review_records, review_sheet
from quanjing.assessment.views.running import (
    appeal_decide,
    appeal_list,
    reviewers,
    scheme_file,
    scheme_try,
)
from quanjing.assessment.views.schemes import own, scheme_edit, scheme_new, scheme_page, scheme_step

__all__ = [
    "appeal_decide",
    "appeal_list",
    "body_appeal",
    "body_desk",
    "body_file",
    "body_list",
    "body_page",
    "body_save",
    "body_step",
    "evidence_add",
    "evidence_drop",
    "evidence_file",
    "line_edit",
    "line_move",
    "line_new",
    "own",
    "review_conflict",
    "review_queue",
    "review_records",
    "review_sheet",
    "reviewers",
    "scheme_edit",
    "scheme_file",
    "scheme_new",
    "scheme_page",
    "scheme_step",
    "scheme_try",
]
