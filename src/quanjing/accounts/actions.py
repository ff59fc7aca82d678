"""People come in by invitation, choose a password and a language. Nothing here counts sign-ins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.accounts.models import Invitation, User
from quanjing.accounts.queries import hashed, open_invitation, taken
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem
from quanjing.foundation.ids import new_written_code

INVITATION_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be entered; `username` is a wish that gets a number where it is taken."""

    username: str
    name: str
    email: str = ""
    phone: str = ""


@transaction.atomic
def add_people(*, people: Sequence[NewPerson], password: str | None = None) -> list[User]:
    """Enter people in their order, in a handful of queries; without `password` nobody can sign in yet.

    Part of another app's action, which records it. A username that is taken is continued: s101, s101-2.
    """
    wished = [person.username.strip().lower() for person in people]
    used = taken(wished) | taken(f"{name}-{n}" for name in wished for n in range(2, 10))
    kept = make_password(password)
    users = []
    for person, username in zip(people, wished, strict=True):
        free = _free(username, used)
        used.add(free)
        users.append(
            User(
                username=free,
                name=person.name,
                email=person.email,
                phone=person.phone,
                password=kept if password else make_password(None),
            )
        )
    return User.objects.bulk_create(users)


@transaction.atomic
def invite_many(*, users: Iterable[User]) -> dict[int, str]:
    """One-time secrets by user id; earlier unused ones of the same people no longer work."""
    now = clock.now()
    secrets = {user.pk: new_written_code() for user in users}
    Invitation.objects.filter(user_id__in=secrets, used_at=None, expires_at__gt=now).update(expires_at=now)
    Invitation.objects.bulk_create(
        Invitation(
            user_id=user_id,
            secret_hash=hashed(secret),
            created_at=now,
            expires_at=now + INVITATION_LIFE,
        )
        for user_id, secret in secrets.items()
    )
    return secrets


def invite(*, user: User) -> str:
    """A secret for `/invitation/<secret>/`: once, within 14 days. The calling action records it."""
    return invite_many(users=[user])[user.pk]


@transaction.atomic
def accept_invitation(*, secret: str, password: str, origin: str = "") -> User:
    """Set the password that the invited person chose, and use the invitation up.

    Raises `Missing` for a link that is unknown, used or too old, `Invalid` for a password that is too weak.
    """
    invitation = open_invitation(secret)
    if invitation is None:
        raise Missing(_("This link was used already or has expired. Please ask for a new one."))
    user = invitation.user
    check_password(password=password, user=user)
    claimed = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=clock.now())
    if not claimed:
        raise Missing(_("This link was used already or has expired. Please ask for a new one."))
    user.set_password(password)
    user.save(update_fields=["password"])
    actor = Actor(user_id=user.pk, user_name=user.name, origin=origin)
    record(actor=actor, verb="accounts.accept_invitation", on=user)
    return user


def check_password(*, password: str, user: User | None = None, where: str = "password") -> None:
    """Raises `Invalid` with what is wrong with a password."""
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Invalid([Problem(where, message) for message in error.messages]) from None


def change_contact(*, user_id: int, phone: str | None = None, email: str | None = None) -> None:
    """A person's own telephone or mailbox; the caller has checked both and leaves the entry."""
    changed = {name: value for name, value in (("phone", phone), ("email", email)) if value is not None}
    User.objects.filter(pk=user_id).update(**changed)


def set_language(*, user_id: int, language: str) -> None:
    """Keep the language of a person's pages; a preference, not a deed, so it is not recorded."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid([Problem("language", _("This language is not spoken here."))])
    User.objects.filter(pk=user_id).update(language=language)


def _free(username: str, used: set[str]) -> str:
    candidate, number = username, 2
    while candidate in used:
        candidate, number = f"{username}-{number}", number + 1
    return candidate
