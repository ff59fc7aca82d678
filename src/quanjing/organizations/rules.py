"""Who may change what in the tree, and what an entry in the register must look like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from quanjing.accounts.models import User
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Problem
from quanjing.organizations.enums import Kind, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import holders_outside

FIELDS = (
    "name",
    "short_name",
    "number",
    "kind",
    "level",
    "region",
    "society_class",
    "credit_code",
    "host_unit",
    "affiliation",
    "phone",
    "email",
    "day_end",
    "valid_from",
    "valid_to",
)
CONTACT_FIELDS = ("short_name", "host_unit", "phone", "email")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")


def can_administer(actor: Actor, organization: Organization) -> bool:
    """Whether the actor keeps the register of this body: an administrator of it or of a body above."""
    return actor.may(Right.ADMINISTER) and actor.covers(organization.path)


def can_invite_guests(actor: Actor, organization: Organization) -> bool:
    """Whether the actor invites judges and third parties for this body: its own desk."""
    return actor.may(Right.ISSUE) and actor.organization_id == organization.pk


def can_keep_desks(actor: Actor, organization: Organization) -> bool:
    """Whether the actor sets up the desks of this body: its officers, and who keeps its register."""
    officer = actor.may(Right.REVIEW) and actor.organization_id == organization.pk
    return officer or can_administer(actor, organization)


def can_set_confirmation(actor: Actor, organization: Organization) -> bool:
    """Whether the actor decides that reports need the head: the head, and who keeps the register."""
    head = actor.may(Right.CONFIRM) and actor.organization_id == organization.pk
    return head or can_administer(actor, organization)


def editable_fields(actor: Actor, organization: Organization) -> tuple[str, ...]:
    """What the actor may change: administrators everything, people who report their own body's contacts."""
    if can_administer(actor, organization):
        return FIELDS
    if actor.may(Right.REPORT) and actor.organization_id == organization.pk:
        return CONTACT_FIELDS
    return ()


def can_join(actor: Actor, body: Organization, member: Organization) -> bool:
    """Whether the actor may enter `member` in `body`: both in the subtree that he administers."""
    return can_administer(actor, body) and can_administer(actor, member)


def can_declare(actor: Actor, society: Organization) -> bool:
    """Whether the actor says if a society should have a branch: its own people, or an administrator."""
    own = actor.may(Right.REPORT) and actor.organization_id == society.pk
    return society.kind == Kind.SOCIETY and (own or can_administer(actor, society))


def can_invite(actor: Actor, user: User) -> bool:
    """Whether the actor may hand out a one-time link for a person.

    The link sets the password, so it is refused for a person with a post outside the actor's subtree.
    """
    return actor.may(Right.ADMINISTER) and not holders_outside([user.pk], actor.path)


def can_delegate(actor: Actor, post: Post) -> bool:
    """Whether the actor names a delegate for a post: its holder acting under it, or an administrator.

    A delegate never passes the post on, and a guest takes part himself.
    """
    if actor.acting_for or post.role == Role.GUEST:
        return False
    return actor.post_id == post.pk or can_administer(actor, post.organization)


def can_use(actor: Actor, post: Post) -> bool:
    """Whether a post is the actor's own."""
    return post.holder_id == actor.user_id


def problems_with(
    body: Organization, *, names: Iterable[str] = (), codes: Iterable[str] = ()
) -> list[Problem]:
    """What is wrong with an entry; `names` and `codes` are those that others bear already."""
    problems = _wrong_fields(body)
    if body.credit_code and not uscc.is_valid(body.credit_code):
        problems.append(Problem("credit_code", _("The unified social credit code is not well formed.")))
    elif body.credit_code and body.credit_code in codes:
        problems.append(Problem("credit_code", _("Another body has this unified social credit code.")))
    if body.name and body.name in names:
        problems.append(Problem("name", _("Another body has this name.")))
    if not CLOCK.fullmatch(body.day_end):
        problems.append(Problem("day_end", _("A time such as 17:00 or 24:00.")))
    if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
        problems.append(Problem("valid_to", _("The last day lies before the first.")))
    return problems


def _wrong_fields(body: Organization) -> list[Problem]:
    try:
        body.clean_fields(exclude=["path", "depth", "numchild", "code", "version"])
    except ValidationError as error:
        return [Problem(name, message) for name, found in error.message_dict.items() for message in found]
    return []
