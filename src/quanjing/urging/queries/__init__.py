"""Reading who is missing, and what was sent."""

from quanjing.urging.queries.ledger import get_reminder, lines_of, reminders_visible_to
from quanjing.urging.queries.missing import (
    Unit,
    bodies_above,
    missing_of,
    open_assignments,
    overdue_assignments,
    pause_of,
    rule_of,
    rules_of,
    unit_ids,
    units_of,
)

__all__ = [
    "Unit",
    "bodies_above",
    "get_reminder",
    "lines_of",
    "missing_of",
    "open_assignments",
    "overdue_assignments",
    "pause_of",
    "reminders_visible_to",
    "rule_of",
    "rules_of",
    "unit_ids",
    "units_of",
]
