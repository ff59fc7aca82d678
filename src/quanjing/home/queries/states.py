"""The moves of an assignment, for the help."""

from __future__ import annotations

from quanjing.tasks.enums import MOVES, State, Step


def moves() -> list[tuple[State, list[tuple[State, Step]]]]:
    """From each state to those that may follow, as the code follows them."""
    return [(state, list(steps.items())) for state, steps in MOVES.items()]
