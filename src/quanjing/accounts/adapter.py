"""How allauth and axes behave here: nobody signs up alone, accounts come from invitations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from quanjing.accounts.models import User
from quanjing.foundation.http import client_address


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("account_security")

    def post_login(self, request: HttpRequest, user: User, **rest: Any) -> HttpResponse:
        """After signing in the pages speak the person's language."""
        response: HttpResponse = super().post_login(request, user, **rest)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response


def username_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Which name a sign-in tried, so that a lockout hits that name and not everybody at an address."""
    tried = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(tried).strip().lower()[:150]
