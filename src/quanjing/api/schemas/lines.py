"""An assignment as it stands in lists and beside what was sent."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from quanjing.api.schemas.common import Moment, Named, body_of
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import due_of


class AssignmentLine(Schema):
    """An assignment in a list; `due` is the moment by which the unit has to act next."""

    code: str
    task: Named
    organization: Named
    state: State
    due: Moment | None

    @classmethod
    def of(cls, assignment: Assignment) -> AssignmentLine:
        return cls(**line_of(assignment))


def line_of(assignment: Assignment) -> dict[str, Any]:
    return {
        "code": assignment.code,
        "task": Named(code=assignment.task.code, name=assignment.task.name),
        "organization": body_of(assignment.organization),
        "state": assignment.state,
        "due": due_of(assignment),
    }
