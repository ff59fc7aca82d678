"""Who may do what with documents and their numbers; what the fields of the page mean to the engine."""

from quanjing.documents.rules.fields import (
    ROWS,
    blank_facts,
    cleaned,
    engine_values,
    place_of,
    shown_fields,
    volume_values,
)
from quanjing.documents.rules.permission import can_approve, can_compose, can_see, can_write, needs_approval
from quanjing.documents.rules.wording import number_words

__all__ = [
    "ROWS",
    "blank_facts",
    "can_approve",
    "can_compose",
    "can_see",
    "can_write",
    "cleaned",
    "engine_values",
    "needs_approval",
    "number_words",
    "place_of",
    "shown_fields",
    "volume_values",
]
