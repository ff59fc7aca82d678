"""The rows of this app."""

from quanjing.tasks.models.assignment import Assignment, Excuse, Extension
from quanjing.tasks.models.duty import Duty, DutyLine, DutyRecord
from quanjing.tasks.models.load import DirectiveLoad, DuplicateMark
from quanjing.tasks.models.plan import PlanLine, Responsibility
from quanjing.tasks.models.tally import Tally
from quanjing.tasks.models.task import Anchor, Rhythm, Task

__all__ = [
    "Anchor",
    "Assignment",
    "DirectiveLoad",
    "DuplicateMark",
    "Duty",
    "DutyLine",
    "DutyRecord",
    "Excuse",
    "Extension",
    "PlanLine",
    "Responsibility",
    "Rhythm",
    "Tally",
    "Task",
]
