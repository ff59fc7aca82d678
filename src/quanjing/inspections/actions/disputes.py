"""A body disputes a finding.

The desk answers: it stands, it is withdrawn, or it is looked at again on the spot.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.inspections.actions.words import naming
from quanjing.inspections.actions.writing import finding_link, locked_finding, say, tell_body, tell_desk
from quanjing.inspections.enums import EventKind, FindingState, Origin
from quanjing.inspections.models import Finding
from quanjing.inspections.rules import can_judge, can_rectify, is_unsettled


@transaction.atomic
def dispute(*, actor: Actor, finding: Finding, comment: str) -> Finding:
    """Say for the body why the finding is not right; the comment stays as it is written.

    Raises `Denied`; `WrongState` for what the body found itself, what is settled, or disputed already;
    `Invalid`.
    """
    current = locked_finding(finding)
    if not can_rectify(actor, current):
        raise Denied
    if current.origin == Origin.SELF or current.is_disputed or not is_unsettled(current):
        raise WrongState
    _refuse(current, comment)
    current.is_disputed, current.changed_at = True, clock.now()
    current.save()
    say(actor, current, EventKind.DISPUTED, comment)
    values = {"name": current.process, "organization": current.organization.name}
    key = f"finding_disputed:{current.code}:{current.events.count()}"
    tell_desk(current.inspection, "finding_disputed", values, finding_link(current), key)
    record(actor=actor, verb="inspections.dispute", on=current)
    return current


@transaction.atomic
def uphold(*, actor: Actor, finding: Finding, reason: str) -> Finding:
    """Answer a dispute: the finding stands, for this reason. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _judged(actor, finding)
    if not current.is_disputed:
        raise WrongState
    _refuse(current, reason)
    current.is_disputed, current.changed_at = False, clock.now()
    current.save()
    _answer(actor, current, EventKind.UPHELD, reason)
    record(actor=actor, verb="inspections.uphold", on=current, detail={"reason": reason.strip()})
    return current


@transaction.atomic
def withdraw(*, actor: Actor, finding: Finding, reason: str) -> Finding:
    """Withdraw a finding, disputed or not, with a reason. Raises `Denied`, `WrongState`, `Invalid`.

    What a body found itself is its own; the desk above may agree that it was none.
    """
    current = _judged(actor, finding)
    _refuse(current, reason)
    current.is_disputed, current.changed_at = False, clock.now()
    current.state = FindingState.WITHDRAWN
    current.save()
    _answer(actor, current, EventKind.WITHDRAWN, reason)
    record(actor=actor, verb="inspections.withdraw", on=current, detail={"reason": reason.strip()})
    return current


def _judged(actor: Actor, finding: Finding) -> Finding:
    current = locked_finding(finding)
    if not can_judge(actor, current):
        raise Denied
    if not is_unsettled(current):
        raise WrongState
    return current


def _refuse(finding: Finding, words: str) -> None:
    problems = [] if words.strip() else [Problem("reason", _("Please say in a few words why."))]
    problems += naming(finding.organization, {"reason": words})
    if problems:
        raise Invalid(problems)


def _answer(actor: Actor, finding: Finding, kind: EventKind, reason: str) -> None:
    say(actor, finding, kind, reason)
    values = {"name": finding.process, "reason": reason.strip()}
    news = f"finding_{kind.value}"
    key = f"{news}:{finding.code}:{finding.events.count()}"
    tell_body([finding.organization_id], news, values, finding_link(finding), key)
