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
from quanjing.urging.queries.weighing import REACHED, counts_by_reason, open_counts, weighed

__all__ = [
    "REACHED",
    "Unit",
    "bodies_above",
    "counts_by_reason",
    "get_reminder",
    "lines_of",
    "missing_of",
    "open_assignments",
    "open_counts",
    "overdue_assignments",
    "pause_of",
    "reminders_visible_to",
    "rule_of",
    "rules_of",
    "unit_ids",
    "units_of",
    "weighed",
]
