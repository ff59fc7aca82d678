"""Pages on inspections."""

from quanjing.inspections.views.bodies import inspection_answers, inspection_bodies
from quanjing.inspections.views.checklists import (
    checklist_edit,
    checklist_list,
    checklist_new,
    checklist_page,
    checklist_step,
    complaint_channel,
)
from quanjing.inspections.views.exports import finding_export, finding_export_file, finding_exports
from quanjing.inspections.views.findings import (
    finding_file,
    finding_list,
    finding_new,
    finding_page,
    finding_step,
)
from quanjing.inspections.views.plans import (
    inspection_draw,
    inspection_edit,
    inspection_index,
    inspection_new,
    inspection_page,
    inspection_step,
)
from quanjing.inspections.views.tables import findings_blank, findings_rows, findings_upload
from quanjing.inspections.views.visits import visit_enter, visit_list, visit_new, visit_page, visit_step

__all__ = [
    "checklist_edit",
    "checklist_list",
    "checklist_new",
    "checklist_page",
    "checklist_step",
    "complaint_channel",
    "finding_export",
    "finding_export_file",
    "finding_exports",
    "finding_file",
    "finding_list",
    "finding_new",
    "finding_page",
    "finding_step",
    "findings_blank",
    "findings_rows",
    "findings_upload",
    "inspection_answers",
    "inspection_bodies",
    "inspection_draw",
    "inspection_edit",
    "inspection_index",
    "inspection_new",
    "inspection_page",
    "inspection_step",
    "visit_enter",
    "visit_list",
    "visit_new",
    "visit_page",
    "visit_step",
]
