"""Steps of the actions in `tasks.actions`, which check rights and leave the audit entry.

A directive is opened with its file, filled with what the engine read, and corrected by a person.
"""

from quanjing.directives.actions.correcting import CORRECTABLE, correct, reread, set_fact, settle_doubts
from quanjing.directives.actions.passing import deliver, link_basis, open_reissue
from quanjing.directives.actions.reading import fill, open_directive, read

__all__ = [
    "CORRECTABLE",
    "correct",
    "deliver",
    "fill",
    "link_basis",
    "open_directive",
    "open_reissue",
    "read",
    "reread",
    "set_fact",
    "settle_doubts",
]
