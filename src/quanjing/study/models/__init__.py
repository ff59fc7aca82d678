"""Campaigns, the library, reading lists, and the plans of units."""

from quanjing.study.models.campaign import Campaign, StudyItem
from quanjing.study.models.library import Material, MaterialNote, MaterialVersion, ReadingEntry, ReadingList
from quanjing.study.models.plan import PlanLine, StudyPlan

__all__ = [
    "Campaign",
    "Material",
    "MaterialNote",
    "MaterialVersion",
    "PlanLine",
    "ReadingEntry",
    "ReadingList",
    "StudyItem",
    "StudyPlan",
]
