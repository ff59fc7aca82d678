"""What waits for the head of the own body."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.directives.enums import DirectiveState
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.submissions.enums import ConfirmationState
from quanjing.submissions.models import Confirmation
from quanjing.submissions.queries.page import ReportPage


def waiting_confirmations(actor: Actor) -> QuerySet[Confirmation]:
    """The pages that the actor is asked to confirm, the oldest first; none for a post that does not."""
    found = Confirmation.objects.filter(state=ConfirmationState.WAITING)
    if not actor.may(Right.CONFIRM) or actor.organization_id is None:
        return found.none()
    found = found.filter(report__organization__code=actor.organization_code)
    found = found.exclude(report__directive__state=DirectiveState.RECALLED)
    return found.select_related("report__directive").order_by("asked_at")


def last_confirmation(page: ReportPage) -> Confirmation | None:
    """The newest asking for a page while it waits or was sent back; None where nothing is open."""
    if page.report is None or page.report.pk is None or page.directive.is_recalled:
        return None
    last = Confirmation.objects.filter(report=page.report).order_by("-pk").first()
    open_states = (ConfirmationState.WAITING, ConfirmationState.SENT_BACK)
    return last if last is not None and last.state in open_states else None


def get_confirmation(actor: Actor, code: str) -> Confirmation:
    """One asking of the own body. Raises `Missing`."""
    found = Confirmation.objects.select_related("report__directive", "report__organization")
    one = found.filter(code=code, report__organization__code=actor.organization_code).first()
    if one is None or not actor.may(Right.REPORT):
        raise Missing
    return one
