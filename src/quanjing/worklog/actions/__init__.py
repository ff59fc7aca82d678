"""Every write of this app, and its files."""

from quanjing.worklog.actions.counting import counted_months, recount
from quanjing.worklog.actions.entries import LogFacts, add_entry, change_entry, mark_service, remove_entry
from quanjing.worklog.actions.tables import days_named, log_docx, log_xlsx, title_of
from quanjing.worklog.actions.yearly import set_year_counts

__all__ = [
    "LogFacts",
    "add_entry",
    "change_entry",
    "counted_months",
    "days_named",
    "log_docx",
    "log_xlsx",
    "mark_service",
    "recount",
    "remove_entry",
    "set_year_counts",
    "title_of",
]
