"""Reading manuscripts, their pools and versions."""

from quanjing.manuscripts.queries.adopted import Adopted, adopted_of, get_own_answer, remarks
from quanjing.manuscripts.queries.content import content_of, sources_in
from quanjing.manuscripts.queries.differences import Difference, differences
from quanjing.manuscripts.queries.pool import (
    Card,
    PoolFilter,
    Side,
    cards_of,
    choices_for,
    counts_of,
    get_entry,
    groups_of,
    pool,
    pooled,
    similar_to,
)
from quanjing.manuscripts.queries.upward import Upward, upward_of
from quanjing.manuscripts.queries.versions import (
    get_forward,
    get_version,
    late_withdrawals,
    versions_of,
    waiting_versions,
)
from quanjing.manuscripts.queries.visible import compilations_visible_to, get_compilation
from quanjing.manuscripts.queries.writing import Chip, Shown, points_of

__all__ = [
    "Adopted",
    "Card",
    "Chip",
    "Difference",
    "PoolFilter",
    "Shown",
    "Side",
    "Upward",
    "adopted_of",
    "cards_of",
    "choices_for",
    "compilations_visible_to",
    "content_of",
    "counts_of",
    "differences",
    "get_compilation",
    "get_entry",
    "get_forward",
    "get_own_answer",
    "get_version",
    "groups_of",
    "late_withdrawals",
    "points_of",
    "pool",
    "pooled",
    "remarks",
    "similar_to",
    "sources_in",
    "upward_of",
    "versions_of",
    "waiting_versions",
]
