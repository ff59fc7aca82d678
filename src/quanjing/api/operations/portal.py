"""The public portal: what anybody reads there, without a token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.portal import ArticleLine, ArticleOut, ArticlesFilter
from quanjing.foundation.errors import Missing
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
