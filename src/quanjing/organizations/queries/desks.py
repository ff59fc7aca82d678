"""Desks, and who is on duty at them: the officers seated there, or their substitutes for some days."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.organizations.models import Desk, DeskSeat, Post
from quanjing.organizations.queries.posts import in_force
from quanjing.organizations.queries.tree import in_scope


def desks_visible_to(actor: Actor) -> QuerySet[Desk]:
    """Desks of the bodies that the actor may read; units see theirs on the page of their report."""
    if not actor.reads_subtree:
        return Desk.objects.none()
    return Desk.objects.filter(in_scope(actor, "organization__")).select_related("organization")


def open_desks(organization_id: int) -> QuerySet[Desk]:
    """The desks of a body that are not closed, with their seats and posts: two queries."""
    seats = DeskSeat.objects.select_related("post__holder", "substitute__holder")
    found = Desk.objects.filter(organization_id=organization_id, closed_on=None)
    return found.prefetch_related(Prefetch("seats", seats)).order_by("name", "pk")


def get_desk(actor: Actor, code: str) -> Desk:
    """One desk with its body. Raises `Missing` where there is none or the actor may not see it."""
    found = desks_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def at_desk(post_id: int | None) -> QuerySet[Desk]:
    """The open desks at which a post is on duty today, itself or for somebody else."""
    today = clock.today()
    stands_in = Q(
        seats__substitute_id=post_id, seats__substitute_from__lte=today, seats__substitute_to__gte=today
    )
    return Desk.objects.filter(Q(seats__post_id=post_id) | stands_in, closed_on=None).distinct()


def posts_on_duty(desk_ids: Iterable[int]) -> set[int]:
    """The primary keys of the posts in force at these desks today, substitutes included: two queries."""
    today = clock.today()
    seats = DeskSeat.objects.filter(desk_id__in=list(desk_ids), desk__closed_on=None)
    found = set(seats.values_list("post_id", flat=True))
    standing_in = seats.filter(substitute_from__lte=today, substitute_to__gte=today)
    found |= set(standing_in.exclude(substitute=None).values_list("substitute_id", flat=True))
    return set(Post.objects.filter(in_force(), pk__in=found).values_list("pk", flat=True))
