"""The only writes on directives' tasks and assignments."""

from quanjing.tasks.actions.anchoring import Hook, hang
from quanjing.tasks.actions.binding import bind_desks, bind_suggested
from quanjing.tasks.actions.calendar import clear_day, set_day
from quanjing.tasks.actions.closing import cancel_unfinished
from quanjing.tasks.actions.confirming import confirm
from quanjing.tasks.actions.correcting import correct_directive, correct_task, edit_sheet
from quanjing.tasks.actions.duplicates import mark_duplicate
from quanjing.tasks.actions.events import (
    EventMove,
    name_event,
    preview_event,
    set_event_day,
    tell_event_moved,
)
from quanjing.tasks.actions.moving import move, move_many
from quanjing.tasks.actions.planning import Line, open_plan, save_plan
from quanjing.tasks.actions.publishing import PublishResult, preview, publish, tell_addressees
from quanjing.tasks.actions.receiving import confirm_receipt
from quanjing.tasks.actions.registering import build, finish_reading, register_directive
from quanjing.tasks.actions.reissuing import BUFFER, add_task, adopt, drop_task, reissue
from quanjing.tasks.actions.rereading import Reread, preview_reread, reread, undo_correction
from quanjing.tasks.actions.responsibility import merge_units, set_responsibility

__all__ = [
    "BUFFER",
    "EventMove",
    "Hook",
    "Line",
    "PublishResult",
    "Reread",
    "add_task",
    "adopt",
    "bind_desks",
    "bind_suggested",
    "build",
    "cancel_unfinished",
    "clear_day",
    "confirm",
    "confirm_receipt",
    "correct_directive",
    "correct_task",
    "drop_task",
    "edit_sheet",
    "finish_reading",
    "hang",
    "mark_duplicate",
    "merge_units",
    "move",
    "move_many",
    "name_event",
    "open_plan",
    "preview",
    "preview_event",
    "preview_reread",
    "publish",
    "register_directive",
    "reissue",
    "reread",
    "save_plan",
    "set_day",
    "set_event_day",
    "set_responsibility",
    "tell_addressees",
    "tell_event_moved",
    "undo_correction",
]
