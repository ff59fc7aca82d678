"""Who may do what, what is wrong with a scheme, and the sentences for both."""

from quanjing.assessment.rules.checking import problems_of, problems_with, worth_of
from quanjing.assessment.rules.permission import (
    can_approve,
    can_begin,
    can_decide,
    can_fill,
    can_keep,
    is_editable,
    is_in_time,
    is_own_unit,
    may_move,
)
from quanjing.assessment.rules.wording import explained, said

__all__ = [
    "can_approve",
    "can_begin",
    "can_decide",
    "can_fill",
    "can_keep",
    "explained",
    "is_editable",
    "is_in_time",
    "is_own_unit",
    "may_move",
    "problems_of",
    "problems_with",
    "said",
    "worth_of",
]
