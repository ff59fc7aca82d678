"""Who writes a scheme, fills in, reviews, decides, approves: rights of posts and places in the tree."""

from __future__ import annotations

from datetime import datetime

from quanjing.assessment.enums import MOVES, SchemeState, UnitState
from quanjing.assessment.models import Assessed, Scheme
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization, Post


def can_begin(actor: Actor, body: Organization) -> bool:
    """Whether the actor begins a scheme: the desk of an association."""
    own = actor.organization_id == body.pk
    return own and actor.may(Right.ISSUE) and body.kind == Kind.ASSOCIATION


def can_keep(actor: Actor, scheme: Scheme) -> bool:
    """Whether the actor runs a scheme: officers of the body that issues it."""
    return actor.may(Right.ISSUE) and scheme.organization_id == actor.organization_id


def can_decide(actor: Actor, scheme: Scheme) -> bool:
    """Whether the actor decides appeals of a scheme."""
    return actor.may(Right.REVIEW) and scheme.organization_id == actor.organization_id


def can_approve(actor: Actor, scheme: Scheme) -> bool:
    """The head of the body that issued it."""
    return actor.may(Right.CONFIRM) and scheme.organization_id == actor.organization_id


def can_fill(actor: Actor, assessed: Assessed) -> bool:
    """Whether the actor writes for this body: people who report for it, nobody above."""
    return actor.may(Right.REPORT) and assessed.organization_id == actor.organization_id


def is_in_time(assessed: Assessed, now: datetime) -> bool:
    """Whether something may be sent: from the first day to the end of grace, or of a day of its own."""
    scheme = assessed.scheme
    if scheme.state != SchemeState.OPEN or now.astimezone(clock.CHINA).date() < scheme.opens_on:
        return False
    own = assessed.until_on
    if own is not None and now <= clock.end_of(own, scheme.organization.day_end):
        return True
    return now <= scheme.closes_at


def is_editable(assessed: Assessed) -> bool:
    """Whether its draft may be written: while the scheme is open and it has not left the body."""
    return assessed.scheme.state == SchemeState.OPEN and assessed.state in (UnitState.DUE, UnitState.DRAFT)


def may_move(scheme: Scheme, to: SchemeState) -> bool:
    return to in MOVES[SchemeState(scheme.state)]


def is_own_unit(post: Post, body: Organization) -> bool:
    """Whether a post stands in the body that it would review, or below it."""
    path: str = post.organization.path
    return path.startswith(body.path)
