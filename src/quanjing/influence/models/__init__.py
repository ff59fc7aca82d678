"""Measurements by a published formula, their public items, and what societies say to them."""

from quanjing.influence.models.item import Contest, ItemTable, PublicItem
from quanjing.influence.models.measurement import Dimension, Measurement, Participant, ThirdParty

__all__ = [
    "Contest",
    "Dimension",
    "ItemTable",
    "Measurement",
    "Participant",
    "PublicItem",
    "ThirdParty",
]
