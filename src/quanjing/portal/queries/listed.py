"""Lines of the platform's lists as news, as finds, and in the map of the site: a query a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists

from quanjing.foundation import public
from quanjing.foundation.public import PublicFacts, PublicKind
from quanjing.portal.models import PortalState
from quanjing.portal.queries.addresses import line_url, list_url
from quanjing.search.matching import asked

MOST = 200  # lines of a list that are looked through or mapped


@dataclass(frozen=True, slots=True)
class News:
    """An article or a line of a list, as it stands among others. `mark` says of which list."""

    title: str
    url: str
    day: date
    text: str = ""
    by: str = ""
    mark: str = ""
    changed: datetime | None = None


def kinds_with_lines() -> list[PublicKind]:
    """The lists that have something to say today, in their order: one query."""
    kinds = public.kinds()
    has = {f"list_{number}": Exists(kind.things()) for number, kind in enumerate(kinds)}
    found = PortalState.objects.filter(pk=1).annotate(**has).values_list(*has).first()
    return [kind for kind, shown in zip(kinds, found or (), strict=False) if shown]


def listed_news(language: str, most: int, without: str = "") -> list[News]:
    """The first lines of every list whose lines are news."""
    found: list[News] = []
    for kind in public.news():
        if kind.code == without:
            continue
        for facts in _facts(kind, most):
            if facts.on is not None:
                url = _url(kind, facts, language)
                found.append(News(facts.title, url, facts.on, facts.text, facts.body, str(kind.mark)))
    return found


def find_listed(question: str, language: str) -> list[News]:
    """Lines that have all words of the question in what they say."""
    words = asked(question)
    if not words:
        return []
    return [one for one in listed_news(language, MOST) if _says(one, words)]


def mapped_lines(language: str) -> list[tuple[str, date | None]]:
    """The address of every line with a page of its own, and its day."""
    return [
        (line_url(kind.code, facts.code, language), facts.on)
        for kind in public.kinds()
        if kind.page is not None
        for facts in _facts(kind, MOST)
    ]


def _facts(kind: PublicKind, most: int) -> Iterator[PublicFacts]:
    things: Any = kind.things()[:most]
    return (kind.facts(thing) for thing in islice(things, most))


def _url(kind: PublicKind, facts: PublicFacts, language: str) -> str:
    if kind.page is not None and facts.code:
        return line_url(kind.code, facts.code, language)
    return list_url(kind.code, language)


def _says(one: News, words: list[str]) -> bool:
    said = unicodedata.normalize("NFKC", f"{one.title}\n{one.text}\n{one.by}").lower()
    return all(word in said for word in words)
