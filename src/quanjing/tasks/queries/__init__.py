"""Reading tasks and assignments: start from what the actor may see."""

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
from quanjing.tasks.queries.unfinished import open_work_of, unfinished_of
from quanjing.tasks.queries.visible import (
    assignments_visible_to,
    directives_visible_to,
    get_assignment,
    get_directive,
)

__all__ = [
    "ASSIGNMENT_SORTS",
    "DIRECTIVE_SORTS",
    "NOT_REPORTED",
    "Counts",
    "Coverage",
    "Facet",
    "Load",
    "NodeCoverage",
    "TaskCoverage",
    "assignment_list",
    "assignments_visible_to",
    "audience_facets",
    "cells_of",
    "corrected_directives",
    "corrected_notice",
    "corrections_of",
    "coverage",
    "directive_list",
    "directives_visible_to",
    "fact_of",
    "get_assignment",
    "get_correction",
    "get_directive",
    "is_corrected",
    "load_of",
    "load_tasks",
    "open_work_of",
    "progress_of",
    "reading_job",
    "summed",
    "tasks_of",
    "templates_of",
    "unfinished_of",
]
