"""Reads of this app."""

from quanjing.collation.queries.exports import (
    bodies_asked,
    codes_under_way,
    count_entries,
    exports_of,
    exports_visible_to,
    get_export,
)
from quanjing.collation.queries.reading import Kept, Reader, Row, Sent, by_body, by_task
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
    "Kept",
    "Reader",
    "Row",
    "Sent",
    "Snapshot",
    "TaskNumbers",
    "bodies_asked",
    "by_body",
    "by_task",
    "codes_under_way",
    "count_entries",
    "exports_of",
    "exports_visible_to",
    "get_export",
    "head_of",
    "marked_tasks",
    "names_below",
    "numbers",
    "snapshot",
    "tables_of",
    "taken",
]
