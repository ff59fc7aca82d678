"""Who calls: a token belongs to one post and acts with its rights."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja.security import HttpBearer

from quanjing.foundation.actor import Actor
from quanjing.foundation.http import client_address
from quanjing.organizations.queries import actor_for_token


class TokenRequest(HttpRequest):
    """A request that passed `Token`: `auth` is the actor."""

    auth: Actor


class Token(HttpBearer):
    """`Authorization: Bearer TOKEN`; the token's post must be in force."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_for_token(token.strip(), client_address(request))


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request that passed `Token`."""
    return cast(TokenRequest, request).auth
