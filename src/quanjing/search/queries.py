"""Finding documents that the actor may open; every condition is in the statement.

Each kind is asked for its newest hits alone. PostgreSQL walks the index of days where a word is frequent and
the index of words where it is rare; SQLite puts all hits in order, which costs less than looking each up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, IntegerField, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from rapidfuzz import fuzz, process

from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Findable, kind_of, kinds
from quanjing.search.matching import asked
from quanjing.search.models import Document

PAGE = 20
TITLE, ANYWHERE = "title", "title words"  # columns of the index on SQLite
MOST = 100  # hits of one kind that are counted and can be leafed through
NEAR, MOST_NEAR = 70, 5  # likeness of names in per cent; names that are proposed
NAMES = "organization"  # the kind whose Latin letters and likely typos are looked at
Row = tuple[int, str, date, int]  # primary key, kind, day, 0 where the words stand in the title


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Beside the words: a kind, a year, the code of the body that issued or sent; empty for all."""

    kind: str = ""
    year: int | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found; `counts` by kind, at most `MOST` + 1, which means more than `MOST`."""

    documents: Sequence[Document]
    words: list[str]
    counts: Mapping[str, int]
    more: bool


def visible_to(actor: Actor, findable: Findable) -> QuerySet[Document]:
    """The documents of a kind that the actor may open, by the rule of the app whose they are."""
    return Document.objects.filter(findable.seen(actor), kind=findable.kind)


def find(actor: Actor, question: str, narrowed: Narrowed, page: int = 1) -> Results:
    """The documents with all words of the question, titles first, then the newest: two statements."""
    words = asked(question)
    if not words:
        return Results([], [], {}, more=False)
    found = _rows(actor, question, words, narrowed)
    counts: dict[str, int] = {}
    for _pk, kind, _day, _place in found:
        counts[kind] = min(counts.get(kind, 0) + 1, MOST + 1)
    shown = [row for row in found if narrowed.kind in ("", row[1])][:MOST]
    wanted = [row[0] for row in shown[(page - 1) * PAGE : page * PAGE]]
    related = ("organization", "directive", "submission")
    documents = Document.objects.select_related(*related).in_bulk(wanted)
    return Results(
        [documents[pk] for pk in wanted if pk in documents], words, counts, more=len(shown) > page * PAGE
    )


def near_names(actor: Actor, question: str) -> list[Document]:
    """Organizations whose names are nearly what was typed, the nearest first: one query over names."""
    names = kind_of(NAMES)
    if names is None:
        return []
    visible = visible_to(actor, names).select_related("organization").defer("text")
    known = {one.pk: one for one in visible}
    titles = {pk: one.title for pk, one in known.items()}
    rated = process.extract(question.strip(), titles, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_NEAR)
    return [known[pk] for _name, _score, pk in rated]


def holding(words: list[str], kind: str) -> QuerySet[Document]:
    """The documents of a kind that hold all words; who may open them is for the caller to say."""
    return Document.objects.filter(_holds(words, kind, ANYWHERE), kind=kind)


def _rows(actor: Actor, question: str, words: list[str], narrowed: Narrowed) -> list[Row]:
    """The newest hits of every kind, each once, in the order in which they are shown: one statement."""
    branches = [
        branch.values_list("pk", "kind", "on", "place").order_by("-on", "-pk")[: MOST + 1].query
        for findable in kinds()
        for branch in _branches(_visible(actor, findable, narrowed), findable.kind, question, words)
    ]
    parts: list[str] = []
    parameters: list[Any] = []
    for number, query in enumerate(branches):
        try:
            statement, values = query.sql_with_params()
        except EmptyResultSet:  # of this kind the actor may see nothing
            continue
        parts.append(f"SELECT * FROM ({statement}) AS part{number}")
        parameters += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        rows = [(pk, kind, _day(on), place) for pk, kind, on, place in cursor.fetchall()]
    best: dict[int, Row] = {}
    for row in sorted(rows, key=lambda row: row[3]):
        best.setdefault(row[0], row)
    return sorted(best.values(), key=lambda row: (row[3], -row[2].toordinal(), -row[0]))


def _visible(actor: Actor, findable: Findable, narrowed: Narrowed) -> QuerySet[Document]:
    found = visible_to(actor, findable)
    if narrowed.year:
        found = found.filter(on__year=narrowed.year)
    if narrowed.issuer:
        found = found.filter(organization__code=narrowed.issuer)
    return found


def _branches(found: QuerySet[Document], kind: str, question: str, words: list[str]) -> list[QuerySet[Any]]:
    """Those with the words in the title, and those with them anywhere."""
    anywhere = Q(_holds(words, kind, ANYWHERE))
    letters = question.strip().lower()
    if kind == NAMES and letters.isascii() and letters.isalnum() and len(letters) > 1:
        anywhere |= Q(keys__contains=letters)
    return [
        found.filter(_holds(words, kind, TITLE)).annotate(place=_place(0)),
        found.filter(anywhere).annotate(place=_place(1)),
    ]


def _place(number: int) -> Value:
    return Value(number, output_field=IntegerField())


def _holds(words: list[str], kind: str, part: str) -> RawSQL:
    """Whether all words stand in a document (`title words`) or its title, by the index of the database."""
    if connection.vendor == "postgresql":
        column = "titles" if part == TITLE else "vector"
        statement = f'"search_document"."{column}" @@ plainto_tsquery(\'simple\', %s)'
        return RawSQL(statement, [" ".join(words)], output_field=BooleanField())
    match = f'kind : "{kind}" AND {_match(words, part)}'
    statement = '"search_document"."id" IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)'
    return RawSQL(statement, [match], output_field=BooleanField())


def _match(words: list[str], part: str) -> str:
    quoted = " AND ".join('"' + word.replace('"', "") + '"' for word in words)
    return f"{{{part}}} : ({quoted})"


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
