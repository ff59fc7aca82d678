"""Pages on registers."""

from quanjing.registers.views.entries import (
    entry_edit,
    entry_file,
    entry_hand_over,
    entry_page,
    entry_step,
    register_enter,
)
from quanjing.registers.views.keeping import (
    entry_note,
    entry_settle,
    register_confirm,
    register_confirmed,
)
from quanjing.registers.views.kinds import kind_edit, kind_end, kind_list, kind_new
from quanjing.registers.views.lists import register_counts, register_index, register_page
from quanjing.registers.views.procedures import (
    entry_acknowledge,
    entry_answer,
    entry_ask,
    entry_readers,
    entry_take_step,
)
from quanjing.registers.views.tables import (
    export_ask,
    export_file,
    export_list,
    table_blank,
    table_page,
    table_upload,
)

__all__ = [
    "entry_acknowledge",
    "entry_answer",
    "entry_ask",
    "entry_edit",
    "entry_file",
    "entry_hand_over",
    "entry_note",
    "entry_page",
    "entry_readers",
    "entry_settle",
    "entry_step",
    "entry_take_step",
    "export_ask",
    "export_file",
    "export_list",
    "kind_edit",
    "kind_end",
    "kind_list",
    "kind_new",
    "register_confirm",
    "register_confirmed",
    "register_counts",
    "register_enter",
    "register_index",
    "register_page",
    "table_blank",
    "table_page",
    "table_upload",
]
