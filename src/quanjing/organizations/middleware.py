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

OPEN_BEFORE_SETUP = ("/setup/", "/language/", "/healthz", "/readyz", "/api/", "/about/", "/help/")


class ActorMiddleware:
    """Sets `request.actor`: one query for people who are signed in, none for others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.set_up = False  # an installation is never emptied again, so a yes is remembered

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        cast(PageRequest, request).actor = actor
        if actor is None and not self._is_set_up() and not request.path.startswith(_open_paths()):
            return redirect("setup")
        return self.get_response(request)

    def _is_set_up(self) -> bool:
        self.set_up = self.set_up or queries.any_exists()
        return self.set_up


def actor_of(request: HttpRequest) -> Actor | None:
    """The signed-in person under the post chosen in the session, otherwise the first that gives rights."""
    user = request.user
    if not user.is_authenticated:
        return None
    origin = client_address(request)
    posts = list(queries.posts_of(user.pk))
    if not posts:
        return Actor(user_id=user.pk, user_name=user.name, origin=origin)
    wanted = request.session.get(queries.POST_IN_SESSION)
    usual = next((post for post in posts if RIGHTS[Role(post.role)]), posts[0])
    post = next((post for post in posts if post.code == wanted), usual)
    return queries.actor_for(post, origin)


def _open_paths() -> tuple[str, ...]:
    return (*OPEN_BEFORE_SETUP, settings.STATIC_URL)
