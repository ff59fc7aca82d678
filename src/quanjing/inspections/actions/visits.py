"""Visits: planned and told, moved, called off, concluded with the sheet and its findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.inspections.actions.answers import Given, Kept, checked
from quanjing.inspections.actions.words import naming
from quanjing.inspections.actions.writing import findings_from, say, tell_body
from quanjing.inspections.enums import EventKind, InspectionState, VisitState
from quanjing.inspections.models import Finding, InspectedBody, Visit
from quanjing.inspections.rules import leads, owns


@transaction.atomic
def plan_visit(
    *, actor: Actor, body: InspectedBody, day: date, visitors: str, again_for: Finding | None = None
) -> Visit:
    """Plan a visit and tell the body; `again_for` is a disputed finding that is looked at again.

    Raises: `Denied`; `WrongState` for a body that is not to be visited; `Invalid` for a day that has passed
        and for today, without time to be told.
    """
    inspection = body.inspection
    if not owns(actor, inspection):
        raise Denied
    is_set = inspection.state == InspectionState.ANNOUNCED and body.is_visited
    is_disputed = again_for is not None and again_for.is_disputed and again_for.body_id == body.pk
    if not (is_disputed if again_for is not None else is_set):
        raise WrongState
    problems = _wrong_day(day)
    if not visitors.strip():
        problems.append(Problem("visitors", _("Which posts or offices go there?")))
    if problems:
        raise Invalid(problems)
    made = Visit.objects.create(
        body=body, inspection=inspection, organization=body.organization, day=day, again_for=again_for,
        visitors=visitors.strip()[:300], made_name=actor.signature, made_on=clock.today(),
        changed_at=clock.now(),
    )  # fmt: skip
    if again_for is not None:
        say(actor, again_for, EventKind.REVISIT, due_on=day)
    _tell(made, "visit_planned")
    record(actor=actor, verb="inspections.plan_visit", on=made, detail={"day": day.isoformat()})
    return made


@transaction.atomic
def enter_visit(*, actor: Actor, body: InspectedBody, day: date, visitors: str, reason: str) -> Visit:
    """Write down a visit that has taken place already, with why it was not planned; the body is told.

    Its sheet is filled in and concluded as that of any other. Raises: `Denied`; `WrongState` for a body that
        is not to be visited; `Invalid` for a day ahead, before the announcement, or entered already.
    """
    inspection = body.inspection
    if not owns(actor, inspection):
        raise Denied
    if inspection.state != InspectionState.ANNOUNCED or not body.is_visited:
        raise WrongState
    problems = _not_past(body, day)
    if not visitors.strip():
        problems.append(Problem("visitors", _("Which posts or offices went there?")))
    if not reason.strip():
        problems.append(Problem("reason", _("Please say in a few words why.")))
    if problems:
        raise Invalid(problems)
    made = Visit.objects.create(
        body=body, inspection=inspection, organization=body.organization, day=day,
        visitors=visitors.strip()[:300], reason=reason.strip()[:300], made_name=actor.signature,
        made_on=clock.today(), changed_at=clock.now(),
    )  # fmt: skip
    _tell(made, "visit_entered")
    detail = {"day": day.isoformat(), "reason": made.reason}
    record(actor=actor, verb="inspections.enter_visit", on=made, detail=detail)
    return made


@transaction.atomic
def move_visit(*, actor: Actor, visit: Visit, day: date, reason: str) -> Visit:
    """Set another day, with a reason that the body reads. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _planned(actor, visit)
    if current.is_entered_afterwards:
        raise WrongState
    problems = _wrong_day(day)
    if not reason.strip():
        problems.append(Problem("reason", _("Please say in a few words why.")))
    if problems:
        raise Invalid(problems)
    before, current.day = current.day, day
    current.reason, current.changed_at = reason.strip()[:300], clock.now()
    current.save()
    _tell(current, "visit_planned")
    detail = {"from": before.isoformat(), "to": day.isoformat(), "reason": current.reason}
    record(actor=actor, verb="inspections.move_visit", on=current, detail=detail)
    return current


