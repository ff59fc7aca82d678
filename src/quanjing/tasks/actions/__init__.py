"""The only writes on directives' tasks and assignments."""

from quanjing.tasks.actions.amending import Amendment, amend, preview_amendment, tell_version
from quanjing.tasks.actions.anchoring import Hook, hang
from quanjing.tasks.actions.approving import approve, ask_approval, send_back, withdraw_request
from quanjing.tasks.actions.binding import bind_desks, bind_suggested
from quanjing.tasks.actions.calendar import clear_day, set_day
from quanjing.tasks.actions.closing import cancel_unfinished
from quanjing.tasks.actions.confirming import confirm
from quanjing.tasks.actions.correcting import correct_directive, correct_task, edit_sheet
from quanjing.tasks.actions.duplicates import mark_duplicate
from quanjing.tasks.actions.duties import (
    DutyWanted,
    add_record,
    count_duty,
    preview_duty,
    set_duty,
    uncount_duty,
    undo_record,
)
from quanjing.tasks.actions.events import (
    EventMove,
    name_event,
    preview_event,
    set_event_day,
    tell_event_moved,
)
from quanjing.tasks.actions.excusing import address, excuse
from quanjing.tasks.actions.extending import ask_extension, decide_extension, extend, may_extend
from quanjing.tasks.actions.incoming import (
    Paper,
    instruct,
    propose,
    register_paper,
    register_received,
    settle,
)
from quanjing.tasks.actions.moving import counted, move, move_many
from quanjing.tasks.actions.planning import Line, open_plan, save_plan
from quanjing.tasks.actions.publishing import ApprovalNeeded, PublishResult, publish, tell_addressees
from quanjing.tasks.actions.recalling import RecallPlan, preview_recall, recall, tell_below
from quanjing.tasks.actions.receiving import confirm_receipt
from quanjing.tasks.actions.recurring import Beat, end_rhythm, set_rhythm
from quanjing.tasks.actions.referring import answer_referral, refer
from quanjing.tasks.actions.registering import build, finish_reading, register_directive
from quanjing.tasks.actions.reissuing import BUFFER, add_task, adopt, drop_task, reissue
from quanjing.tasks.actions.rereading import Reread, preview_reread, reread, undo_correction
from quanjing.tasks.actions.responsibility import merge_units, set_responsibility
from quanjing.tasks.actions.superseding import cancellable, supersede
from quanjing.tasks.actions.sweeping import open_periods, recurring_directives
from quanjing.tasks.actions.tallying import fold, recount, to_fold
from quanjing.tasks.actions.weighing import preview

__all__ = [
    "BUFFER",
    "Amendment",
    "ApprovalNeeded",
    "Beat",
    "DutyWanted",
    "EventMove",
    "Hook",
    "Line",
    "Paper",
    "PublishResult",
    "RecallPlan",
    "Reread",
    "add_record",
    "add_task",
    "address",
    "adopt",
    "amend",
    "answer_referral",
    "approve",
    "ask_approval",
    "ask_extension",
    "bind_desks",
    "bind_suggested",
    "build",
    "cancel_unfinished",
    "cancellable",
    "clear_day",
    "confirm",
    "confirm_receipt",
    "correct_directive",
    "correct_task",
    "count_duty",
    "counted",
    "decide_extension",
    "drop_task",
    "edit_sheet",
    "end_rhythm",
    "excuse",
    "extend",
    "finish_reading",
    "fold",
    "hang",
    "instruct",
    "mark_duplicate",
    "may_extend",
    "merge_units",
    "move",
    "move_many",
    "name_event",
    "open_periods",
    "open_plan",
    "preview",
    "preview_amendment",
    "preview_duty",
    "preview_event",
    "preview_recall",
    "preview_reread",
    "propose",
    "publish",
    "recall",
    "recount",
    "recurring_directives",
    "refer",
    "register_directive",
    "register_paper",
    "register_received",
    "reissue",
    "reread",
    "save_plan",
    "send_back",
    "set_day",
    "set_duty",
    "set_event_day",
    "set_responsibility",
    "set_rhythm",
    "settle",
    "supersede",
    "tell_addressees",
    "tell_below",
    "tell_event_moved",
    "tell_version",
    "to_fold",
    "uncount_duty",
    "undo_correction",
    "undo_record",
    "withdraw_request",
]
