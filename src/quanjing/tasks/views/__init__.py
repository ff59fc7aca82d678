"""Pages on directives, from the upload to the coverage."""

from quanjing.tasks.views.amending import directive_erratum, directive_supersede, directive_versions
from quanjing.tasks.views.anchoring import task_anchor
from quanjing.tasks.views.approving import approval_list, approval_page, approval_withdraw
from quanjing.tasks.views.calendar import calendar_clear, calendar_page
from quanjing.tasks.views.cascade import (
    directive_adopt,
    directive_chain,
    directive_reissue,
    receipt_confirm,
    task_add,
    task_drop,
)
from quanjing.tasks.views.desks import directive_desks
from quanjing.tasks.views.duties import duty_list, duty_new, duty_page, duty_record, duty_undo
from quanjing.tasks.views.editing import (
    directive_facts,
    fact_confirm,
    sheet_page,
    task_card,
    task_deadline,
    task_mark,
)
from quanjing.tasks.views.events import event_list, event_page
from quanjing.tasks.views.excusing import directive_addressees, directive_excuse
from quanjing.tasks.views.extending import (
    directive_extend,
    extension_ask,
    extension_decide,
    extension_list,
)
from quanjing.tasks.views.incoming import (
    directive_register,
    incoming_file,
    incoming_list,
    incoming_new,
    incoming_page,
    incoming_sheet,
    referral_answer,
)
from quanjing.tasks.views.lists import assignment_list, body_tasks, directive_list, directive_new, task_list
from quanjing.tasks.views.overview import coverage_rows, directive_coverage
from quanjing.tasks.views.pages import directive_file, directive_original, directive_page, directive_status
from quanjing.tasks.views.planning import directive_matrix, directive_plan, matrix_merge, plan_open
from quanjing.tasks.views.publishing import directive_publish
from quanjing.tasks.views.recalling import directive_recall
from quanjing.tasks.views.recurring import task_rhythm
from quanjing.tasks.views.registers import field_key, field_keys, load_list, load_page, sheet_register
from quanjing.tasks.views.rereading import correction_undo, directive_case, directive_cases, fact_reread

__all__ = [
    "approval_list",
    "approval_page",
    "approval_withdraw",
    "assignment_list",
    "body_tasks",
    "calendar_clear",
    "calendar_page",
    "correction_undo",
    "coverage_rows",
    "directive_addressees",
    "directive_adopt",
    "directive_case",
    "directive_cases",
    "directive_chain",
    "directive_coverage",
    "directive_desks",
    "directive_erratum",
    "directive_excuse",
    "directive_extend",
    "directive_facts",
    "directive_file",
    "directive_list",
    "directive_matrix",
    "directive_new",
    "directive_original",
    "directive_page",
    "directive_plan",
    "directive_publish",
    "directive_recall",
    "directive_register",
    "directive_reissue",
    "directive_status",
    "directive_supersede",
    "directive_versions",
    "duty_list",
    "duty_new",
    "duty_page",
    "duty_record",
    "duty_undo",
    "event_list",
    "event_page",
    "extension_ask",
    "extension_decide",
    "extension_list",
    "fact_confirm",
    "fact_reread",
    "field_key",
    "field_keys",
    "incoming_file",
    "incoming_list",
    "incoming_new",
    "incoming_page",
    "incoming_sheet",
    "load_list",
    "load_page",
    "matrix_merge",
    "plan_open",
    "receipt_confirm",
    "referral_answer",
    "sheet_page",
    "sheet_register",
    "task_add",
    "task_anchor",
    "task_card",
    "task_deadline",
    "task_drop",
    "task_list",
    "task_mark",
    "task_rhythm",
]
