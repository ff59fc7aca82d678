"""From whom the desk chooses judges: posts by words, and the bodies to which a judge may belong."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import existing, in_scope, posts_in_force, visible_to

MOST_POSTS, MOST_BODIES = 50, 2000


def posts_to_choose(actor: Actor, *, text: str = "", codes: Sequence[str] = ()) -> QuerySet[Post]:
    """Posts of the subtree that somebody holds: by a word of the name, the title or the body, or by code."""
    found = posts_in_force().filter(in_scope(actor, "organization__")).exclude(role=Role.GUEST)
    found = found.filter(holder__is_active=True)
    if not text.strip():
        return found.filter(code__in=codes)
    word = text.strip()
    near = Q(holder__name__icontains=word) | Q(title__icontains=word) | Q(organization__name__icontains=word)
    return found.filter(near)[:MOST_POSTS]


def bodies_to_name(actor: Actor) -> list[str]:
    """The names that the field of bodies offers."""
    rows: QuerySet[Organization] = visible_to(actor).filter(existing()).order_by("path")
    return list(rows.values_list("name", flat=True)[:MOST_BODIES])
