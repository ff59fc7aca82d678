"""What people change in their own security is recorded; signing in and out is not."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.http import client_address


@receiver(password_changed)
def on_password_changed(request: HttpRequest, user: User, **_: Any) -> None:
    _record(request, user, "accounts.change_password")


@receiver(authenticator_added)
def on_authenticator_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record(request, user, "accounts.add_authenticator", kind=authenticator.type)


@receiver(authenticator_removed)
def on_authenticator_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record(request, user, "accounts.remove_authenticator", kind=authenticator.type)


@receiver(authenticator_reset)
def on_authenticator_reset(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _record(request, user, "accounts.renew_authenticator", kind=authenticator.type)


def _record(request: HttpRequest, user: User, verb: str, **detail: object) -> None:
    actor = getattr(request, "actor", None) or Actor(
        user_id=user.pk, user_name=user.name, origin=client_address(request)
    )
    record(actor=actor, verb=verb, on=user, detail=detail)
