"""Terms of office: what ends soon, what is vacant, and who must know."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import PARTY_KINDS, Office, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries.posts import REPORTING, in_force, posts_in_force
from quanjing.organizations.queries.tree import existing, in_scope, visible_to

EARLY, LATE = 6, 3  # months before the end at which body and superior are told


def months_after(day: date, months: int) -> date:
    """The same day some months later; 31 August and six months is the last of February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_left(ends_on: date) -> int:
    """Which reminder is due for a term that ends within six months: `EARLY` or `LATE`."""
    return LATE if ends_on <= months_after(clock.today(), LATE) else EARLY


def terms_ending(months: int = EARLY) -> QuerySet[Post]:
    """Filled posts in force whose term ends within `months`, no successor appointed; the earliest first.

    Guests hold no office: their access ends, and nobody follows them.
    """
    until = months_after(clock.today(), months)
    ending = posts_in_force().filter(existing("organization__"), ends_on__lte=until)
    successor = Post.objects.filter(
        organization=OuterRef("organization"), title=OuterRef("title"), starts_on__gte=OuterRef("ends_on")
    )
    ending = (
        ending.exclude(role=Role.GUEST)
        .exclude(holder=None)
        .exclude(Exists(successor.exclude(pk=OuterRef("pk"))))
    )
    return ending.order_by("ends_on", "organization__path", "pk")


def terms_visible_to(actor: Actor, months: int) -> QuerySet[Post]:
    """The same in the part of the tree that the actor may see."""
    return terms_ending(months).filter(in_scope(actor, "organization__"))


def vacant_posts(actor: Actor) -> QuerySet[Post]:
    """Visible posts without a holder, and offices whose term ran out without anybody following.

    Of several past terms of the same office in a body only the last is named.
    """
    posts = Post.objects.filter(in_scope(actor, "organization__"), existing("organization__"))
    posts = posts.exclude(role=Role.GUEST)
    same = Q(organization=OuterRef("organization"), office=OuterRef("office"), title=OuterRef("title"))
    later = Post.objects.filter(same).exclude(pk=OuterRef("pk"))
    later = later.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")))
    run_out = Q(ends_on__lt=clock.today()) & ~Q(office=Office.OTHER) & ~Exists(later)
    found = posts.filter((in_force() & Q(holder=None)) | run_out)
    return found.select_related("organization", "holder").order_by("organization__path", "pk")


def without_secretary(actor: Actor) -> QuerySet[Organization]:
    """Visible Party organizations where nobody holds the office of secretary today."""
    filled = (
        posts_in_force().filter(office=Office.SECRETARY, organization=OuterRef("pk")).exclude(holder=None)
    )
    bodies = visible_to(actor).filter(existing(), ~Exists(filled), kind__in=PARTY_KINDS)
    return bodies.order_by("path")


def answering_for(bodies: Iterable[Organization]) -> dict[int, list[int]]:
    """For each body the posts of the two nearest bodies, itself included, that report; one query."""
    lines = {body.pk: _upwards(body.path) for body in bodies}
    paths = {path for line in lines.values() for path in line}
    at: dict[str, list[int]] = {}
    reporting = posts_in_force().filter(
        organization__path__in=paths, role__in=REPORTING, holder__is_active=True
    )
    for path, post_id in reporting.values_list("organization__path", "pk"):
        at.setdefault(path, []).append(post_id)
    return {
        pk: [post_id for path in [path for path in line if path in at][:2] for post_id in at[path]]
        for pk, line in lines.items()
    }


def _upwards(path: str) -> list[str]:
    """A path and those above it, from the body to the root."""
    step = Organization.steplen
    return [path[:end] for end in range(len(path), 0, -step)]
