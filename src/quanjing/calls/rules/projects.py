"""Projects: who writes and decides, which moves there are, when a settlement needs a reason."""

from __future__ import annotations

from decimal import Decimal

from quanjing.calls.enums import MILESTONE_MOVES, PROJECT_MOVES, MilestoneState, ProjectState
from quanjing.calls.models import BudgetLine, Milestone, Project
from quanjing.foundation.actor import Actor, Right

TOLERANCE = Decimal("0.10")  # of the plan; beyond it a settlement says why


def leads(actor: Actor, project: Project) -> bool:
    """Whether the actor reports for the body that leads the project."""
    return actor.may(Right.REPORT) and actor.organization_id == project.organization_id


def oversees(actor: Actor, project: Project) -> bool:
    """Whether the actor is of the desk that looks after the project."""
    return actor.may(Right.REVIEW) and actor.organization_id == project.issuer_id


def checks(actor: Actor, project: Project) -> bool:
    """Whether the actor may close: the desk, or the head of its body."""
    at_desk = actor.organization_id is not None and actor.organization_id == project.issuer_id
    return at_desk and (actor.may(Right.REVIEW) or actor.may(Right.CONFIRM))


def may_move(milestone: Milestone, to: MilestoneState) -> bool:
    running = milestone.project.state == ProjectState.RUNNING
    return running and to in MILESTONE_MOVES[MilestoneState(milestone.state)]


def may_end(project: Project, to: ProjectState) -> bool:
    return to in PROJECT_MOVES[ProjectState(project.state)]


def needs_reason(line: BudgetLine, settled: Decimal) -> bool:
    """Whether what was spent differs from the plan by more than a tenth of it."""
    return abs(settled - line.planned) > line.planned * TOLERANCE
