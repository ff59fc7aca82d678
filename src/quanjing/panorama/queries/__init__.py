"""Reading counts: which one, of which node, what stands behind a figure, how two differ."""

from quanjing.panorama.queries.comparing import Change, Step, compare, steps
from quanjing.panorama.queries.editions import edition_of, latest, snapshot_at, snapshots
from quanjing.panorama.queries.pictures import Picture, by_class, load_by_month
from quanjing.panorama.queries.tiles import bands, below, effective, shades
from quanjing.panorama.queries.views import (
    Behind,
    Look,
    Value,
    behind,
    behind_at,
    chain,
    counted,
    counted_months,
    look_at,
    places_behind,
    sections,
    upper,
    value_of,
)

__all__ = [
    "Behind",
    "Change",
    "Look",
    "Picture",
    "Step",
    "Value",
    "bands",
    "behind",
    "behind_at",
    "below",
    "by_class",
    "chain",
    "compare",
    "counted",
    "counted_months",
    "edition_of",
    "effective",
    "latest",
    "load_by_month",
    "look_at",
    "places_behind",
    "sections",
    "shades",
    "snapshot_at",
    "snapshots",
    "steps",
    "upper",
    "value_of",
]
