"""What the first page of each role shows, and whether the installation can serve."""

from quanjing.home.queries.activities import due_activities
from quanjing.home.queries.assessment import judging_of
from quanjing.home.queries.dates import dates_ahead
from quanjing.home.queries.health import readiness
from quanjing.home.queries.inspections import findings_waiting
from quanjing.home.queries.judgement import ToJudge, to_judge
from quanjing.home.queries.office import Office, office_of
from quanjing.home.queries.services import open_services
from quanjing.home.queries.states import moves
from quanjing.home.queries.study import open_study
from quanjing.home.queries.today import (
    Deadline,
    Desk,
    Running,
    Segment,
    Waiting,
    desk_of,
    own_cards,
    segments,
)

__all__ = [
    "Deadline",
    "Desk",
    "Office",
    "Running",
    "Segment",
    "ToJudge",
    "Waiting",
    "dates_ahead",
    "desk_of",
    "due_activities",
    "findings_waiting",
    "judging_of",
    "moves",
    "office_of",
    "open_services",
    "open_study",
    "own_cards",
    "readiness",
    "segments",
    "to_judge",
]
