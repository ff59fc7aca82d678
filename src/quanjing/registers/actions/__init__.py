"""Every write of this app."""

from quanjing.registers.actions.deciding import accept, close, close_all, hand_over, reopen, send_back
from quanjing.registers.actions.entering import change, drop, enter, facts_of, file_entry, take_back
from quanjing.registers.actions.exports import ask_export, make_export, tidy_exports
from quanjing.registers.actions.facts import EntryFacts
from quanjing.registers.actions.imports import (
    apply_table,
    checked_rows,
    enters_for_others,
    get_table,
    preview_table,
)
from quanjing.registers.actions.kinds import (
    FieldWanted,
    KindWanted,
    change_kind,
    define_kind,
    end_kind,
)
from quanjing.registers.actions.procedures import acknowledge, answer, ask_body, take_step
from quanjing.registers.actions.rhythm import confirm_year, look_again, note, settle
from quanjing.registers.actions.tables import TableRow, blank_table, columns_of

__all__ = [
    "EntryFacts",
    "FieldWanted",
    "KindWanted",
    "TableRow",
    "accept",
    "acknowledge",
    "answer",
    "apply_table",
    "ask_body",
    "ask_export",
    "blank_table",
    "change",
    "change_kind",
    "checked_rows",
    "close",
    "close_all",
    "columns_of",
    "confirm_year",
    "define_kind",
    "drop",
    "end_kind",
    "enter",
    "enters_for_others",
    "facts_of",
    "file_entry",
    "get_table",
    "hand_over",
    "look_again",
    "make_export",
    "note",
    "preview_table",
    "reopen",
    "send_back",
    "settle",
    "take_back",
    "take_step",
    "tidy_exports",
]
