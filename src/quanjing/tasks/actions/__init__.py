"""The only writes on directives' tasks and assignments."""

from quanjing.tasks.actions.binding import bind_desks, bind_suggested
from quanjing.tasks.actions.confirming import confirm
from quanjing.tasks.actions.correcting import correct_directive, correct_task, edit_sheet
from quanjing.tasks.actions.moving import move, move_many
from quanjing.tasks.actions.publishing import PublishResult, preview, publish, tell_addressees
from quanjing.tasks.actions.registering import build, finish_reading, register_directive
from quanjing.tasks.actions.rereading import Reread, preview_reread, reread, undo_correction

__all__ = [
    "PublishResult",
    "Reread",
    "bind_desks",
    "bind_suggested",
    "build",
    "confirm",
    "correct_directive",
    "correct_task",
    "edit_sheet",
    "finish_reading",
    "move",
    "move_many",
    "preview",
    "preview_reread",
    "publish",
    "register_directive",
    "reread",
    "tell_addressees",
    "undo_correction",
]
