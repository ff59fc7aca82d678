"""Guests for a time: judges and third parties from outside the tree, who take part where they were named."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.accounts import actions as accounts
from quanjing.accounts.actions import NewPerson
from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.foundation.ids import new_code
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import guests_of
from quanjing.organizations.rules import can_invite_guests

MOST_DAYS = 366  # nobody is a guest for longer than a year at a time


@transaction.atomic
def invite_guest(
    *, actor: Actor, organization: Organization, name: str, title: str, ends_on: date, email: str = ""
) -> tuple[Post, str]:
    """A post for a guest of the actor's own body, and the path of the one-time link by which he comes in.

    `title` says as what: a judge, a third party. Raises `Denied`, and `Invalid` for a missing name or title
    or a last day that lies before today or more than a year ahead.
    """
    if not can_invite_guests(actor, organization):
        raise Denied
    problems = []
    if not name.strip():
        problems.append(Problem("name", _("What is the guest called?")))
    if not title.strip():
        problems.append(Problem("title", _("As what does the guest take part?")))
    problems += _wrong_end(ends_on)
    if problems:
        raise Invalid(problems)
    person = NewPerson(f"g-{new_code()}", name.strip(), email.strip())
    [holder] = accounts.add_people(people=[person])
    post = _post(actor, organization, holder, title.strip(), ends_on)
    return post, reverse("invitation", args=[accounts.invite(user=holder)])


@transaction.atomic
def invite_again(*, actor: Actor, guest: Post, ends_on: date) -> Post:
    """Let somebody who is a guest of the body already stay until `ends_on`. Raises `Denied`, `Invalid`."""
    known = guests_of(guest.organization_id).filter(pk=guest.pk).select_related("organization").first()
    if known is None or not can_invite_guests(actor, known.organization):
        raise Denied
    problems = _wrong_end(ends_on)
    if problems:
        raise Invalid(problems)
    if known.ends_on is None or known.ends_on < ends_on:
        known.ends_on = ends_on
        known.save(update_fields=["ends_on"])
        detail = {"ends_on": ends_on.isoformat()}
        record(actor=actor, verb="organizations.keep_guest", on=known, detail=detail)
    return known


@transaction.atomic
def guest_link(*, actor: Actor, guest: Post) -> str:
    """The path of a new one-time link for a guest; earlier ones stop working. Raises `Denied`."""
    known = guests_of(guest.organization_id).filter(pk=guest.pk).select_related("organization").first()
    if known is None or known.holder is None or not can_invite_guests(actor, known.organization):
        raise Denied
    secret = accounts.invite(user=known.holder)
    record(actor=actor, verb="organizations.invite", on=known.holder)
    return reverse("invitation", args=[secret])


@transaction.atomic
def end_guest(*, actor: Actor, guest: Post) -> None:
    """Let a guest's post end with yesterday, so that the sign-in opens nothing any more. Raises `Denied`."""
    if guest.role != Role.GUEST or not can_invite_guests(actor, guest.organization):
        raise Denied
    guest.ends_on = clock.today() - timedelta(days=1)
    guest.save(update_fields=["ends_on"])
    detail = {"ends_on": guest.ends_on.isoformat()}
    record(actor=actor, verb="organizations.end_post", on=guest, detail=detail)


def _wrong_end(ends_on: date) -> list[Problem]:
    today = clock.today()
    if ends_on < today:
        return [Problem("ends_on", _("The last day is past."))]
    if ends_on > today + timedelta(days=MOST_DAYS):
        return [Problem("ends_on", _("A guest is invited for a year at most."))]
    return []


def _post(actor: Actor, organization: Organization, holder: User, title: str, ends_on: date) -> Post:
    post = Post.objects.create(
        organization=organization,
        title=title,
        role=Role.GUEST,
        holder=holder,
        starts_on=clock.today(),
        ends_on=ends_on,
    )
    detail = {"holder": holder.username, "ends_on": ends_on.isoformat()}
    record(actor=actor, verb="organizations.invite_guest", on=post, detail=detail)
    return post
