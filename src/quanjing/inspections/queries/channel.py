"""Where complaints about persons go: what the nearest body above says, or the common words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quanjing.foundation.paths import chain_of
from quanjing.inspections.models import ComplaintChannel


@dataclass(frozen=True, slots=True)
class Channel:
    text: str
    link: str = ""


def channel_for(path: str) -> Channel:
    """The channel that holds for a body at `path`: one query."""
    rows = ComplaintChannel.objects.filter(organization__path__in=chain_of(path))
    nearest = rows.order_by("-organization__path").first()
    if nearest is None:
        return Channel(
            _(
                "Matters about a person go to the discipline inspection body in charge, not into this "
                "platform."
            )
        )
    return Channel(nearest.text, nearest.link)
