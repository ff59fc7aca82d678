"""Public pages are drawn once and kept until something changes: the same bytes for every reader.

The key is the address, its language, the day and the version of the portal, which every change moves;
figures of the platform on a page are at most `KEPT` seconds old, and the page says of when. Nothing of the
reader goes into a page: it is drawn without the request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils import translation

from quanjing.foundation import clock
from quanjing.portal import queries

KEPT = 300  # seconds
HTML = "text/html; charset=utf-8"
Drawn = tuple[str, str]  # content type, text
Kept = tuple[str, str, bytes]  # ETag, content type, text
View = Callable[..., HttpResponse]


def language_of(path: str) -> str:
    return "en" if path.startswith("/p/en/") else "zh-hans"


def kept(draw: Callable[..., Drawn]) -> View:
    """A view that answers with what `draw(language, **arguments)` made; `page` is its one parameter."""

    @wraps(draw)
    def view(request: HttpRequest, **arguments: Any) -> HttpResponse:
        return answer(request, language_of(request.path), draw, arguments)

    return view


def answer(
    request: HttpRequest, language: str, draw: Callable[..., Drawn], arguments: dict[str, Any]
) -> HttpResponse:
    number = request.GET.get("page", "")
    turn = f".{number}" if number.isdecimal() and len(number) < 5 else ""
    place = hashlib.md5(f"{request.path}{turn}".encode(), usedforsecurity=False).hexdigest()

    def made() -> Drawn:
        return draw(language, path=request.path, number=int(turn[1:] or 1), **arguments)

    etag, content_type, body = kept_bytes(language, place, made)
    response: HttpResponse
    if request.META.get("HTTP_IF_NONE_MATCH") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # may be kept, must be asked for
    return response


def kept_bytes(language: str, place: str, draw: Callable[[], Drawn]) -> Kept:
    """What is kept for a place of the portal in a language, drawn where nothing is."""
    key = f"portal.{queries.version()}.{clock.today():%j}.{language}.{place}"
    found: Kept | None = cache.get(key)
    if found is None:
        with translation.override(language):
            content_type, text = draw()
        body = text.encode()
        found = (f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"', content_type, body)
        cache.set(key, found, KEPT)
    return found


def drawn(template: str, path: str, context: dict[str, Any]) -> Drawn:
    """A page of the portal; `path` is where the reader is."""
    return HTML, render_to_string(template, {**context, "path": path, "now": clock.now()})


def page_or_404(path: str) -> Any:
    found = queries.live_page(path)
    if found is None:
        raise Http404
    return found
