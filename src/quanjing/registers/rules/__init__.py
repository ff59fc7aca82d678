"""Who may write what in a register, where an entry may go from its state, and which dates it has."""

from quanjing.registers.rules.dates import Due, dates_of, filing_day, is_decided_early, is_late
from quanjing.registers.rules.permission import (
    can_answer,
    can_decide,
    can_define,
    can_keep,
    can_write,
    is_kept_by,
    may_move,
    owns_kind,
    waits_for_review,
)

__all__ = [
    "Due",
    "can_answer",
    "can_decide",
    "can_define",
    "can_keep",
    "can_write",
    "dates_of",
    "filing_day",
    "is_decided_early",
    "is_kept_by",
    "is_late",
    "may_move",
    "owns_kind",
    "waits_for_review",
]
