"""Blue near, yellow past its date, red long past it: the colour of a finding that is open."""

from __future__ import annotations

from datetime import date

from quanjing.foundation.colours import NEAR_DAYS, Colour


def colour_of(due_on: date, today: date, red_days: int) -> Colour | None:
    """None with time enough; red once `red_days` are over since the due date."""
    late = (today - due_on).days
    if late > red_days:
        return Colour.RED
    if late > 0:
        return Colour.AMBER
    return Colour.BLUE if -late <= NEAR_DAYS else None
