"""Who may do what with a report, and whether what was typed is complete."""

from quanjing.submissions.rules.answers import (
    BlockDraft,
    Checked,
    Row,
    as_json,
    check,
    drafts_of,
    is_started,
)
from quanjing.submissions.rules.permission import (
    Mode,
    asks_head,
    can_report,
    can_review,
    may_edit,
    mode_of,
    returned_places,
)
from quanjing.submissions.rules.readiness import checked_parts, differs, is_ready

__all__ = [
    "BlockDraft",
    "Checked",
    "Mode",
    "Row",
    "as_json",
    "asks_head",
    "can_report",
    "can_review",
    "check",
    "checked_parts",
    "differs",
    "drafts_of",
    "is_ready",
    "is_started",
    "may_edit",
    "mode_of",
    "returned_places",
]
