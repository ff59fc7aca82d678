"""Pages on work logs."""

from quanjing.worklog.views.entries import worklog_edit, worklog_new, worklog_remove, worklog_serves
from quanjing.worklog.views.log import worklog_file, worklog_page, worklog_statistics
from quanjing.worklog.views.yearly import worklog_year

__all__ = [
    "worklog_edit",
    "worklog_file",
    "worklog_new",
    "worklog_page",
    "worklog_remove",
    "worklog_serves",
    "worklog_statistics",
    "worklog_year",
]
