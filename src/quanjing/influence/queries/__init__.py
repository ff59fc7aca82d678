"""Reading measurements: who sees them, their items, what was found."""

from quanjing.influence.queries.dates import bodies_to_check, checks_between, checks_due, measured_of
from quanjing.influence.queries.items import (
    ItemFilter,
    contest_open_of,
    contests_waiting,
    counted_of,
    get_item,
    get_table,
    items_for,
    items_of,
    proposals_waiting,
)
from quanjing.influence.queries.measurements import (
    Progress,
    get,
    oversees,
    own_third_party,
    participant_of,
    participants_of,
    progress_of,
    third_parties_of,
    visible_to,
    work_of_guest,
)
from quanjing.influence.queries.results import (
    Line,
    export_of,
    formula_of,
    items_as_facts,
    results_of,
)

__all__ = [
    "ItemFilter",
    "Line",
    "Progress",
    "bodies_to_check",
    "checks_between",
    "checks_due",
    "contest_open_of",
    "contests_waiting",
    "counted_of",
    "export_of",
    "formula_of",
    "get",
    "get_item",
    "get_table",
    "items_as_facts",
    "items_for",
    "items_of",
    "measured_of",
    "oversees",
    "own_third_party",
    "participant_of",
    "participants_of",
    "progress_of",
    "proposals_waiting",
    "results_of",
    "third_parties_of",
    "visible_to",
    "work_of_guest",
]
