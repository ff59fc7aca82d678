"""The rows of this app."""

from quanjing.tasks.models.approval import Approval
from quanjing.tasks.models.assignment import Assignment, Excuse, Extension
from quanjing.tasks.models.duty import Duty, DutyLine, DutyRecord
from quanjing.tasks.models.incoming import Incoming, IncomingYear, Instruction, Referral
from quanjing.tasks.models.load import DirectiveLoad, DuplicateMark
from quanjing.tasks.models.plan import PlanLine, Responsibility
from quanjing.tasks.models.tally import Tally
from quanjing.tasks.models.task import Anchor, Rhythm, Task

__all__ = [
    "Anchor",
    "Approval",
    "Assignment",
    "DirectiveLoad",
    "DuplicateMark",
    "Duty",
    "DutyLine",
    "DutyRecord",
    "Excuse",
    "Extension",
    "Incoming",
    "IncomingYear",
    "Instruction",
    "PlanLine",
    "Referral",
    "Responsibility",
    "Rhythm",
    "Tally",
    "Task",
]
