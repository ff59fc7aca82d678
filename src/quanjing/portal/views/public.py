"""What readers see."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_safe

from quanjing.foundation import public
from quanjing.foundation.limits import too_often
from quanjing.foundation.paging import Page
from quanjing.portal import queries
from quanjing.portal.models import ColumnPage
from quanjing.portal.queries import articles_in
from quanjing.portal.views.drawing import Drawn, drawn, kept, language_of, page_or_404
from quanjing.search.matching import pieces

ROWS = 50
MOST_SEARCHES = 60  # of one address in a minute


def _turned(rows: Any, number: int) -> Page[Any]:
    paginator = Paginator(rows, ROWS)
    page = paginator.get_page(number)
    return Page(list(page.object_list), page.number, paginator.num_pages, paginator.count, "", "")


@require_safe
@kept
def page(language: str, path: str, number: int, path_below: str) -> Drawn:  # noqa: ARG001
    """A published page, drawn by its own template."""
    found = page_or_404(path_below)
    context: dict[str, Any] = {"page": found}
    if isinstance(found, ColumnPage):
        context["turned"] = _turned(articles_in(found), number)
    return drawn(found.template, path, context)


@require_safe
@kept
def public_list(language: str, path: str, number: int, code: str) -> Drawn:
    """One of the platform's lists."""
    kind = public.kind_of(code)
    if kind is None:
        raise Http404
    turned = _turned(kind.things(), number)
    lines = [kind.facts(thing) for thing in turned.rows]
    numbers = queries.suggestions() if code == "answers" else None
    other = queries.list_url(code, "zh-hans" if language == "en" else "en")
    context = {"kind": kind, "lines": lines, "turned": turned, "numbers": numbers, "other": other}
    return drawn("portal/list.html", path, context)


@require_safe
@kept
def public_line(language: str, path: str, number: int, code: str, line: str) -> Drawn:  # noqa: ARG001
    """One line of a list as a page of its own."""
    kind = public.kind_of(code)
    found = kind.page(line) if kind is not None and kind.page is not None else None
    if kind is None or found is None:
        raise Http404
    other = queries.line_url(code, line, "zh-hans" if language == "en" else "en")
    place = queries.list_url(code, language)
    context = {"kind": kind, "one": found, "line": found.facts, "other": other, "place": place}
    return drawn("portal/line.html", path, context)


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The search of readers: nothing of it is kept."""
    language = language_of(request.path)
    question = request.GET.get("q", "")[:200]
    often = too_often(request, "portal.find", MOST_SEARCHES)
    found, words = ([], []) if often else queries.find_pages(question, language)
    lines = [(page, pieces(document.text, words), document.on) for document, page in found]
    with translation.override(language):
        listed = [] if often else queries.find_listed(question, language)
        context = {"question": question, "lines": lines, "listed": listed, "often": often}
        content_type, text = drawn("portal/find.html", request.path, context)
    return HttpResponse(text, content_type=content_type, status=429 if often else 200)


@require_safe
def go(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001
    """To a published page by its number."""
    found = queries.live_by_key(number)
    if found is None:
        raise Http404
    return redirect(queries.page_url(found))
