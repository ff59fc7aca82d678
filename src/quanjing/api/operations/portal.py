"""The public portal: what anybody reads there, without a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.schemas.common import Listing, Paging, listing
from quanjing.api.schemas.portal import ArticleLine, ArticleOut, ArticlesFilter, GradesLine, GradesOut
from quanjing.foundation.errors import Missing
from quanjing.foundation.public import PublicKind, kind_of
from quanjing.portal.queries import live_article, live_articles

router = Router()


@router.get(
    "/portal/articles",
    auth=None,
    response=Listing[ArticleLine],
    summary=_("Published articles"),
)
def portal_article_list(
    request: HttpRequest,  # noqa: ARG001
    wanted: Query[ArticlesFilter],
) -> dict[str, object]:
    found: Any = live_articles(wanted.language, wanted.column)
    return listing(found, wanted, lambda rows: [ArticleLine.of(row) for row in rows])


@router.get(
    "/portal/articles/{int:number}", auth=None, response=ArticleOut, summary=_("One published article")
)
def portal_article_read(request: HttpRequest, number: int) -> ArticleOut:  # noqa: ARG001
    found = live_article(number)
    if found is None:
        raise Missing
    return ArticleOut.whole(found)


@router.get(
    "/portal/grades",
    auth=None,
    response=Listing[GradesLine],
    summary=_("Grades of assessments that were set free"),
)
def portal_grade_list(request: HttpRequest, wanted: Query[Paging]) -> dict[str, object]:  # noqa: ARG001
    kind = _grades()
    return listing(kind.things(), wanted, lambda rows: [GradesLine.of(kind.facts(row)) for row in rows])


@router.get(
    "/portal/grades/{slug:code}",
    auth=None,
    response=GradesOut,
    summary=_("The bodies of each grade that was set free; no marks"),
)
def portal_grade_read(request: HttpRequest, code: str) -> GradesOut:  # noqa: ARG001
    page = _grades().page
    found = page(code) if page is not None else None
    if found is None:
        raise Missing
    return GradesOut.whole(found)


def _grades() -> PublicKind:
    """The list of the portal, so that nothing is said here that does not stand there."""
    kind = kind_of("grades")
    if kind is None:
        raise Missing
    return kind
