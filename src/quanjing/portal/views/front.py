"""At / whoever is not signed in reads the portal, once it is published; a word for what is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from quanjing.foundation.http import PageRequest
from quanjing.portal import queries
from quanjing.portal.views.drawing import Drawn, answer, drawn, kept_bytes, language_of


class FrontPage:
    """Behind the middleware that says who acts. Without a published first page everything is as it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_front = request.path == "/" and request.method in ("GET", "HEAD")
        if is_front and cast(PageRequest, request).actor is None and queries.portal_is_open():
            language = "en" if get_language() == "en" else "zh-hans"
            return answer(request, language, _front, {})
        response = self.get_response(request)
        if response.status_code == 404 and request.path.startswith("/p/") and queries.portal_is_open():
            return _not_found(language_of(request.path))
        return response


def _not_found(language: str) -> HttpResponse:
    """For readers, with the bar of the portal; nothing of what was asked for stands in it, so one is kept."""
    front = "/p/en/" if language == "en" else "/p/"
    draw = partial(drawn, "portal/not_found.html", front, {})
    _etag, content_type, body = kept_bytes(language, "404", draw)
    return HttpResponse(body, content_type=content_type, status=404)


def _front(language: str, path: str, number: int) -> Drawn:  # noqa: ARG001
    home = queries.live_home(language)
    assert home is not None  # a first page is published
    return drawn(home.template, path, {"page": home})
