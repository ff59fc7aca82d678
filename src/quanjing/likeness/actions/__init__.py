"""The only writes of this app, and the look at a text that writes nothing."""

from quanjing.likeness.actions.finding import Found, find, names_of, passages_of
from quanjing.likeness.actions.rebuilding import rebuild, start_rebuild
from quanjing.likeness.actions.references import add_reference, remove_reference
from quanjing.likeness.actions.scopes import Scope, Scopes, scope_of
from quanjing.likeness.actions.taking_in import take_in

__all__ = [
    "Found",
    "Scope",
    "Scopes",
    "add_reference",
    "find",
    "names_of",
    "passages_of",
    "rebuild",
    "remove_reference",
    "scope_of",
    "start_rebuild",
    "take_in",
]
