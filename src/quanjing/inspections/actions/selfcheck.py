"""The self-check of a body: kept as a draft, sent, or nothing to report with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.inspections.actions.answers import Given, checked
from quanjing.inspections.actions.words import naming
from quanjing.inspections.actions.writing import findings_from
from quanjing.inspections.enums import OPEN_SELF, SelfState
from quanjing.inspections.models import Finding, InspectedBody
from quanjing.inspections.rules import can_answer, takes_answers
from quanjing.notify.actions import tell
from quanjing.organizations.queries import heads_of


@transaction.atomic
def save_answers(
    *, actor: Actor, body: InspectedBody, given: Mapping[str, Given], version: int | None = None
) -> InspectedBody:
    """Keep answers as a draft that only the own body sees.

    Raises `Denied`, `WrongState`; `Conflict` where somebody else saved since `version`; `Invalid`.
    """
    current = _open(actor, body, version)
    _keep(current, given, complete=False)
    current.self_state = SelfState.DRAFT
    current.save()
    record(actor=actor, verb="inspections.save_answers", on=current.inspection)
    return current


@transaction.atomic
def send_answers(
    *, actor: Actor, body: InspectedBody, given: Mapping[str, Given], version: int | None = None
) -> list[Finding]:
    """Send the self-check, late too; what is not in order becomes findings of the body itself.

    Where the inspection asks for it, it waits for the head first. Raises as `save_answers`; every item has an
    answer.
    """
    current = _open(actor, body, version)
    kept = _keep(current, given, complete=True)
    if _waits_for_head(actor, current):
        current.nil_reason = ""
        _to_head(actor, current)
        return []
    _sent(actor, current, SelfState.SENT)
    current.save()
    made = findings_from(actor, current, current.inspection.template_id, kept)
    detail = {"findings": [one.code for one in made], "late": current.is_late}
    record(actor=actor, verb="inspections.send_answers", on=current.inspection, detail=detail)
    return made


@transaction.atomic
def report_nothing(*, actor: Actor, body: InspectedBody, reason: str) -> InspectedBody:
    """Say that the inspection has nothing to look at in this body, and why; it counts like a self-check.

    Raises `Denied`; `WrongState` where the inspection does not allow it; `Invalid` without a reason.
    """
    current = _open(actor, body, None)
    if not current.inspection.allows_nil:
        raise WrongState(_("Every body answers this checklist."))
    problems = [] if reason.strip() else [Problem("reason", _("Please say in a few words why."))]
    problems += naming(current.organization, {"reason": reason})
    if problems:
        raise Invalid(problems)
    current.nil_reason, current.answers = reason.strip()[:300], {}
    if _waits_for_head(actor, current):
        return _to_head(actor, current)
    _sent(actor, current, SelfState.NIL)
    current.save()
    record(actor=actor, verb="inspections.report_nothing", on=current.inspection, detail={"reason": reason})
    return current


def _open(actor: Actor, body: InspectedBody, version: int | None) -> InspectedBody:
    rows = InspectedBody.objects.select_for_update(of=("self",)).select_related("inspection", "organization")
    current = rows.get(pk=body.pk)
    if not can_answer(actor, current):
        raise Denied
    if current.self_state not in OPEN_SELF or not takes_answers(current.inspection):
        raise WrongState
    if version is not None and version != current.version:
        raise Conflict(theirs=current.answers)
    current.version += 1
    return current


def _waits_for_head(actor: Actor, current: InspectedBody) -> bool:
    """Whether somebody else has to confirm it; a body without a head sends for itself."""
    asked = current.inspection.head_confirms and not actor.may(Right.CONFIRM)
    return asked and heads_of(current.organization_id).exists()


def _to_head(actor: Actor, current: InspectedBody) -> InspectedBody:
    current.self_state, current.saved_at = SelfState.CONFIRM, clock.now()
    current.save()
    inspection, heads = current.inspection, heads_of(current.organization_id)
    tell(
        post_ids=heads.values_list("pk", flat=True), kind="self_check_confirm",
        values={"name": inspection.name},
        link=reverse("inspection_answers", args=[inspection.code, current.organization.code]),
        key=f"self_check:confirm:{inspection.code}:{current.pk}:{current.version}",
    )  # fmt: skip
    record(actor=actor, verb="inspections.to_head", on=inspection)
    return current


def _keep(current: InspectedBody, given: Mapping[str, Given], *, complete: bool) -> dict[str, dict[str, str]]:
    kept, problems = checked(current.inspection.template_id, current.organization, given, complete=complete)
    if problems:
        raise Invalid(problems)
    current.answers, current.saved_at = kept, clock.now()
    return kept


def _sent(actor: Actor, current: InspectedBody, state: SelfState) -> None:
    current.self_state, current.saved_at = state, clock.now()
    current.nil_reason = current.nil_reason if state == SelfState.NIL else ""
    current.sent_on, current.sent_name = clock.today(), actor.signature
