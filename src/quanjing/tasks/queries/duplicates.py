"""How many units say that a request duplicates another; never which."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count
from django.utils.crypto import salted_hmac

from quanjing.directives.models import Directive
from quanjing.tasks.models import Assignment, DuplicateMark, Task

FEWEST = 5  # addressed bodies below which a count would name somebody


def duplicate_mark(assignment: Assignment) -> str:
    """The keyed hash under which a unit counts once; without the office's secret it names nobody."""
    value = f"{assignment.task_id}:{assignment.organization_id}"
    return salted_hmac("tasks.duplicate", value, algorithm="sha256").hexdigest()


def marked_duplicate(assignments: Iterable[Assignment]) -> set[int]:
    """The primary keys of those of one unit's assignments that it marked: one query."""
    marks = {duplicate_mark(one): one.pk for one in assignments}
    found = DuplicateMark.objects.filter(mark__in=marks).values_list("mark", flat=True)
    return {marks[mark] for mark in found}


def duplicates_of(directive: Directive) -> dict[int, int]:
    """Primary key of a task -> how many units marked it: one query; nothing where few were addressed."""
    tasks = Task.objects.filter(directive=directive)
    found = tasks.annotate(
        marks=Count("duplicate_marks", distinct=True), bodies=Count("assignments", distinct=True)
    )
    rows = found.order_by().values_list("pk", "marks", "bodies")
    return {pk: marks for pk, marks, bodies in rows if marks and bodies >= FEWEST}
