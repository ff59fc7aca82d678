"""Where complaints about persons go: what the nearest body above says, or the common words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.inspections.models import ComplaintChannel


@dataclass(frozen=True, slots=True)
class Channel:
    text: str
    link: str = ""


def channel_for(path: str) -> Channel:
    """The channel that holds for a body at `path`: one query."""
    rows = ComplaintChannel.objects.filter(organization__path__in=chain_of(path))
    return nearest_channel(_by_path(rows), path)


def channels_near(path: str) -> dict[str, Channel]:
    """The channels that may hold for a body at or below `path`, by the path of whose they are: one query."""
    near = in_subtree(path, "organization__") | Q(organization__path__in=chain_of(path))
    return _by_path(ComplaintChannel.objects.filter(near))


def nearest_channel(channels: Mapping[str, Channel], path: str) -> Channel:
    """The one of the nearest body above, or the common words."""
    for at in reversed(chain_of(path)):
        if at in channels:
            return channels[at]
    return Channel(
        _("Matters about a person go to the discipline inspection body in charge, not into this platform.")
    )


def _by_path(rows: QuerySet[ComplaintChannel]) -> dict[str, Channel]:
    found = rows.values_list("organization__path", "text", "link")
    return {path: Channel(text, link) for path, text, link in found}
