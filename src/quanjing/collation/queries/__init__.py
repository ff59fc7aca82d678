"""Reads of this app."""

from quanjing.collation.queries.checks import (
    Finding,
    checks_of,
    count_findings,
    findings,
    get_check,
)
from quanjing.collation.queries.exports import (
    bodies_asked,
    codes_under_way,
    count_entries,
    exports_of,
    exports_visible_to,
    get_export,
)
from quanjing.collation.queries.layouts import get_layout, layouts_of, table_of
from quanjing.collation.queries.reading import Kept, Reader, Row, Sent, by_body, by_task
from quanjing.collation.queries.table import Totals, entries_shown, number_fields, totals
from quanjing.collation.queries.taken import (
    FILE_TYPES,
    BlockTable,
    Snapshot,
    TaskNumbers,
    head_of,
    marked_tasks,
    names_below,
    numbers,
    snapshot,
    tables_of,
    taken,
)

__all__ = [
    "FILE_TYPES",
    "BlockTable",
    "Finding",
    "Kept",
    "Reader",
    "Row",
    "Sent",
    "Snapshot",
    "TaskNumbers",
    "Totals",
    "bodies_asked",
    "by_body",
    "by_task",
    "checks_of",
    "codes_under_way",
    "count_entries",
    "count_findings",
    "entries_shown",
    "exports_of",
    "exports_visible_to",
    "findings",
    "get_check",
    "get_export",
    "get_layout",
    "head_of",
    "layouts_of",
    "marked_tasks",
    "names_below",
    "number_fields",
    "numbers",
    "snapshot",
    "table_of",
    "tables_of",
    "taken",
    "totals",
]
