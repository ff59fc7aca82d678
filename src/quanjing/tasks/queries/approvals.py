"""Requests that a head lets a directive go out."""

from __future__ import annotations

from django.db.models import F, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.tasks.enums import ApprovalState
from quanjing.tasks.models import Approval

APPROVAL_SORTS = {"asked": ("-asked_at", "-pk")}


def approvals_visible_to(actor: Actor) -> QuerySet[Approval]:
    """The requests of the actor's own body, for its head, its officers and who reads for it."""
    rights = (Right.CONFIRM, Right.ISSUE, Right.READ)
    if actor.organization_id is None or not any(actor.may(right) for right in rights):
        return Approval.objects.none()
    found = Approval.objects.filter(directive__organization=actor.organization_id)
    return found.select_related("directive__organization", "asked_by__organization")


def waiting_approvals(actor: Actor) -> QuerySet[Approval]:
    """What waits for the actor's decision, the oldest first; a request that is void waits for nobody."""
    found = approvals_visible_to(actor) if actor.may(Right.CONFIRM) else Approval.objects.none()
    waiting = found.filter(state=ApprovalState.WAITING, version=F("directive__version"))
    return waiting.order_by("asked_at", "pk")


def get_approval(actor: Actor, code: str) -> Approval:
    """One request. Raises `Missing`."""
    found = approvals_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def last_approval(directive: Directive) -> Approval | None:
    """The newest request for a directive, whatever became of it."""
    return directive.approvals.select_related("directive").first()
