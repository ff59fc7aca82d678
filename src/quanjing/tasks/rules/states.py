"""Who may move an assignment; the table of moves stands in `enums.MOVES`."""

from __future__ import annotations

from quanjing.directives.rules import can_issue, can_review
from quanjing.foundation.actor import Actor, Right
from quanjing.tasks.enums import Party, Step
from quanjing.tasks.models import Assignment


def parties_of(actor: Actor, assignment: Assignment) -> set[Party]:
    """What the actor is to an assignment: the unit, the desk of the issuing body, all of it, or nothing."""
    found = set()
    is_own = assignment.organization_id == actor.organization_id
    if is_own and (actor.may(Right.REPORT) or actor.may(Right.CONFIRM)):
        found.add(Party.UNIT)
    if can_review(actor, assignment.directive) or can_issue(actor, assignment.directive):
        found.add(Party.DESK)
    if actor.may(Right.ADMINISTER) and actor.covers(assignment.organization.path):
        found.add(Party.OFFICE)
    return found


def may_take(actor: Actor, assignment: Assignment, step: Step) -> bool:
    """Whether the actor is one of those who may take this step."""
    return not parties_of(actor, assignment).isdisjoint(step.who)
