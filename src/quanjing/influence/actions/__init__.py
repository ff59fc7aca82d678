"""The only writes to measurements and their items."""

from quanjing.influence.actions.collecting import ItemFacts, add_item, change_item, remove_item, take_proposal
from quanjing.influence.actions.contesting import answer, appeal, contest, decide
from quanjing.influence.actions.editing import MeasurementFacts, begin, change
from quanjing.influence.actions.exports import blank_table, items_table, results_data
from quanjing.influence.actions.joining import confirm, join, leave, leave_ended, name_aliases
from quanjing.influence.actions.steps import call_off, check, open_measurement, publish, reopen
from quanjing.influence.actions.tables import TableRow, apply_table, checked_rows, preview_table
from quanjing.influence.actions.third import end_third_party, invite_third_party, third_party_link

__all__ = [
    "ItemFacts",
    "MeasurementFacts",
    "TableRow",
    "add_item",
    "answer",
    "appeal",
    "apply_table",
    "begin",
    "blank_table",
    "call_off",
    "change",
    "change_item",
    "check",
    "checked_rows",
    "confirm",
    "contest",
    "decide",
    "end_third_party",
    "invite_third_party",
    "items_table",
    "join",
    "leave",
    "leave_ended",
    "name_aliases",
    "open_measurement",
    "preview_table",
    "publish",
    "remove_item",
    "reopen",
    "results_data",
    "take_proposal",
    "third_party_link",
]
