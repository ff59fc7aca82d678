"""What waits around assessments: sheets to review, results to approve, the own sheet to send."""

from __future__ import annotations

from dataclasses import dataclass

from quanjing.assessment.enums import SchemeState, UnitState
from quanjing.assessment.models import Assessed, Scheme
from quanjing.assessment.queries import own_assessments, schemes_kept_by, sheets_of
from quanjing.foundation.actor import Actor, Right

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Judging:
    """`sheets` is how many wait for marks of the own post."""

    sheets: int
    approvals: list[Scheme]
    unsent: list[Assessed]

    def __bool__(self) -> bool:
        return bool(self.sheets or self.approvals or self.unsent)


def judging_of(actor: Actor) -> Judging:
    """Three queries at most."""
    kept = schemes_kept_by(actor).filter(state=SchemeState.APPROVAL)
    unsent = own_assessments(actor).filter(scheme__state=SchemeState.OPEN).exclude(state=UnitState.SENT)
    return Judging(
        sheets_of(actor).filter(given_at=None).count(),
        list(kept[:SHOWN]) if actor.may(Right.CONFIRM) else [],
        list(unsent[:SHOWN]) if actor.may(Right.REPORT) else [],
    )
