"""Every write of this app."""

from quanjing.inspections.actions.answers import Given, given_of
from quanjing.inspections.actions.checklists import (
    ChecklistWanted,
    ItemWanted,
    change_checklist,
    copy_checklist,
    define_checklist,
    end_checklist,
)
from quanjing.inspections.actions.disputes import dispute, uphold, withdraw
from quanjing.inspections.actions.drawing import add_body, draw_bodies, fix_seed
from quanjing.inspections.actions.exports import ask_export, make_export, tidy_exports
from quanjing.inspections.actions.findings import (
    FindingWanted,
    close_finding,
    extend,
    put_in_stage,
    rectify,
    send_finding_back,
    write_finding,
)
from quanjing.inspections.actions.keeping import release, set_channel
from quanjing.inspections.actions.planning import (
    InspectionWanted,
    StageWanted,
    announce,
    call_off,
    change_inspection,
    conclude,
    drop,
    plan_inspection,
)
from quanjing.inspections.actions.selfcheck import report_nothing, save_answers, send_answers
from quanjing.inspections.actions.tables import (
    FindingRow,
    blank_findings,
    checked_findings,
    enter_findings,
    preview_findings,
)
from quanjing.inspections.actions.visits import (
    call_visit_off,
    conclude_visit,
    enter_visit,
    move_visit,
    plan_visit,
    save_visit,
)

__all__ = [
    "ChecklistWanted",
    "FindingRow",
    "FindingWanted",
    "Given",
    "InspectionWanted",
    "ItemWanted",
    "StageWanted",
    "add_body",
    "announce",
    "ask_export",
    "blank_findings",
    "call_off",
    "call_visit_off",
    "change_checklist",
    "change_inspection",
    "checked_findings",
    "close_finding",
    "conclude",
    "conclude_visit",
    "copy_checklist",
    "define_checklist",
    "dispute",
    "draw_bodies",
    "drop",
    "end_checklist",
    "enter_findings",
    "enter_visit",
    "extend",
    "fix_seed",
    "given_of",
    "make_export",
    "move_visit",
    "plan_inspection",
    "plan_visit",
    "preview_findings",
    "put_in_stage",
    "rectify",
    "release",
    "report_nothing",
    "save_answers",
    "save_visit",
    "send_answers",
    "send_finding_back",
    "set_channel",
    "tidy_exports",
    "uphold",
    "withdraw",
    "write_finding",
]
