"""Pages on activities."""

from quanjing.activities.views.calendar import activity_calendar
from quanjing.activities.views.due import activity_due, due_bodies, due_table
from quanjing.activities.views.files import activity_minutes, file_add, file_remove, file_show
from quanjing.activities.views.kinds import activity_kinds, kind_end, rhythm_end, rhythm_new
from quanjing.activities.views.records import (
    activity_edit,
    activity_item,
    activity_list,
    activity_new,
    activity_page,
    activity_step,
)
from quanjing.activities.views.summary import activity_summary, duty_kinds
from quanjing.activities.views.tables import (
    activity_feed,
    activity_import,
    activity_template,
    activity_upload,
    feed_list,
    feed_revoke,
)

__all__ = [
    "activity_calendar",
    "activity_due",
    "activity_edit",
    "activity_feed",
    "activity_import",
    "activity_item",
    "activity_kinds",
    "activity_list",
    "activity_minutes",
    "activity_new",
    "activity_page",
    "activity_step",
    "activity_summary",
    "activity_template",
    "activity_upload",
    "due_bodies",
    "due_table",
    "duty_kinds",
    "feed_list",
    "feed_revoke",
    "file_add",
    "file_remove",
    "file_show",
    "kind_end",
    "rhythm_end",
    "rhythm_new",
]
