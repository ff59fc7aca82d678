"""Objections: read by the desk and by the body that objects, by nobody else."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q, QuerySet

from quanjing.calls.enums import ApplicationState, ObjectionState
from quanjing.calls.models import DecisionLine, Objection
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing

KEPT_FOR = timedelta(days=90)  # names and contacts after the decision


def objections_visible_to(actor: Actor) -> QuerySet[Objection]:
    """For the desk all against its notices, for a body its own."""
    if actor.organization_id is None:
        return Objection.objects.none()
    mine = Q(organization=actor.organization_id)
    if actor.may(Right.REVIEW):
        mine |= Q(notice__decision__call__organization=actor.organization_id)
    found = Objection.objects.filter(mine)
    return found.select_related(
        "notice__decision__call__organization", "application__organization", "organization"
    )


def get_objection(actor: Actor, code: str) -> Objection:
    """One objection. Raises `Missing`."""
    found = objections_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def open_objections() -> QuerySet[Objection]:
    return Objection.objects.filter(state=ObjectionState.OPEN)


def to_be_forgotten() -> QuerySet[Objection]:
    """Decided long enough ago that nobody needs to know any more who it was."""
    old = clock.now() - KEPT_FOR
    return Objection.objects.filter(decided_at__lte=old, erased_on=None)


def successor_of(objection: Objection) -> DecisionLine | None:
    """The line that comes next in the direction of the application that was taken out."""
    removed = objection.application
    if removed is None or objection.state != ObjectionState.UPHELD:
        return None
    behind = DecisionLine.objects.filter(
        decision__call=removed.call_id,
        decision__released_at__isnull=False,
        application__direction=removed.direction_id,
        application__state=ApplicationState.PASSED_OVER,
        is_selected=False,
        rank__isnull=False,
    )
    proposed = DecisionLine.objects.filter(decision__call=removed.call_id, is_selected=True)
    behind = behind.exclude(application__in=proposed.values("application"))
    return behind.select_related("application__organization").order_by("rank", "pk").first()


def names_of(objection: Objection) -> list[str]:
    """Names of persons that a finding must not hold: who objected, the nominee, the team."""
    found = [] if objection.organization_id else [objection.sender]
    application = objection.application
    if application is not None:
        found += [str(one.get("name", "")) for one in application.team]
        if application.call.nominates:
            found.append(application.subject)
    return [name for name in (one.strip() for one in found) if len(name) > 1]
