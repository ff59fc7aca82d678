"""Names that the platform knows around a body: a text about it must not bear any of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.inspections.queries.channel import Channel, channels_near, nearest_channel
from quanjing.organizations.models import Organization, Post


def names_around(body: Organization) -> list[str]:
    """Who holds a post in the body, above or below it: one query."""
    near = in_subtree(body.path, "organization__") | Q(organization__path__in=chain_of(body.path))
    rows = Post.objects.filter(near, holder__isnull=False).order_by()
    return list(rows.values_list("holder__name", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Around:
    """Names and channels around many bodies of one part of the tree, read once."""

    holders: Collection[tuple[str, str]]  # path of the body of the post, name
    channels: dict[str, Channel]

    def names(self, path: str) -> list[str]:
        near = (name for at, name in self.holders if at.startswith(path) or path.startswith(at))
        return list(dict.fromkeys(near))

    def channel(self, path: str) -> Channel:
        return nearest_channel(self.channels, path)


def around_all(path: str) -> Around:
    """What a text about any body at or below `path` must not name: two queries."""
    near = in_subtree(path, "organization__") | Q(organization__path__in=chain_of(path))
    rows = Post.objects.filter(near, holder__isnull=False).order_by()
    return Around(list(rows.values_list("organization__path", "holder__name")), channels_near(path))
