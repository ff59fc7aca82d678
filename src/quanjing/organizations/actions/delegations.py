"""A delegate for a holiday: another person has the rights of a post for some days."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import Delegation, Post
from quanjing.organizations.queries import colleague
from quanjing.organizations.rules import can_delegate

MOST_DAYS = 92  # who is away for longer needs a successor, not a delegate


@transaction.atomic
def delegate_post(*, actor: Actor, post: Post, username: str, first_day: date, last_day: date) -> Delegation:
    """Give a colleague the rights of a post from `first_day` to `last_day`, both included.

    One delegate a post at a time. Raises `Denied`, and `Invalid` for a vacant post, somebody who is no
    colleague (`queries.colleague`), a span that is wrong, too long, past, or taken.
    """
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("organization", "holder").get(pk=post.pk)
    )
    if not can_delegate(actor, post):
        raise Denied
    delegate = colleague(post, username) if post.holder is not None else None
    problems = _problems(post, delegate, first_day, last_day)
    if problems or delegate is None:
        raise Invalid(problems)
    delegation = Delegation.objects.create(
        post=post,
        delegate=delegate,
        first_day=first_day,
        last_day=last_day,
        named_by=actor.signature,
        created_at=clock.now(),
    )
    detail = {
        "delegate": delegate.username,
        "first_day": first_day.isoformat(),
        "last_day": last_day.isoformat(),
    }
    record(actor=actor, verb="organizations.delegate_post", on=post, detail=detail)
    return delegation


@transaction.atomic
def revoke_delegation(*, actor: Actor, delegation: Delegation) -> None:
    """Take a delegation back; it ends at once. Raises `Denied`."""
    if not can_delegate(actor, delegation.post):
        raise Denied
    Delegation.objects.filter(pk=delegation.pk, revoked_at=None).update(revoked_at=clock.now())
    detail = {"delegate": delegation.delegate.username}
    record(actor=actor, verb="organizations.revoke_delegation", on=delegation.post, detail=detail)


def _problems(post: Post, delegate: User | None, first_day: date, last_day: date) -> list[Problem]:
    problems = []
    if post.holder is None:
        problems.append(Problem("username", _("A vacant post has nobody to stand in for.")))
    elif delegate is None:
        words = _("Nobody with this username holds a post in this body, below it or directly above.")
        problems.append(Problem("username", words))
    if last_day < first_day or last_day < clock.today():
        problems.append(Problem("last_day", _("The last day lies before the first, or in the past.")))
    elif (last_day - first_day).days >= MOST_DAYS:
        problems.append(Problem("last_day", _("At most 92 days; for longer, please appoint a successor.")))
    same_days = Delegation.objects.filter(
        post=post, revoked_at=None, first_day__lte=last_day, last_day__gte=first_day
    )
    if same_days.exists():
        problems.append(Problem("first_day", _("Somebody is the delegate in these days already.")))
    return problems
