"""The only writes on directives' tasks and assignments."""

from quanjing.tasks.actions.confirming import confirm
from quanjing.tasks.actions.correcting import correct_directive, correct_task, edit_sheet
from quanjing.tasks.actions.moving import move
from quanjing.tasks.actions.publishing import PublishResult, preview, publish, tell_addressees
from quanjing.tasks.actions.registering import build, finish_reading, register_directive

__all__ = [
    "PublishResult",
    "build",
    "confirm",
    "correct_directive",
    "correct_task",
    "edit_sheet",
    "finish_reading",
    "move",
    "preview",
    "publish",
    "register_directive",
    "tell_addressees",
]
