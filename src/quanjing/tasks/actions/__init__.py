"""The only writes on directives' tasks and assignments."""

from quanjing.tasks.actions.confirming import confirm
from quanjing.tasks.actions.correcting import correct_directive, correct_task, edit_sheet
from quanjing.tasks.actions.duplicates import mark_duplicate
from quanjing.tasks.actions.moving import move
from quanjing.tasks.actions.publishing import PublishResult, preview, publish, tell_addressees
from quanjing.tasks.actions.registering import build, finish_reading, register_directive
from quanjing.tasks.actions.rereading import Reread, preview_reread, reread, undo_correction

__all__ = [
    "PublishResult",
    "Reread",
    "build",
    "confirm",
    "correct_directive",
    "correct_task",
    "edit_sheet",
    "finish_reading",
    "mark_duplicate",
    "move",
    "preview",
    "preview_reread",
    "publish",
    "register_directive",
    "reread",
    "tell_addressees",
    "undo_correction",
]
