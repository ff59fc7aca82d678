"""Named reads of what is studied; what an actor may see comes first."""

from quanjing.study.queries.campaigns import (
    Adoption,
    adoptions_of,
    campaigns_seen,
    campaigns_told_by,
    get_campaign,
    held_for,
    own_events,
)
from quanjing.study.queries.library import (
    entry_of,
    get_list,
    get_material,
    lists_seen,
    materials_seen,
    note_of,
    version_of,
)
from quanjing.study.queries.plans import get_line, lines_of, recent_activities
from quanjing.study.queries.reach import reach

__all__ = [
    "Adoption",
    "adoptions_of",
    "campaigns_seen",
    "campaigns_told_by",
    "entry_of",
    "get_campaign",
    "get_line",
    "get_list",
    "get_material",
    "held_for",
    "lines_of",
    "lists_seen",
    "materials_seen",
    "note_of",
    "own_events",
    "reach",
    "recent_activities",
    "version_of",
]
