"""Permission, and the weighing of clues."""

from quanjing.mailroom.rules.permission import ADVICE, can_drop, can_see_mailbox, can_sort
from quanjing.mailroom.rules.weighing import Candidate, Sign, Suggestion, doubt_about, weighed

__all__ = [
    "ADVICE",
    "Candidate",
    "Sign",
    "Suggestion",
    "can_drop",
    "can_see_mailbox",
    "can_sort",
    "doubt_about",
    "weighed",
]
