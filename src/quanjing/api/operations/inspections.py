"""Inspections and findings: what the caller sees; a self-check sent, a finding rectified and closed."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from ninja.responses import Status

from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.inspections import (
    ClosingNote,
    Evidence,
    FindingLine,
    FindingsFilter,
    InspectionLine,
    InspectionRead,
    InspectionsFilter,
    SelfCheck,
)
from quanjing.foundation.errors import Invalid, Missing, Problem
from quanjing.inspections import actions, queries

router = Router()


@router.get("/inspections", response=Listing[InspectionLine], summary=_("Inspections that the caller sees"))
def inspection_list(request: HttpRequest, wanted: Query[InspectionsFilter]) -> dict[str, object]:
    narrowed = queries.InspectionFilter(state=wanted.state or "")
    found = queries.inspection_list(actor_of(request), narrowed)
    return listing(found, wanted, lambda rows: [InspectionLine.of(row) for row in rows])


@router.get("/inspections/{code}", response=InspectionRead, summary=_("One inspection with its items"))
def inspection_read(request: HttpRequest, code: str) -> InspectionRead:
    actor = actor_of(request)
    found = queries.get_inspection(actor, code)
    return InspectionRead.of(found, queries.items_of(found.template_id), queries.counts_of(actor, found))


@router.post(
    "/inspections/{code}/self-check",
    response={201: list[FindingLine]},
    summary=_("Send the self-check of the own body"),
)
def self_check_send(request: HttpRequest, code: str, given: SelfCheck) -> Status[list[FindingLine]]:
    """What is not in order becomes findings of the body itself, which are returned."""
    actor = actor_of(request)
    inspection = queries.get_inspection(actor, code)
    body = queries.get_body(actor, inspection, actor.organization_code)
    made = actions.send_answers(actor=actor, body=body, given=given.given())
    return Status(201, [FindingLine.of(one) for one in made])


@router.get("/findings", response=Listing[FindingLine], summary=_("Findings that the caller sees"))
def finding_list(request: HttpRequest, wanted: Query[FindingsFilter]) -> dict[str, object]:
    """Without a state, those that are not settled yet."""
    narrowed = queries.FindingFilter(
        inspection=wanted.inspection or "",
        under=wanted.under or "",
        state=wanted.state or "",
        colour=wanted.colour or "",
        mine=wanted.mine,
    )
    try:
        found = queries.finding_list(actor_of(request), narrowed)
    except Missing as error:
        raise Invalid([Problem("under", str(error))]) from None
    return listing(found, wanted, lambda rows: [FindingLine.of(row) for row in rows])


@router.get("/findings/{code}", response=FindingLine, summary=_("One finding"))
def finding_read(request: HttpRequest, code: str) -> FindingLine:
    return FindingLine.of(queries.get_finding(actor_of(request), code))


@router.post("/findings/{code}/rectify", response=FindingLine, summary=_("Say that it is rectified"))
def finding_rectify(request: HttpRequest, code: str, given: Evidence) -> FindingLine:
    actor = actor_of(request)
    finding = queries.get_finding(actor, code)
    return FindingLine.of(actions.rectify(actor=actor, finding=finding, evidence=given.evidence))


@router.post("/findings/{code}/close", response=FindingLine, summary=_("Close it as a second person"))
def finding_close(request: HttpRequest, code: str, given: ClosingNote) -> FindingLine:
    actor = actor_of(request)
    finding = queries.get_finding(actor, code)
    return FindingLine.of(actions.close_finding(actor=actor, finding=finding, note=given.note))
