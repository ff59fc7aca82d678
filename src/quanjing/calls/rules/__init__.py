"""Who may do what, what stands in the way of opening a call and of sending an application."""

from quanjing.calls.rules.asking import asked_kind
from quanjing.calls.rules.complete import Said, budget_sum, clean_values, number_in, problems_of
from quanjing.calls.rules.offering import words_of
from quanjing.calls.rules.opening import Obstacle, obstacles_to, wrong_shares, wrong_texts
from quanjing.calls.rules.permission import (
    can_answer,
    can_check,
    can_issue,
    can_write,
    is_open,
    is_over,
    is_writable,
    may_move,
    may_move_call,
    owns_call,
    reads_sent,
)

__all__ = [
    "Obstacle",
    "Said",
    "asked_kind",
    "budget_sum",
    "can_answer",
    "can_check",
    "can_issue",
    "can_write",
    "clean_values",
    "is_open",
    "is_over",
    "is_writable",
    "may_move",
    "may_move_call",
    "number_in",
    "obstacles_to",
    "owns_call",
    "problems_of",
    "reads_sent",
    "words_of",
    "wrong_shares",
    "wrong_texts",
]
