"""Who keeps, joins, collects, contests and answers; what a formula must look like."""

from quanjing.influence.rules.formula import problems_with
from quanjing.influence.rules.permission import (
    can_add,
    can_answer,
    can_begin,
    can_contest,
    can_join,
    can_keep,
    may_move,
)

__all__ = [
    "can_add",
    "can_answer",
    "can_begin",
    "can_contest",
    "can_join",
    "can_keep",
    "may_move",
    "problems_with",
]
