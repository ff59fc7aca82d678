"""Texts are about organizations and processes: one that names a person is refused, with the official
channel.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from quanjing.foundation.errors import Problem
from quanjing.inspections.matching import persons_named
from quanjing.inspections.queries import Around, channel_for, names_around
from quanjing.organizations.models import Organization


def naming(body: Organization, texts: Mapping[str, str], around: Around | None = None) -> list[Problem]:
    """A problem for each text (place -> words) that names a person around `body`; two queries at most.

    `around` holds what is known of many bodies already; then none.
    """
    if not any(texts.values()):
        return []
    names = around.names(body.path) if around else names_around(body)
    found = {where: hits for where, text in texts.items() if text and (hits := persons_named(text, names))}
    if not found:
        return []
    channel = around.channel(body.path) if around else channel_for(body.path)
    words = _(
        "This names a person (%(passage)s). A finding says what of the work is not in order: name the "
        "step or the post. %(channel)s"
    )
    told = f"{channel.text} {channel.link}".strip()
    quote = _("“%(words)s”")
    return [
        Problem(where, words % {"passage": quote % {"words": hits[0]}, "channel": told})
        for where, hits in found.items()
    ]
