"""Reading work logs: entries drawn from every source, and their numbers."""

from quanjing.worklog.queries.counts import Row, Statistics, months_kept, statistics_of
from quanjing.worklog.queries.entries import (
    MOST,
    MOST_IN_FILE,
    OWN,
    Line,
    Wanted,
    drawn_entry,
    get_entry,
    head_for,
    log_lines,
    possible_decisions,
    service_of,
)
from quanjing.worklog.queries.spans import Days, days_of
from quanjing.worklog.queries.yearly import year_body, year_counts

__all__ = [
    "MOST",
    "MOST_IN_FILE",
    "OWN",
    "Days",
    "Line",
    "Row",
    "Statistics",
    "Wanted",
    "days_of",
    "drawn_entry",
    "get_entry",
    "head_for",
    "log_lines",
    "months_kept",
    "possible_decisions",
    "service_of",
    "statistics_of",
    "year_body",
    "year_counts",
]
