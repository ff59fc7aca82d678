"""The request as views see it, and the middleware that turns named errors into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, QuanjingError, SignInRequired


class PageRequest(HttpRequest):
    """A request after the middleware: `actor` is None while nobody is signed in."""

    actor: Actor | None
    htmx: bool


def signed_in(request: HttpRequest) -> Actor:
    """The actor of this request. Raises `SignInRequired`, or `Denied` for a person without a post."""
    actor = cast(PageRequest, request).actor
    if actor is None:
        raise SignInRequired
    if actor.post_id is None:
        raise Denied
    return actor


class NamedErrors:
    """Shows a named error as a page (or, for HTMX, as a fragment) with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, QuanjingError) or request.path.startswith("/api/"):
            return None
        if isinstance(error, SignInRequired):
            return redirect_to_login(request.get_full_path())
        fragment = bool(getattr(request, "htmx", False))
        template = "foundation/error_fragment.html" if fragment else "foundation/error.html"
        return render(request, template, {"error": error}, status=error.status)
