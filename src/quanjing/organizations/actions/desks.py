"""Setting up desks: their name, telephone and mailbox, the posts at them, and substitutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.enums import RIGHTS, Role
from quanjing.organizations.models import Desk, DeskSeat, Organization, Post
from quanjing.organizations.rules import can_keep_desks


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What stands about a desk; `closed` takes it out of use, its past stays."""

    name: str
    phone: str = ""
    email: str = ""
    closed: bool = False


@transaction.atomic
def open_desk(*, actor: Actor, organization: Organization, facts: DeskFacts) -> Desk:
    """Set up a desk of a body. Raises `Denied`, or `Invalid` for a name that is missing or taken."""
    if not can_keep_desks(actor, organization):
        raise Denied
    desk = Desk(organization=organization)
    _take(desk, facts)
    record(actor=actor, verb="organizations.open_desk", on=desk, detail={"organization": organization.code})
    return desk


@transaction.atomic
def change_desk(*, actor: Actor, desk: Desk, facts: DeskFacts) -> Desk:
    """Correct or close a desk. Raises `Denied`, `Invalid`."""
    current = _kept(actor, desk)
    _take(current, facts)
    record(actor=actor, verb="organizations.change_desk", on=current, detail={"closed": facts.closed})
    return current


@transaction.atomic
def seat(*, actor: Actor, desk: Desk, post: Post) -> DeskSeat:
    """Put a post at a desk; doing it twice changes nothing.

    Raises: `Denied`; `Invalid` for a post of another body, or one that reviews nothing.
    """
    current = _kept(actor, desk)
    _refuse(current, post, "post")
    made, created = DeskSeat.objects.get_or_create(desk=current, post=post)
    if created:
        record(actor=actor, verb="organizations.seat", on=current, detail={"post": post.code})
    return made


@transaction.atomic
def leave_desk(*, actor: Actor, seat: DeskSeat) -> None:
    """Take a post from its desk. Raises `Denied`."""
    current = _kept(actor, seat.desk)
    post = seat.post
    seat.delete()
    record(actor=actor, verb="organizations.leave_desk", on=current, detail={"post": post.code})


@transaction.atomic
def set_substitute(
    *, actor: Actor, seat: DeskSeat, substitute: Post | None, first: date | None, last: date | None
) -> DeskSeat:
    """Name who stands in from `first` to `last`, both inclusive; no substitute ends it.

    Raises: `Denied`; `Invalid` for another body's post, the post itself, or days that are no span.
    """
    current = _kept(actor, seat.desk)
    if substitute is not None:
        _refuse(current, substitute, "substitute")
        if substitute.pk == seat.post_id:
            raise Invalid([Problem("substitute", _("Please choose somebody else."))])
        if first is None or last is None or last < first:
            raise Invalid([Problem("last", _("Please give the first and the last day."))])
    else:
        first = last = None
    seat.substitute, seat.substitute_from, seat.substitute_to = substitute, first, last
    seat.save()
    detail = {"post": seat.post.code, "substitute": substitute.code if substitute else ""}
    record(actor=actor, verb="organizations.set_substitute", on=current, detail=detail)
    return seat


def _kept(actor: Actor, desk: Desk) -> Desk:
    """The desk, locked. Raises `Denied`."""
    current = Desk.objects.select_for_update().get(pk=desk.pk)
    if not can_keep_desks(actor, current.organization):
        raise Denied
    return current


def _refuse(desk: Desk, post: Post, where: str) -> None:
    reviews = Right.REVIEW in RIGHTS[Role(post.role)]
    if post.organization_id != desk.organization_id or not reviews:
        raise Invalid([Problem(where, _("Only a post of the same body that reviews reports can sit here."))])


def _take(desk: Desk, facts: DeskFacts) -> None:
    name = " ".join(facts.name.split())[:100]
    problems = []
    others = Desk.objects.filter(organization=desk.organization, name=name).exclude(pk=desk.pk)
    if not name:
        problems.append(Problem("name", _("What is the desk called?")))
    elif others.exists():
        problems.append(Problem("name", _("There is a desk of this name already.")))
    if facts.email and not _is_address(facts.email):
        problems.append(Problem("email", _("This is not an e-mail address.")))
    if problems:
        raise Invalid(problems)
    desk.name, desk.phone, desk.email = name, facts.phone.strip()[:60], facts.email.strip()
    desk.closed_on = (desk.closed_on or clock.today()) if facts.closed else None
    desk.save()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
