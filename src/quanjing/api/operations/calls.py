"""Calls that the caller sees, applications of the own body, and the form check of the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.responses import Status

from quanjing.api.auth import actor_of
from quanjing.api.schemas.calls import (
    ApplicationGiven,
    ApplicationOut,
    ApplicationsFilter,
    CallLine,
    CallOut,
    CallsFilter,
    CheckGiven,
)
from quanjing.api.schemas.common import Listing, listing
from quanjing.calls import actions, queries
from quanjing.calls.models import Application
from quanjing.foundation.actor import Actor

router = Router()
ONE = "/applications/{slug:code}"


@router.get("/calls", response=Listing[CallLine], summary=_("Calls for applications that the caller sees"))
def call_list(request: HttpRequest, wanted: Query[CallsFilter]) -> dict[str, object]:
    narrowed = queries.CallFilter(
        kind=wanted.kind or "", state=wanted.state or "", year=str(wanted.year or ""), board=wanted.board
    )
    found = queries.call_list(actor_of(request), narrowed)
    return listing(found, wanted, lambda rows: [CallLine.of(row) for row in rows])


@router.get("/calls/{slug:code}", response=CallOut, summary=_("One call and what it asks"))
def call_read(request: HttpRequest, code: str) -> CallOut:
    call = queries.get_call(actor_of(request), code)
    return CallOut.whole(call, actions.fields_of(call))


@router.get("/applications", response=Listing[ApplicationOut], summary=_("Applications that the caller sees"))
def application_list(request: HttpRequest, wanted: Query[ApplicationsFilter]) -> dict[str, object]:
    found = queries.applications_visible_to(actor_of(request))
    if wanted.call:
        found = found.filter(call__code=wanted.call)
    if wanted.state:
        found = found.filter(state=wanted.state)
    rows = found.select_related("call", "direction", "organization")
    return listing(rows, wanted, lambda rows: [ApplicationOut.of(row) for row in rows])


@router.post(
    "/calls/{slug:code}/applications", response={201: ApplicationOut}, summary=_("Begin an application")
)
def application_begin(request: HttpRequest, code: str, given: ApplicationGiven) -> Status[ApplicationOut]:
    actor = actor_of(request)
    made = actions.begin_application(actor=actor, call=queries.get_call(actor, code), facts=given.facts())
    return Status(201, ApplicationOut.of(made))


@router.patch(ONE, response=ApplicationOut, summary=_("Write an application"))
def application_write(request: HttpRequest, code: str, given: ApplicationGiven) -> ApplicationOut:
    actor = actor_of(request)
    one = queries.get_application(actor, code)
    return ApplicationOut.of(actions.write_application(actor=actor, application=one, facts=given.facts()))


@router.post(f"{ONE}/send", response=ApplicationOut, summary=_("Send an application after a complete check"))
def application_send(request: HttpRequest, code: str) -> ApplicationOut:
    actor = actor_of(request)
    one = queries.get_application(actor, code)
    return ApplicationOut.of(actions.send_application(actor=actor, application=one))


@router.post(f"{ONE}/check", response=ApplicationOut, summary=_("Decide the form check of an application"))
def application_check(request: HttpRequest, code: str, given: CheckGiven) -> ApplicationOut:
    actor = actor_of(request)
    return ApplicationOut.of(_decided(actor, queries.get_application(actor, code), given))


def _decided(actor: Actor, one: Application, given: CheckGiven) -> Application:
    if given.step == "admit":
        return actions.admit(actor=actor, application=one)
    if given.step == "undo":
        return actions.undo_check(actor=actor, application=one)
    if given.step == "refuse":
        return actions.refuse(actor=actor, application=one, reason=given.reason)
    return actions.return_application(actor=actor, application=one, reasons=given.reasons)
