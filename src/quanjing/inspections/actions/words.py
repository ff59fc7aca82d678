"""Texts are about organizations and processes: one that names a person is refused, with the official
channel.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from quanjing.foundation.errors import Problem
from quanjing.inspections.matching import persons_named
from quanjing.inspections.queries import channel_for, names_around
from quanjing.organizations.models import Organization


def naming(body: Organization, texts: Mapping[str, str]) -> list[Problem]:
    """A problem for each text (place -> words) that names a person around `body`; two queries at most."""
    if not any(texts.values()):
        return []
    names = names_around(body)
    found = {where: hits for where, text in texts.items() if text and (hits := persons_named(text, names))}
    if not found:
        return []
    channel = channel_for(body.path)
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
