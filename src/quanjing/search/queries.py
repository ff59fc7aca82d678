"""Finding documents that the actor may open; every condition is in the statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from rapidfuzz import fuzz, process

from quanjing.foundation.actor import Actor
from quanjing.organizations.queries import visible_to as organizations_visible_to
from quanjing.search.enums import DocumentKind
from quanjing.search.matching import asked
from quanjing.search.models import Document
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.queries import submissions_visible_to
from quanjing.tasks.queries import directives_visible_to

PAGE = 20
NEAR, MOST_NEAR = 70, 5  # likeness of names in per cent; names that are proposed
GONE = (SubmissionState.REPLACED, SubmissionState.WITHDRAWN)
OF_DIRECTIVES = (DocumentKind.DIRECTIVE, DocumentKind.TASK)
OF_REPORTS = (DocumentKind.ENTRY, DocumentKind.FILE)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Beside the words: a kind, a year, the code of the body that issued or sent; empty for all."""

    kind: str = ""
    year: int | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found; `more` where another follows."""

    documents: Sequence[Document]
    words: list[str]
    more: bool


def visible_to(actor: Actor) -> QuerySet[Document]:
    """The documents of things that the actor may open, by the rule of each kind of thing."""
    directives = directives_visible_to(actor).select_related(None).order_by().values("pk")
    reports = submissions_visible_to(actor).exclude(state__in=GONE).order_by().values("pk")
    bodies = organizations_visible_to(actor).order_by().values("pk")
    return Document.objects.filter(
        Q(kind__in=OF_DIRECTIVES, directive__in=directives)
        | Q(kind__in=OF_REPORTS, submission__in=reports)
        | Q(kind=DocumentKind.ORGANIZATION, organization__in=bodies)
    )


def find(actor: Actor, question: str, narrowed: Narrowed, page: int = 1) -> Results:
    """The documents with all words of the question, titles first, then the newest: one query."""
    words = asked(question)
    if not words:
        return Results([], [], more=False)
    letters = question.strip().lower()
    found = visible_to(actor)
    latin = letters.isascii() and letters.isalnum() and len(letters) > 1
    hit = (
        Q(holds=True) | Q(kind=DocumentKind.ORGANIZATION, keys__contains=letters) if latin else Q(holds=True)
    )
    found = found.annotate(holds=_holds(words)).filter(hit)
    if narrowed.kind:
        found = found.filter(kind=narrowed.kind)
    if narrowed.year:
        found = found.filter(year=narrowed.year)
    if narrowed.issuer:
        found = found.filter(organization__code=narrowed.issuer)
    in_title = Case(When(title__icontains=question.strip(), then=Value(0)), default=Value(1))
    found = found.order_by(in_title, "-year", "-pk").select_related("organization", "directive", "submission")
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    return Results(rows[:PAGE], words, more=len(rows) > PAGE)


def near_names(actor: Actor, question: str) -> list[Document]:
    """Organizations whose names are nearly what was typed, the nearest first: one query over names."""
    typed = question.strip()
    names = visible_to(actor).filter(kind=DocumentKind.ORGANIZATION).select_related("organization")
    known = {one.pk: one for one in names.defer("text")}
    titles = {pk: one.title for pk, one in known.items()}
    rated = process.extract(typed, titles, scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST_NEAR)
    return [known[pk] for _name, _score, pk in rated]


def _holds(words: list[str]) -> RawSQL:
    """Whether all words stand in a document, by the index of the database in use."""
    if connection.vendor == "postgresql":
        statement = '"search_document"."vector" @@ plainto_tsquery(\'simple\', %s)'
        return RawSQL(statement, [" ".join(words)], output_field=BooleanField())
    quoted = " ".join('"' + word.replace('"', "") + '"' for word in words)
    statement = '"search_document"."id" IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)'
    return RawSQL(statement, [quoted], output_field=BooleanField())
