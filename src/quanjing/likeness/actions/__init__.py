"""The only writes of this app, and the look at a text that writes nothing."""

from quanjing.likeness.actions.finding import Found, Source, find, passages_of, scope_of
from quanjing.likeness.actions.references import add_reference, remove_reference
from quanjing.likeness.actions.taking_in import rebuild, take_in

__all__ = [
    "Found",
    "Source",
    "add_reference",
    "find",
    "passages_of",
    "rebuild",
    "remove_reference",
    "scope_of",
    "take_in",
]
