"""Where in the body's own reports a manuscript may be put."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.manuscripts.models import Choice, Compilation
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.submissions.queries import page_of_report
from quanjing.submissions.rules import Mode, mode_of
from quanjing.tasks.models import Assignment

TAKING = (FieldType.LONGTEXT, FieldType.FILE)


@dataclass(frozen=True, slots=True)
class Upward:
    """A field of an own report that is open; `key` is that of the block on its page."""

    assignment: Assignment
    key: str
    field: Field

    @property
    def value(self) -> str:
        return f"{self.assignment.code}/{self.key}/{self.field.key}"


def upward_of(actor: Actor, compilation: Compilation) -> list[Upward]:
    """The open fields for long texts and files in what the body itself reports on the same matter.

    The superior's directive where this one passes it on, the tasks that its own were made of, and the
    directive itself where the body is addressed by it. Six queries a directive.
    """
    if not actor.may(Right.REPORT) or actor.organization_id is None:
        return []
    tasks = Choice.objects.filter(compilation=compilation, task__source__isnull=False).values("task__source")
    of = Q(task__in=tasks) | Q(directive=compilation.directive)
    if compilation.directive.reissue_of_id:
        of |= Q(directive=compilation.directive.reissue_of_id)
    own = Assignment.objects.filter(of, organization_id=actor.organization_id)
    codes = own.order_by().values_list("directive__code", flat=True).distinct()
    found = []
    for code in sorted(set(codes)):
        page = page_of_report(actor, code)
        for part in page.parts:
            if mode_of(part, clock.now()) is not Mode.FORM:
                continue
            for place in part.places:
                fields = (each for each in place.block.fields.all() if each.type in TAKING)
                found += [Upward(part.assignment, place.key, each) for each in fields]
    return found
