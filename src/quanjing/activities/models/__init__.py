"""Kinds and their rhythm, activities, what hangs on them, and the counts of every body."""

from quanjing.activities.models.activity import Activity, ActivityHost, ActivityYear
from quanjing.activities.models.duty import DutyCount, DutyKind
from quanjing.activities.models.keeping import ActivityDraft, ActivityPaper, CalendarFeed, Photo
from quanjing.activities.models.kind import ActivityKind, RhythmRule
from quanjing.activities.models.tally import ActivityTally

__all__ = [
    "Activity",
    "ActivityDraft",
    "ActivityHost",
    "ActivityKind",
    "ActivityPaper",
    "ActivityTally",
    "ActivityYear",
    "CalendarFeed",
    "DutyCount",
    "DutyKind",
    "Photo",
    "RhythmRule",
]
