"""Every write of this app."""

from quanjing.activities.actions.counting import counted_months, fold, recount, to_fold
from quanjing.activities.actions.duties import set_duty_kinds
from quanjing.activities.actions.facts import Facts
from quanjing.activities.actions.feeds import feed_calendar, make_feed, revoke_feed
from quanjing.activities.actions.imports import apply_import, checked_rows, get_draft, preview_import
from quanjing.activities.actions.items import link_item, unlink_item
from quanjing.activities.actions.kinds import (
    RhythmWanted,
    define_kind,
    end_kind,
    end_rhythm,
    preview_rhythm,
    set_rhythm,
)
from quanjing.activities.actions.minutes import minutes_docx
from quanjing.activities.actions.papers import add_paper, add_photo, remove
from quanjing.activities.actions.recording import (
    cancel,
    cancel_planned,
    change,
    hold,
    leave,
    plan,
    plan_again,
    write_up,
)
from quanjing.activities.actions.sheets import COLUMNS, SheetRow, blank_sheet
from quanjing.activities.actions.tables import due_table

__all__ = [
    "COLUMNS",
    "Facts",
    "RhythmWanted",
    "SheetRow",
    "add_paper",
    "add_photo",
    "apply_import",
    "blank_sheet",
    "cancel",
    "cancel_planned",
    "change",
    "checked_rows",
    "counted_months",
    "define_kind",
    "due_table",
    "end_kind",
    "end_rhythm",
    "feed_calendar",
    "fold",
    "get_draft",
    "hold",
    "leave",
    "link_item",
    "make_feed",
    "minutes_docx",
    "plan",
    "plan_again",
    "preview_import",
    "preview_rhythm",
    "recount",
    "remove",
    "revoke_feed",
    "set_duty_kinds",
    "set_rhythm",
    "to_fold",
    "unlink_item",
    "write_up",
]
