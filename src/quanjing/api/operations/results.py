"""Public notices that run and results that came out: what anybody reads, without a token."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.openapi import download
from quanjing.api.schemas.common import Listing, Paging, listing
from quanjing.api.schemas.results import PublicNoticeLine, PublicNoticeOut, PublicResultLine, PublicResultOut
from quanjing.calls.actions.result_tables import result_table
from quanjing.calls.queries.notices import (
    PublicList,
    public_notices,
    public_results,
    published_calls,
    running_notices,
)
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import attachment

router = Router()
ONE = "/public/results/{slug:code}"


@router.get(
    "/public/notices",
    auth=None,
    response=Listing[PublicNoticeLine],
    summary=_("Public notices that run today"),
)
def public_notice_list(request: HttpRequest, wanted: Query[Paging]) -> dict[str, object]:  # noqa: ARG001
    return listing(running_notices(), wanted, lambda rows: [PublicNoticeLine.of(row) for row in rows])


@router.get(
    "/public/notices/{slug:code}",
    auth=None,
    response=PublicNoticeOut,
    summary=_("One public notice and its list"),
)
def public_notice_read(request: HttpRequest, code: str) -> PublicNoticeOut:  # noqa: ARG001
    return PublicNoticeOut.whole(_only(public_notices(running_notices().filter(code=code))))


@router.get(
    "/public/results",
    auth=None,
    response=Listing[PublicResultLine],
    summary=_("Results of calls that came out"),
)
def public_result_list(request: HttpRequest, wanted: Query[Paging]) -> dict[str, object]:  # noqa: ARG001
    found: Any = published_calls()
    return listing(found, wanted, lambda rows: [PublicResultLine.of(row) for row in rows])


@router.get(ONE, auth=None, response=PublicResultOut, summary=_("The results of one call"))
def public_result_read(request: HttpRequest, code: str) -> PublicResultOut:  # noqa: ARG001
    calls = list(published_calls().filter(code=code))
    return PublicResultOut.whole(calls[0] if calls else None, _only(public_results(calls)).groups)


@router.get(
    f"{ONE}/table.xlsx",
    auth=None,
    summary=_("The results of one call as a table"),
    openapi_extra=download("xlsx"),
)
def public_result_table(request: HttpRequest, code: str) -> FileResponse:  # noqa: ARG001
    found = _only(public_results(list(published_calls().filter(code=code))))
    return attachment(result_table(found), f"{code}.xlsx")


def _only(found: list[PublicList]) -> PublicList:
    """The one list. Raises `Missing`."""
    if not found:
        raise Missing
    return found[0]
