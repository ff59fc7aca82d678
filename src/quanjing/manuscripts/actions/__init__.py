"""The only writes of this app, and the files that it draws."""

from quanjing.manuscripts.actions.exporting import export_docx, export_pdf, export_xlsx
from quanjing.manuscripts.actions.forwarding import AnswerGiven, Sent, enter_answer, forward
from quanjing.manuscripts.actions.opening import open_compilation, rename
from quanjing.manuscripts.actions.sorting import (
    exclude,
    merge_entries,
    readmit,
    separate,
    tag_entries,
    untag_entries,
)
from quanjing.manuscripts.actions.upward import put_upward
from quanjing.manuscripts.actions.versions import approve, finish, send_back
from quanjing.manuscripts.actions.withdrawing import withdraw
from quanjing.manuscripts.actions.writing import (
    add_point,
    add_sources,
    confirm_point,
    drop_sources,
    edit_point,
    join_points,
    move_point,
    remove_point,
    split_point,
    undo,
)

__all__ = [
    "AnswerGiven",
    "Sent",
    "add_point",
    "add_sources",
    "approve",
    "confirm_point",
    "drop_sources",
    "edit_point",
    "enter_answer",
    "exclude",
    "export_docx",
    "export_pdf",
    "export_xlsx",
    "finish",
    "forward",
    "join_points",
    "merge_entries",
    "move_point",
    "open_compilation",
    "put_upward",
    "readmit",
    "remove_point",
    "rename",
    "send_back",
    "separate",
    "split_point",
    "tag_entries",
    "undo",
    "untag_entries",
    "withdraw",
]
