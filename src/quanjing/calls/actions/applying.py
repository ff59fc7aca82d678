"""Applications of a body: begun, written as one types, put in order, thrown away."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.application_facts import (
    ApplicationFacts,
    block_for,
    chosen_project,
    put,
    put_beside,
)
from quanjing.calls.actions.based import filled
from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Application, Call, Direction
from quanjing.calls.queries import block_of, reaches
from quanjing.calls.rules import can_write, is_open, is_writable
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Organization

MOST_DRAFTS = 20  # of a body in a call


@transaction.atomic
def begin_application(*, actor: Actor, call: Call, facts: ApplicationFacts) -> Application:
    """Begin an application of the actor's body, as a draft that nobody else sees.

    Raises: `Denied` for a body that the call does not reach; `WrongState` once it is closed; `Invalid`.
    """
    body = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not actor.may(Right.REPORT) or not reaches(call, body):
        raise Denied
    if not is_open(call):
        raise WrongState(_("The time for applications is over."))
    direction = _direction(call, facts.direction)
    drafts = Application.objects.filter(call=call, organization=body, state=ApplicationState.DRAFT)
    if drafts.count() >= MOST_DRAFTS:
        raise Invalid([Problem("", _("Your body has twenty drafts in this call already."))])
    now = clock.now()
    made = Application(
        call=call, direction=direction, organization=body, template=call.template,
        made_name=actor.signature, made_at=now, changed_at=now,
    )  # fmt: skip
    block, project = block_of(call.template_id), chosen_project(made, facts.project or "")
    if project is not None:
        facts = filled(facts, call, project, block)
    put(actor, made, facts, block)
    made.save()
    put_beside(made, facts, call)
    record(actor=actor, verb="calls.apply", on=made, detail={"call": call.code})
    return made


@transaction.atomic
def write_application(
    *, actor: Actor, application: Application, facts: ApplicationFacts, version: int | None = None
) -> Application:
    """Keep what was typed: all of a draft, the returned places of what was sent back.

    Saving again within the same draft leaves one entry in the record an hour, not one a keystroke.

    Raises: `Denied`, `WrongState`; `Conflict` where somebody changed it since `version`; GongwenError.
    """
    current = own_application(actor, application)
    if not is_writable(current):
        raise WrongState(_("It can no longer be changed; what was saved is kept."))
    if version is not None and version != current.version:
        raise Conflict
    if current.state == ApplicationState.DRAFT and facts.direction:
        current.direction = _direction(current.call, facts.direction)
    first = (clock.now() - current.changed_at).total_seconds() > 3600 or current.version == 1
    put(actor, current, facts, block_for(current))
    current.version += 1
    current.changed_at = clock.now()
    current.save()
    put_beside(current, facts, current.call)
    if first:
        record(actor=actor, verb="calls.write", on=current, detail={"version": current.version})
    return current


@transaction.atomic
def drop_application(*, actor: Actor, application: Application) -> None:
    """Throw a draft away that was never sent. Raises `Denied`, `WrongState`."""
    current = own_application(actor, application)
    if current.state != ApplicationState.DRAFT or current.number is not None:
        raise WrongState
    record(actor=actor, verb="calls.drop_application", on=current, detail={"call": current.call.code})
    current.delete()


@transaction.atomic
def put_in_order(*, actor: Actor, call: Call, places: Mapping[str, int | None]) -> None:
    """The order of the body's own first review, by code. Raises `Denied`; `Invalid` for a place twice."""
    if not actor.may(Right.REPORT) or actor.organization_id is None:
        raise Denied
    mine = Application.objects.select_for_update().filter(
        call=call, organization=actor.organization_id, code__in=list(places)
    )
    given = [place for place in places.values() if place]
    if len(given) != len(set(given)):
        raise Invalid([Problem("place", _("Two applications share a place."))])
    for one in mine:
        one.place = places[one.code] or None
        one.save(update_fields=["place"])
    record(actor=actor, verb="calls.order", on=call, detail={"count": len(given)})


def own_application(actor: Actor, application: Application) -> Application:
    """The application with its call, locked. Raises `Denied` for anyone but the people of its body."""
    current = locked_application(application)
    if not can_write(actor, current):
        raise Denied
    return current


def locked_application(application: Application) -> Application:
    """The application, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related(
        "call__organization", "call__under", "call__task", "direction", "organization", "template"
    ).get(pk=application.pk)


def _direction(call: Call, code: str) -> Direction:
    found = call.directions.filter(code=code).first() if code else None
    if found is None:
        found = call.directions.first() if not code or call.directions.count() == 1 else None
    if found is None:
        raise Invalid([Problem("direction", _("Please choose a direction."))])
    return found
