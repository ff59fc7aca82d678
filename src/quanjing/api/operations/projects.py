"""Projects: what the caller may see, and what a lead reports and settles."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.projects import NewReport, ProjectLine, ProjectOut, ProjectsFilter, Settlement
from quanjing.calls.actions.project_changes import settle
from quanjing.calls.actions.projects import report_milestone
from quanjing.calls.queries import projects as queries

router = Router()


@router.get(
    "/projects",
    response=Listing[ProjectLine],
    summary=_("Projects that the body leads, joins or looks after"),
)
def project_list(request: HttpRequest, wanted: Query[ProjectsFilter]) -> dict[str, object]:
    narrowed = queries.ProjectFilter(
        state=wanted.state or "",
        kind=wanted.kind or "",
        year=str(wanted.year or ""),
        overdue=wanted.overdue,
    )
    found = queries.project_list(actor_of(request), narrowed)
    return listing(found, wanted, lambda rows: [ProjectLine.of(row) for row in rows])


@router.get("/projects/{slug:code}", response=ProjectOut, summary=_("A project with its reports and budget"))
def project_read(request: HttpRequest, code: str) -> ProjectOut:
    return ProjectOut.whole(queries.page_of_project(actor_of(request), code))


@router.post(
    "/projects/{slug:code}/reports/{slug:report}",
    response=ProjectOut,
    summary=_("Report on a project of the own body"),
)
def project_report(request: HttpRequest, code: str, report: str, given: NewReport) -> ProjectOut:
    actor = actor_of(request)
    milestone = queries.get_milestone(queries.get_project(actor, code), report)
    report_milestone(actor=actor, milestone=milestone, given=given.given())
    return ProjectOut.whole(queries.page_of_project(actor, code))


@router.post(
    "/projects/{slug:code}/settlement",
    response=ProjectOut,
    summary=_("Settle the budget of a project of the own body"),
)
def project_settle(request: HttpRequest, code: str, given: Settlement) -> ProjectOut:
    actor = actor_of(request)
    amounts = {one.position: (one.amount, one.reason) for one in given.lines}
    settle(actor=actor, project=queries.get_project(actor, code), amounts=amounts, version=given.version)
    return ProjectOut.whole(queries.page_of_project(actor, code))
