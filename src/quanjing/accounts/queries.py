"""Finding people and their invitations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from quanjing.accounts.models import Invitation, User
from quanjing.foundation import clock


def hashed(secret: str) -> str:
    """What is kept of a secret: SHA-256 is enough, since secrets are random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_invitation(secret: str) -> Invitation | None:
    """The invitation behind a one-time link, while it is unused, in time and its person active."""
    return (
        Invitation.objects.select_related("user")
        .filter(
            secret_hash=hashed(secret.strip().lower()),
            used_at=None,
            expires_at__gt=clock.now(),
            user__is_active=True,
        )
        .first()
    )


def by_username(username: str) -> User | None:
    return User.objects.filter(username=username.strip().lower()).first()


def taken(usernames: Iterable[str]) -> set[str]:
    """Which of these usernames belong to somebody."""
    return set(User.objects.filter(username__in=list(usernames)).values_list("username", flat=True))
