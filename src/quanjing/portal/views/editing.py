"""The door to the editing pages: who comes through edits under the post of this request, and only as long."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.portal.models import HomePage
from quanjing.portal.queries import home_of
from quanjing.portal.rules import can_edit

PAGES = ("add_page", "change_page")  # never publish_page: that is done by the second person's sign-off
FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
CLOSED = ("/account/", "/password_reset/", "/login/", "/logout/", "/users/", "/groups/", "/test404/")
STARTS = re.compile(
    rb"<script>((?:init(?:Date|DateTime|Time)Chooser|new (?:Image|Page|Document)Chooser)"
    rb'\("[\w-]+", \{[^<>();]*\}\);)</script>'
)
POLICY = {
    "default-src": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "style-src": [SELF, UNSAFE_INLINE],  # the editor writes style elements
    "script-src": [SELF],
    "object-src": [NONE],
    "frame-src": [SELF],  # previews
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
}


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wagtail's view for editors alone: rights come from the post, for this request, stored nowhere."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = signed_in(request)
        home = home_of()
        if home is None or not can_edit(actor, home):
            raise Denied
        if any(part in request.path for part in CLOSED):
            return redirect("account_security")
        lay_rights(request.user, actor, home)
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        policy = {**POLICY, "script-src": [SELF, *known_scripts(response)]}
        del response["Content-Security-Policy"]  # a preview was drawn by a request of its own
        response._csp_replace = policy  # type: ignore[attr-defined]  # read by the middleware of django-csp
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return door


def known_scripts(response: HttpResponse) -> list[str]:
    """The hashes of the one-line calls by which Wagtail starts its choosers; no other one runs."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    calls = STARTS.findall(response.content)
    return [f"'sha256-{b64encode(sha256(call).digest()).decode()}'" for call in dict.fromkeys(calls)]


def lay_rights(user: Any, actor: Actor, home: HomePage) -> None:
    """Fill what Wagtail and Django ask a user for, before they look into tables that are empty here."""
    user.editor = actor
    user._perm_cache = {"wagtailadmin.access_admin"} | {
        f"portal.{name}_{model}" for name in ("add", "change", "delete") for model in ("picture", "download")
    }
    user._page_permission_cache = [
        GroupPagePermission(pk=number, page=home, permission=Permission(codename=name))
        for number, name in enumerate(PAGES, 1)
    ]
    root = Collection.get_first_root_node()
    user._collection_permission_cache = [
        GroupCollectionPermission(pk=number, collection=root, permission=Permission(codename=name))
        for number, name in enumerate(FILES, 1)
    ]
