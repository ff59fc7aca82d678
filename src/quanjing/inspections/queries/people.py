"""Names that the platform knows around a body: a text about it must not bear any of them."""

from __future__ import annotations

from django.db.models import Q

from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Organization, Post


def names_around(body: Organization) -> list[str]:
    """Who holds a post in the body, above or below it: one query."""
    near = in_subtree(body.path, "organization__") | Q(organization__path__in=chain_of(body.path))
    rows = Post.objects.filter(near, holder__isnull=False).order_by()
    return list(rows.values_list("holder__name", flat=True).distinct())
