"""Every write of this app."""

from quanjing.activities.actions.counting import counted_months, fold, recount, to_fold
from quanjing.activities.actions.facts import Facts
from quanjing.activities.actions.kinds import (
    RhythmWanted,
    define_kind,
    end_kind,
    end_rhythm,
    preview_rhythm,
    set_rhythm,
)
from quanjing.activities.actions.recording import cancel, change, hold, leave, plan, plan_again, write_up
from quanjing.activities.actions.tables import due_table

__all__ = [
    "Facts",
    "RhythmWanted",
    "cancel",
    "change",
    "counted_months",
    "define_kind",
    "due_table",
    "end_kind",
    "end_rhythm",
    "fold",
    "hold",
    "leave",
    "plan",
    "plan_again",
    "preview_rhythm",
    "recount",
    "set_rhythm",
    "to_fold",
    "write_up",
]
