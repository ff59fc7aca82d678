"""Who plans, answers, looks again: rights of posts and places in the tree.

A second person is another user.
"""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.inspections.enums import MOVES, UNSETTLED, FindingState, InspectionState
from quanjing.inspections.models import Checklist, Finding, InspectedBody, Inspection, Visit


def can_plan(actor: Actor) -> bool:
    """Whether the actor plans inspections and writes checklists of his body."""
    return actor.may(Right.ISSUE) and actor.organization_id is not None


def owns(actor: Actor, thing: Inspection | Checklist) -> bool:
    """Whether an inspection or a checklist is that of the actor's body, and his to lead."""
    return can_plan(actor) and thing.organization_id == actor.organization_id


def leads(actor: Actor, visit: Visit) -> bool:
    return owns(actor, visit.inspection)


def can_answer(actor: Actor, body: InspectedBody) -> bool:
    """Whether the actor reports for the inspected body, nobody above does."""
    return actor.may(Right.REPORT) and body.organization_id == actor.organization_id


def can_rectify(actor: Actor, finding: Finding) -> bool:
    """Whether the actor says for the body that it is mended, or that he disputes it."""
    return actor.may(Right.REPORT) and finding.organization_id == actor.organization_id


def can_judge(actor: Actor, finding: Finding) -> bool:
    """Whether the actor sits at a desk above the body."""
    above = finding.organization_id != actor.organization_id and actor.covers(finding.organization.path)
    return above and actor.may(Right.REVIEW)


def is_second(actor: Actor, finding: Finding) -> bool:
    """Whether the person is neither who wrote the finding nor who said that it is rectified."""
    return actor.user_id not in (finding.written_by_id, finding.rectified_by_id)


def can_close(actor: Actor, finding: Finding) -> bool:
    return can_judge(actor, finding) and is_second(actor, finding)


def may_move(finding: Finding, to: FindingState) -> bool:
    return to in MOVES[FindingState(finding.state)]


def is_unsettled(finding: Finding) -> bool:
    return finding.state in UNSETTLED


def can_set_channel(actor: Actor) -> bool:
    return actor.may(Right.ADMINISTER) and actor.organization_id is not None


def takes_answers(inspection: Inspection) -> bool:
    return inspection.state == InspectionState.ANNOUNCED