@transaction.atomic
def call_visit_off(*, actor: Actor, visit: Visit, reason: str) -> Visit:
    """Call a planned visit off, with a reason that the body reads.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = _planned(actor, visit)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.state, current.reason = VisitState.CALLED_OFF, reason.strip()[:300]
    current.changed_at = clock.now()
    current.save()
    _tell(current, "visit_off")
    record(actor=actor, verb="inspections.call_visit_off", on=current, detail={"reason": current.reason})
    return current


@transaction.atomic
def save_visit(*, actor: Actor, visit: Visit, given: Mapping[str, Given], result: str) -> Visit:
    """Keep the sheet as far as it is filled in. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _planned(actor, visit)
    _fill(current, given, result, complete=False)
    current.save()
    record(actor=actor, verb="inspections.save_visit", on=current)
    return current


@transaction.atomic
def conclude_visit(*, actor: Actor, visit: Visit, given: Mapping[str, Given], result: str) -> list[Finding]:
    """Conclude a visit that took place: what is not in order becomes findings, and the body is told.

    Raises: `Denied`; `WrongState`, also before its day; `Invalid` with every problem: an item without an
        answer, no result, a text that names a person.
    """
    current = _planned(actor, visit)
    if current.day > clock.today():
        raise WrongState(_("The day of the visit is still to come."))
    answers = _fill(current, given, result, complete=True)
    current.state, current.concluded_name = VisitState.CONCLUDED, actor.signature
    current.save()
    made = findings_from(actor, current.body, current.inspection.template_id, answers, current)
    values = {"name": current.inspection.name, "count": len(made)}
    link, key = reverse("visit_page", args=[current.code]), f"visit_concluded:{current.code}"
    tell_body([current.organization_id], "visit_concluded", values, link, key)
    detail = {"findings": [one.code for one in made]}
    record(actor=actor, verb="inspections.conclude_visit", on=current, detail=detail)
    return made


def _fill(visit: Visit, given: Mapping[str, Given], result: str, *, complete: bool) -> Kept:
    template = visit.inspection.template_id
    answers, problems = checked(template, visit.organization, given, complete=complete)
    if complete and not result.strip():
        problems.append(Problem("result", _("Please say in a few words what the visit showed.")))
    problems += naming(visit.organization, {"result": result})
    if problems:
        raise Invalid(problems)
    visit.answers, visit.result, visit.changed_at = answers, result.strip(), clock.now()
    return answers


def _planned(actor: Actor, visit: Visit) -> Visit:
    rows = Visit.objects.select_for_update(of=("self",)).select_related(
        "inspection__organization", "organization", "body__inspection", "body__organization"
    )
    current = rows.get(pk=visit.pk)
    if not leads(actor, current):
        raise Denied
    if current.state != VisitState.PLANNED:
        raise WrongState
    return current


def _wrong_day(day: date) -> list[Problem]:
    if day < clock.today():
        return [Problem("day", _("This day has passed."))]
    if day == clock.today():
        return [Problem("day", _("Please give the body at least a day's notice."))]
    return []


def _not_past(body: InspectedBody, day: date) -> list[Problem]:
    if day > clock.today():
        return [Problem("day", _("This day lies ahead: plan the visit instead."))]
    announced = body.inspection.announced_on
    if announced is not None and day < announced:
        return [Problem("day", _("The inspection was announced after this day."))]
    if body.visits.filter(day=day).exclude(state=VisitState.CALLED_OFF).exists():
        return [Problem("day", _("A visit of this day stands here already."))]
    return []


def _tell(visit: Visit, kind: str) -> None:
    values: dict[str, object] = {
        "name": visit.inspection.name,
        "issuer": visit.inspection.organization.name,
    }
    if kind in ("visit_planned", "visit_entered"):
        values |= {"day": visit.day.isoformat(), "posts": visit.visitors}
    else:
        values |= {"reason": visit.reason}
    link = reverse("visit_page", args=[visit.code])
    key = f"{kind}:{visit.code}:{visit.day.isoformat()}"
    tell_body([visit.organization_id], kind, values, link, key)
