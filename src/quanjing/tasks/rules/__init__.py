"""Rules of tasks: clocks of an assignment, which block asks for which task, what blocks publishing."""

from quanjing.tasks.rules.cascade import can_reissue
from quanjing.tasks.rules.clocks import closes_of, due_of, first_due_of, is_late, is_locked
from quanjing.tasks.rules.colours import colour_of
from quanjing.tasks.rules.matching import best_matches
from quanjing.tasks.rules.publishing import Obstacle, obstacles_to

__all__ = [
    "Obstacle",
    "best_matches",
    "can_reissue",
    "closes_of",
    "colour_of",
    "due_of",
    "first_due_of",
    "is_late",
    "is_locked",
    "obstacles_to",
]
