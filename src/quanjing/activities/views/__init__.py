"""Pages on activities."""

from quanjing.activities.views.calendar import activity_calendar
from quanjing.activities.views.due import activity_due, due_bodies, due_table
from quanjing.activities.views.kinds import activity_kinds, kind_end, rhythm_end, rhythm_new
from quanjing.activities.views.records import (
    activity_edit,
    activity_list,
    activity_new,
    activity_page,
    activity_step,
)

__all__ = [
    "activity_calendar",
    "activity_due",
    "activity_edit",
    "activity_kinds",
    "activity_list",
    "activity_new",
    "activity_page",
    "activity_step",
    "due_bodies",
    "due_table",
    "kind_end",
    "rhythm_end",
    "rhythm_new",
]
