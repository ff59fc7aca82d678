"""What a browser sends -> clean values."""

from __future__ import annotations

from django.http import QueryDict

from quanjing.foundation.findable import kind_of
from quanjing.search.queries import Narrowed

LONGEST = 200  # characters of a question


def read_search(query: QueryDict) -> tuple[str, Narrowed, int]:
    """The question, what narrows it, and the page; what makes no sense is left out."""
    kind, year, page = query.get("kind", ""), query.get("year", ""), query.get("page", "")
    narrowed = Narrowed(
        kind if kind_of(kind) else "",
        int(year) if year.isdecimal() and len(year) == 4 and int(year) else None,
        query.get("issuer", "")[:16],
    )
    number = int(page) if page.isdecimal() and len(page) < 4 else 1
    return query.get("q", "").strip()[:LONGEST], narrowed, max(1, number)
