"""The request as views see it, and the middleware that turns named errors into pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from ipaddress import ip_address, ip_network
from typing import IO, Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Missing, QuanjingError, SignInRequired

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "eml": "message/rfc822",
}


class PageRequest(HttpRequest):
    """A request after the middleware: `actor` is None while nobody is signed in."""

    actor: Actor | None
    hats: Sequence[Any]  # the posts that the person may act under
    htmx: bool


def signed_in(request: HttpRequest) -> Actor:
    """The actor of this request, of some body. Raises as `taking_part`, and `Missing` for a guest."""
    actor = taking_part(request)
    if actor.may(Right.GUEST):
        raise Missing
    return actor


def taking_part(request: HttpRequest) -> Actor:
    """The actor of a page that guests see as well, such as a judge's own.

    Raises `SignInRequired`, or `Denied` for a person without a post.
    """
    actor = cast(PageRequest, request).actor
    if actor is None:
        raise SignInRequired
    if actor.post_id is None:
        raise Denied
    return actor


def attachment(data: bytes | IO[bytes], name: str) -> FileResponse:
    """A file to be saved as `name`, with an ending of `MEDIA_TYPES`; the response closes what is open."""
    content = BytesIO(data) if isinstance(data, bytes) else data
    name = name.replace("/", "-")  # or all before it would be taken for a folder
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


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
