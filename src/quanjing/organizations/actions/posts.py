"""Posts, the people in them, their one-time links and tokens."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.accounts import actions as accounts
from quanjing.accounts.actions import INVITATION_LIFE, NewPerson
from quanjing.accounts.models import User
from quanjing.accounts.queries import by_username, hashed
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.foundation.ids import new_code, new_secret
from quanjing.organizations.enums import Office, Role
from quanjing.organizations.models import ApiToken, Organization, Post
from quanjing.organizations.queries import actor_for, holders_outside
from quanjing.organizations.rules import can_administer, can_invite, can_use

TOKEN_PREFIX = "qj_"


@dataclass(frozen=True, slots=True)
class Slip:
    """One printed slip: who signs in for which body, with which one-time address, until when."""

    organization: str
    person: str
    username: str
    address: str
    expires_at: datetime


@transaction.atomic
def create_post(
    *,
    actor: Actor,
    organization: Organization,
    title: str,
    role: str,
    holder: User | None,
    office: str = Office.OTHER,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Post:
    """Set up a post with its holder for a term. Raises `Denied`, `Invalid`."""
    if not can_administer(actor, organization):
        raise Denied
    problems = []
    if not title.strip():
        problems.append(Problem("title", _("What is the post called?")))
    if role not in Role.values or role == Role.GUEST:
        problems.append(Problem("role", _("This kind of post does not exist.")))
    if office not in Office.values:
        problems.append(Problem("office", _("This office does not exist.")))
    if starts_on and ends_on and ends_on < starts_on:
        problems.append(Problem("ends_on", _("The last day lies before the first.")))
    if problems:
        raise Invalid(problems)
    post = Post.objects.create(
        organization=organization,
        title=title.strip(),
        role=role,
        office=office,
        holder=holder,
        starts_on=starts_on or clock.today(),
        ends_on=ends_on,
    )
    detail = {"role": role, "holder": holder.username if holder else ""}
    record(actor=actor, verb="organizations.create_post", on=post, detail=detail)
    return post


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    organization: Organization,
    title: str,
    role: str,
    person: NewPerson,
    office: str = Office.OTHER,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Post:
    """Set up a post for a person by username: someone of the actor's own subtree, or somebody new.

    An office holder without rights needs no username. Raises `Denied`, and `Invalid` where the username is
    missing or belongs to a person elsewhere.
    """
    if not can_administer(actor, organization):
        raise Denied
    return create_post(
        actor=actor,
        organization=organization,
        title=title,
        role=role,
        holder=_holder(actor, person, role),
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def fill_post(
    *,
    actor: Actor,
    post: Post,
    person: NewPerson,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Post:
    """Give a vacant post its holder and term. Raises `Denied`, `WrongState` where it is held, `Invalid`."""
    post = Post.objects.select_for_update(of=("self",)).select_related("organization").get(pk=post.pk)
    if not can_administer(actor, post.organization):
        raise Denied
    if post.holder_id is not None:
        raise WrongState
    begin = starts_on or clock.today()
    if ends_on and ends_on < begin:
        raise Invalid([Problem("ends_on", _("The last day lies before the first."))])
    post.holder = _holder(actor, person, post.role)
    post.starts_on, post.ends_on = begin, ends_on
    post.save(update_fields=["holder", "starts_on", "ends_on"])
    record(actor=actor, verb="organizations.fill_post", on=post, detail={"holder": post.holder.username})
    return post


def _holder(actor: Actor, person: NewPerson, role: str) -> User:
    """The person by username, or entered anew. Raises `Invalid`."""
    if not person.username and role != Role.NONE:
        raise Invalid([Problem("username", _("This post needs a username to sign in with."))])
    person = person if person.username else dataclasses.replace(person, username=f"p-{new_code()}")
    holder = by_username(person.username)
    if holder is None:
        holder = accounts.add_people(people=[person])[0]
    elif holders_outside([holder.pk], actor.path):
        raise Invalid([Problem("username", _("This username belongs to somebody in another office."))])
    return holder


@transaction.atomic
def end_post(*, actor: Actor, post: Post, on: date) -> Post:
    """Let a post end with the day `on`; its past stays. Raises `Denied`, `Invalid` for too early a day."""
    if not can_administer(actor, post.organization):
        raise Denied
    if post.starts_on and on < post.starts_on:
        raise Invalid([Problem("ends_on", _("The last day lies before the first."))])
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    record(actor=actor, verb="organizations.end_post", on=post, detail={"ends_on": on.isoformat()})
    return post


@transaction.atomic
def invite(*, actor: Actor, user: User) -> str:
    """The path of a new one-time link, for a first or a forgotten password; earlier ones stop working.

    Raises `Denied` for a person who also holds a post outside the actor's subtree.
    """
    if not can_invite(actor, user):
        raise Denied
    secret = accounts.invite(user=user)
    record(actor=actor, verb="organizations.invite", on=user)
    return reverse("invitation", args=[secret])


@transaction.atomic
def invite_holders(*, actor: Actor, under: Organization, posts: Iterable[Post]) -> list[Slip]:
    """One slip with a one-time link for the holder of each post, in the order of `posts`.

    The posts lie in the subtree of `under`. A holder with a post outside the actor's subtree gets none.
    Raises `Denied`.
    """
    if not can_administer(actor, under):
        raise Denied
    held = {post.holder_id: post for post in reversed(list(posts)) if post.holder_id is not None}
    outside = holders_outside(held, actor.path)
    chosen = [post for holder_id, post in reversed(held.items()) if holder_id not in outside]
    if not all(can_administer(actor, post.organization) for post in chosen):
        raise Denied
    secrets = accounts.invite_many(users=[post.holder for post in chosen if post.holder is not None])
    expires_at = clock.now() + INVITATION_LIFE
    slips = [
        Slip(
            post.organization.name,
            post.holder.name,
            post.holder.username,
            settings.BASE_URL.rstrip("/") + reverse("invitation", args=[secrets[post.holder.pk]]),
            expires_at,
        )
        for post in chosen
        if post.holder is not None
    ]
    detail = {"count": len(slips), "organizations": [post.organization.code for post in chosen]}
    record(actor=actor, verb="organizations.invite_holders", on=under, detail=detail)
    return slips


@transaction.atomic
def issue_token(*, post: Post) -> str:
    """A new API token that acts under `post`; only its hash is kept. Raises `Missing` for a vacant post."""
    if post.holder is None:
        raise Missing
    secret = TOKEN_PREFIX + new_secret()
    ApiToken.objects.create(post=post, secret_hash=hashed(secret), created_at=clock.now())
    record(actor=actor_for(post), verb="organizations.issue_token", on=post)
    return secret


@transaction.atomic
def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """Let a token stop working: the holder of its post or an administrator. Raises `Denied`."""
    if not (can_use(actor, token.post) or can_administer(actor, token.post.organization)):
        raise Denied
    ApiToken.objects.filter(pk=token.pk).update(revoked_at=clock.now())
    record(actor=actor, verb="organizations.revoke_token", on=token.post)
