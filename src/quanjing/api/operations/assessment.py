"""What bodies are assessed by: the list, one sheet. Filling in is done on pages, where evidence is chosen."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.schemas.assessment import AssessmentOut, AssessmentSheet
from quanjing.api.schemas.common import Listing, Paging, listing
from quanjing.assessment import queries

router = Router()


@router.get(
    "/assessments",
    response=Listing[AssessmentOut],
    summary=_("Assessments of the own body, or of all it issued"),
)
def assessment_list(request: HttpRequest, wanted: Query[Paging]) -> dict[str, object]:
    rows = queries.bodies_visible_to(actor_of(request))
    return listing(rows, wanted, lambda rows: [AssessmentOut.of(row) for row in rows])


@router.get(
    "/assessments/{slug:code}", response=AssessmentSheet, summary=_("The sheet of a body, line by line")
)
def assessment_read(request: HttpRequest, code: str) -> AssessmentSheet:
    found = queries.get_body(actor_of(request), code)
    shown = found.scheme.state in queries.SHOWN
    return AssessmentSheet.whole(found, queries.lines_shown(found, reviews=shown), shown=shown)
