"""The request as views see it, and the middleware that turns named errors into pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address, ip_network
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, QuanjingError, SignInRequired


class PageRequest(HttpRequest):
    """A request after the middleware: `actor` is None while nobody is signed in."""

    actor: Actor | None
    hats: Sequence[Any]  # the posts that the person may act under
    htmx: bool


def signed_in(request: HttpRequest) -> Actor:
    """The actor of this request. Raises `SignInRequired`, or `Denied` for a person without a post."""
    actor = cast(PageRequest, request).actor
    if actor is None:
        raise SignInRequired
    if actor.post_id is None:
        raise Denied
    return actor


def client_address(request: HttpRequest) -> str:
    """The address that the request came from.

    `X-Forwarded-For` counts only as far as it was written by `settings.TRUSTED_PROXIES` (addresses or
    networks): read from its end, the first address that is not one of them is the client.
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while passed and passed[-1] and _is_proxy(address):
        address = passed.pop()
    return address[:64]


def _is_proxy(address: str) -> bool:
    try:
        place = ip_address(address)
    except ValueError:
        return False
    return any(place in ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES)


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
