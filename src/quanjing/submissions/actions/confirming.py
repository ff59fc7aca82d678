"""The head of a body confirms before a report leaves."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.organizations.queries import heads_of
from quanjing.submissions.actions.drafting import new_report, reporting_page
from quanjing.submissions.actions.sending import nil_part, ready_parts, send, send_nil
from quanjing.submissions.actions.telling import tell_later
from quanjing.submissions.enums import ConfirmationState
from quanjing.submissions.models import Confirmation, Submission


@transaction.atomic
def ask_confirmation(
    *,
    actor: Actor,
    directive: Directive,
    tasks: list[str] | None = None,
    nil_reason: str | None = None,
) -> Confirmation:
    """Ask the head to confirm what is complete (or `tasks`); asking again replaces what still waits.

    Args:
        nil_reason: given where the one task of `tasks` has nothing to report.

    Raises: as `submit` and `submit_nil`; nothing leaves.
    """
    page = reporting_page(actor, directive)
    if nil_reason is not None:
        parts = [nil_part(page, (tasks or [""])[0], nil_reason)]
    else:
        parts = [part for part, _checked in ready_parts(page, tasks)]
    report = page.report or new_report(page)
    if report.pk is None:
        report.changed_at = clock.now()
        report.save()
    waiting = Confirmation.objects.filter(report=report, state=ConfirmationState.WAITING)
    waiting.update(state=ConfirmationState.REPLACED)
    assert actor.post_id is not None  # only posts have rights
    made = Confirmation.objects.create(
        report=report,
        tasks=[part.code for part in parts],
        nil_reason=(nil_reason or "").strip(),
        asked_by_id=actor.post_id,
        asked_name=actor.signature,
        asked_at=clock.now(),
    )
    record(actor=actor, verb="submissions.ask_confirmation", on=made, detail={"tasks": made.tasks})
    values = {"title": directive.title, "name": actor.signature, "tasks": len(parts)}
    heads = [post.pk for post in heads_of(report.organization_id)]
    tell_later(heads, "confirmation_asked", values, _link(directive), f"confirmation_asked-{made.code}")
    return made


@transaction.atomic
def confirm(*, actor: Actor, confirmation: Confirmation, version: int) -> list[Submission]:
    """Confirm as the page stood at `version`; the items leave now, and the desk's time begins now.

    Raises:
        Denied: the post does not confirm for this body.
        WrongState: decided or asked again meanwhile, or the page was changed since it was looked at.
        Invalid: an item is no longer complete.
    """
    directive = confirmation.report.directive
    current = _waiting(actor, confirmation)
    page = reporting_page(actor, directive)
    if page.version != version:
        raise WrongState(_("The page was changed in the meantime. Please look at it again."))
    if current.nil_reason:
        part = nil_part(page, current.tasks[0], current.nil_reason)
        sent = [send_nil(actor, part, current.nil_reason)]
    else:
        sent = [send(actor, page, part, checked) for part, checked in ready_parts(page, current.tasks)]
    Submission.objects.filter(pk__in=[one.pk for one in sent]).update(prepared_name=current.asked_name)
    _decide(actor, current, ConfirmationState.CONFIRMED)
    detail = {one.assignment.code: {"code": one.code, "version": one.version} for one in sent}
    record(actor=actor, verb="submissions.confirm", on=current, detail=detail)
    return sent


@transaction.atomic
def decline(*, actor: Actor, confirmation: Confirmation, remark: str) -> Confirmation:
    """Send the page back to its handler with a remark; nothing leaves.

    Raises: `Denied`, `WrongState` as `confirm`; `Invalid` without a remark.
    """
    if not remark.strip():
        raise Invalid([Problem("remark", _("Please say what is to be changed."))])
    current = _waiting(actor, confirmation)
    _decide(actor, current, ConfirmationState.SENT_BACK, remark.strip())
    record(actor=actor, verb="submissions.decline", on=current, detail={"remark": remark.strip()})
    directive = confirmation.report.directive
    values = {"title": directive.title, "name": actor.signature, "remark": remark.strip()}
    key = f"confirmation_declined-{current.code}"
    tell_later([current.asked_by_id], "confirmation_declined", values, _link(directive), key)
    return current


def _waiting(actor: Actor, confirmation: Confirmation) -> Confirmation:
    current = Confirmation.objects.select_for_update(of=("self",)).select_related("report")
    found = current.get(pk=confirmation.pk)
    if not actor.may(Right.CONFIRM) or found.report.organization_id != actor.organization_id:
        raise Denied
    if found.state != ConfirmationState.WAITING:
        raise WrongState
    return found


def _decide(actor: Actor, current: Confirmation, state: ConfirmationState, remark: str = "") -> None:
    current.state, current.remark = state, remark
    current.decided_name, current.decided_at = actor.signature, clock.now()
    current.save()


def _link(directive: Directive) -> str:
    return reverse("report_page", args=[directive.code])
