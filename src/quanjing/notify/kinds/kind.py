"""What every kind of message is made of."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """`headline` and `detail` are msgids with %(name)s for each of `values`; some are `moments` or `days`."""

    headline: Promise
    detail: Promise
    values: frozenset[str]
    moments: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    glyph: str = "submitted"
