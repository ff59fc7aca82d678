"""Who acts in this request; and an empty installation leads to its setup page."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from quanjing.foundation.actor import Actor
from quanjing.foundation.http import PageRequest, client_address
from quanjing.organizations import queries
from quanjing.organizations.enums import RIGHTS, Role
from quanjing.organizations.models import Post

OPEN_BEFORE_SETUP = ("/setup/", "/language/", "/healthz", "/readyz", "/api/", "/about/", "/help/")


class ActorMiddleware:
    """Sets `request.actor`: one query for people who are signed in, none for others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.set_up = False  # an installation is never emptied again, so a yes is remembered

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, hats = actor_and_hats(request)
        cast(PageRequest, request).actor = actor
        cast(PageRequest, request).hats = hats
        if actor is None and not self._is_set_up() and not request.path.startswith(_open_paths()):
            return redirect("setup")
        return self.get_response(request)

    def _is_set_up(self) -> bool:
        self.set_up = self.set_up or queries.any_exists()
        return self.set_up


def actor_and_hats(request: HttpRequest) -> tuple[Actor | None, list[Post]]:
    """Who acts, and the posts that he may act under.

    The post chosen in the session, otherwise the first of his own that gives rights; a delegate acts under
    another's post only where he chose it.
    """
    user = request.user
    if not user.is_authenticated:
        return None, []
    origin = client_address(request)
    hats = list(queries.hats_of(user.pk))
    own = [post for post in hats if post.holder_id == user.pk] or hats
    if not own:
        return Actor(user_id=user.pk, user_name=user.name, origin=origin), []
    wanted = request.session.get(queries.POST_IN_SESSION)
    usual = next((post for post in own if RIGHTS[Role(post.role)]), own[0])
    post = next((post for post in hats if post.code == wanted), usual)
    return queries.actor_for(post, origin, user), hats


def _open_paths() -> tuple[str, ...]:
    return (*OPEN_BEFORE_SETUP, settings.STATIC_URL)
