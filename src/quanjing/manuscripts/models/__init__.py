"""A manuscript that is compiled from what units sent, its versions, and what became of them."""

from quanjing.manuscripts.models.pool import Choice, Exclusion, Merged, Tag, Tagging, Withdrawal
from quanjing.manuscripts.models.versions import Answer, Forward, Version, VersionSource
from quanjing.manuscripts.models.writing import Compilation, Point, Source, Step

__all__ = [
    "Answer",
    "Choice",
    "Compilation",
    "Exclusion",
    "Forward",
    "Merged",
    "Point",
    "Source",
    "Step",
    "Tag",
    "Tagging",
    "Version",
    "VersionSource",
    "Withdrawal",
]
