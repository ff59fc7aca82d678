"""For readers that are programs: feeds, the map of the site, what they may read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from quanjing.foundation import clock
from quanjing.portal import queries
from quanjing.portal.models import ColumnPage
from quanjing.portal.queries import News
from quanjing.portal.views.drawing import Drawn, kept

ENTRIES = 30


@require_safe
@kept
def feed(language: str, path: str, number: int, column: str = "") -> Drawn:  # noqa: ARG001
    """The newest articles of the portal or of one column, as Atom."""
    home = queries.live_home(language)
    below: Any = queries.live_page(column) if column else home
    if home is None or below is None or not (below == home or isinstance(below, ColumnPage)):
        raise Http404
    made = Atom1Feed(
        title=below.title,
        link=queries.whole_address(queries.page_url(below)),
        description=getattr(below, "summary", "") or home.title,
        language=language,
        feed_url=queries.whole_address(path),
        author_name=home.organization.name,
    )
    for one in _entries(below, language, whole=not column)[:ENTRIES]:
        day = datetime.combine(one.day, time(), tzinfo=clock.CHINA)
        made.add_item(
            title=one.title,
            link=queries.whole_address(one.url),
            description=one.text,
            unique_id=queries.whole_address(one.url),
            pubdate=day,
            updateddate=(one.changed or day).astimezone(UTC),
            author_name=one.by or home.organization.name,
            categories=[one.mark] if one.mark else [],
        )
    return "application/atom+xml; charset=utf-8", made.writeString("utf-8")


def _entries(below: Any, language: str, *, whole: bool) -> list[News]:
    """Articles, and in the feed of the whole what the lists say, the newest first."""
    found = [
        News(one.title, queries.page_url(one), one.day, one.summary, one.byline, "", one.last_published_at)
        for one in queries.articles_in(below)
    ]
    if whole:
        found += queries.listed_news(language, ENTRIES)
    return sorted(found, key=lambda one: one.day, reverse=True)


@require_safe
@kept
def sitemap(language: str, path: str, number: int) -> Drawn:  # noqa: ARG001
    """Every public address with the day of its last change."""
    pages: list[tuple[str, date | None]] = [
        (queries.whole_address(queries.page_url(page)), page.last_published_at)
        for page in queries.mapped_pages()
    ]
    lists = [
        queries.whole_address(queries.list_url(kind.code, each))
        for kind in queries.public_kinds()
        for each in ("zh-hans", "en")
    ]
    for each in ("zh-hans", "en"):
        pages += [(queries.whole_address(url), day) for url, day in queries.mapped_lines(each)]
    text = render_to_string("portal/sitemap.xml", {"pages": pages, "lists": lists})
    return "application/xml; charset=utf-8", text


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Programs read the portal and nothing else."""
    lines = ["User-agent: *", "Allow: /p/", "Allow: /static/", "Disallow: /p/find/", "Disallow: /"]
    lines.append(f"Sitemap: {settings.BASE_URL.rstrip('/')}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
