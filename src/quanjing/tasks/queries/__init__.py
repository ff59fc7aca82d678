"""Reading tasks and assignments: start from what the actor may see."""

from quanjing.tasks.queries.calendar import Calendar, calendar, overrides
from quanjing.tasks.queries.coverage import (
    Counts,
    Coverage,
    NodeCoverage,
    TaskCoverage,
    cells_of,
    coverage,
    progress_of,
    summed,
)
from quanjing.tasks.queries.facts import (
    corrected_directives,
    corrected_notice,
    corrections_of,
    fact_of,
    get_correction,
    is_corrected,
    reading_job,
)
from quanjing.tasks.queries.lists import (
    ASSIGNMENT_SORTS,
    DIRECTIVE_SORTS,
    NOT_REPORTED,
    assignment_list,
    directive_list,
    load_tasks,
    tasks_of,
    templates_of,
)
from quanjing.tasks.queries.load import Facet, Load, audience_facets, load_of
from quanjing.tasks.queries.times import effective_due
from quanjing.tasks.queries.visible import (
    assignments_visible_to,
    directives_visible_to,
    events_visible_to,
    get_assignment,
    get_directive,
    get_event,
    tasks_on_event,
)

__all__ = [
    "ASSIGNMENT_SORTS",
    "DIRECTIVE_SORTS",
    "NOT_REPORTED",
    "Calendar",
    "Counts",
    "Coverage",
    "Facet",
    "Load",
    "NodeCoverage",
    "TaskCoverage",
    "assignment_list",
    "assignments_visible_to",
    "audience_facets",
    "calendar",
    "cells_of",
    "corrected_directives",
    "corrected_notice",
    "corrections_of",
    "coverage",
    "directive_list",
    "directives_visible_to",
    "effective_due",
    "events_visible_to",
    "fact_of",
    "get_assignment",
    "get_correction",
    "get_directive",
    "get_event",
    "is_corrected",
    "load_of",
    "load_tasks",
    "overrides",
    "progress_of",
    "reading_job",
    "summed",
    "tasks_of",
    "tasks_on_event",
    "templates_of",
]
