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
from quanjing.study.queries.classes import (
    Trained,
    bodies_named,
    classes_seen,
    concerned,
    free_places,
    get_class,
    get_seat,
    places_of,
    posts_to_name,
    seats_seen,
    trained_of,
)
from quanjing.study.queries.completion import (
    Evaluation,
    certificate_numbered,
    certificates_seen,
    evaluation_of,
    get_certificate,
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
    "Evaluation",
    "Trained",
    "adoptions_of",
    "bodies_named",
    "campaigns_seen",
    "campaigns_told_by",
    "certificate_numbered",
    "certificates_seen",
    "classes_seen",
    "concerned",
    "entry_of",
    "evaluation_of",
    "free_places",
    "get_campaign",
    "get_certificate",
    "get_class",
    "get_line",
    "get_list",
    "get_material",
    "get_seat",
    "held_for",
    "lines_of",
    "lists_seen",
    "materials_seen",
    "note_of",
    "own_events",
    "places_of",
    "posts_to_name",
    "reach",
    "recent_activities",
    "seats_seen",
    "trained_of",
    "version_of",
]
