"""From public items to a result: caps, a log scale, and how firm the order is. Standard library alone.

`python -m quanjing.influence.measuring FILE.json` computes a published result again from its export.
"""

from quanjing.influence.measuring.measure import (
    REASONS,
    Count,
    Dimension,
    Formula,
    Item,
    Result,
    count,
    folded,
    measure,
    points_of,
)
from quanjing.influence.measuring.sensitivity import Firmness, Variation, firmness, places, variations

__all__ = [
    "REASONS",
    "Count",
    "Dimension",
    "Firmness",
    "Formula",
    "Item",
    "Result",
    "Variation",
    "count",
    "firmness",
    "folded",
    "measure",
    "places",
    "points_of",
    "variations",
]
