"""Permission, and the weighing of clues."""

from quanjing.mailroom.rules.permission import can_drop, can_sort
from quanjing.mailroom.rules.weighing import Candidate, Sign, Suggestion, doubt_about, weighed

__all__ = ["Candidate", "Sign", "Suggestion", "can_drop", "can_sort", "doubt_about", "weighed"]
