"""Taking files in and giving them out; reading filled tables."""

from quanjing.files.actions.storing import (
    PICTURES,
    VIDEOS,
    base_name,
    check_upload,
    copy_of,
    drop_made,
    keep_made,
    options_for,
    read_upload,
    store,
    text_of,
)
from quanjing.files.actions.tables import (
    Table,
    day_of,
    heads_of,
    need_at_most,
    need_workbook,
    read_table,
    sheets_of,
    tables_in,
    word_of,
)

__all__ = [
    "PICTURES",
    "VIDEOS",
    "Table",
    "base_name",
    "check_upload",
    "copy_of",
    "day_of",
    "drop_made",
    "heads_of",
    "keep_made",
    "need_at_most",
    "need_workbook",
    "options_for",
    "read_table",
    "read_upload",
    "sheets_of",
    "store",
    "tables_in",
    "text_of",
    "word_of",
]
