"""Pages on directives, from the upload to the coverage."""

from quanjing.tasks.views.editing import (
    directive_facts,
    fact_confirm,
    sheet_page,
    task_card,
    task_deadline,
    task_mark,
)
from quanjing.tasks.views.lists import assignment_list, directive_list, directive_new, task_list
from quanjing.tasks.views.overview import coverage_rows, directive_coverage
from quanjing.tasks.views.pages import directive_file, directive_original, directive_page, directive_status
from quanjing.tasks.views.publishing import directive_publish
from quanjing.tasks.views.registers import field_key, field_keys, load_list, load_page, sheet_register
from quanjing.tasks.views.rereading import correction_undo, directive_case, directive_cases, fact_reread

__all__ = [
    "assignment_list",
    "correction_undo",
    "coverage_rows",
    "directive_case",
    "directive_cases",
    "directive_coverage",
    "directive_facts",
    "directive_file",
    "directive_list",
    "directive_new",
    "directive_original",
    "directive_page",
    "directive_publish",
    "directive_status",
    "fact_confirm",
    "fact_reread",
    "field_key",
    "field_keys",
    "load_list",
    "load_page",
    "sheet_page",
    "sheet_register",
    "task_card",
    "task_deadline",
    "task_list",
    "task_mark",
]
