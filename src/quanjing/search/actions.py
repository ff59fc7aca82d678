"""Keeping the index: derived rows, written by the worker alone, the same again for the same things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from quanjing.foundation.findable import Facts, Findable, kinds
from quanjing.search.matching import words_of
from quanjing.search.models import UNDATED, Document

CHUNK = 200
BEHIND = 500  # things before the newest one indexed that are looked at again: they may have been slower
Step = Callable[[int, int], None]


def take_in(step: Step) -> int:
    """Index the newest things that are not yet found; returns how many."""
    done = 0
    for source in kinds():
        while chunk := list(missing(source)[:CHUNK]):
            done += _index(source, chunk)
            step(done, done)
    return done


def rebuild(step: Step) -> int:
    """Index what is missing or changed of everything, drop what is gone; returns how many it was."""
    changed, done = 0, 0
    total = sum(source.things().count() for source in kinds())
    for source in kinds():
        last = 0
        while chunk := list(source.things().filter(pk__gt=last).order_by("pk")[:CHUNK]):
            changed += _index(source, chunk)
            done, last = done + len(chunk), chunk[-1].pk
            step(done, total)
        changed += _drop_gone(source)
    return changed


def missing(source: Findable) -> QuerySet[Any]:
    """The newest things of a kind that have no document."""
    known = Document.objects.filter(kind=source.kind)
    newest = known.aggregate(newest=Max("object_id"))["newest"] or 0
    recent = source.things().filter(pk__gt=newest - BEHIND).order_by("pk")
    return recent.exclude(pk__in=known.filter(object_id__gt=newest - BEHIND).values("object_id"))


def something_new() -> bool:
    """Whether `take_in` would find anything."""
    return any(missing(source).exists() for source in kinds())


def take_in_now(source: Findable, things: Sequence[Any]) -> None:
    """Index some things within the request that published them."""
    _index(source, things)


def drop(kind: str, object_id: int) -> None:
    """Take one thing out of the index at once."""
    _drop(list(Document.objects.filter(kind=kind, object_id=object_id).values_list("pk", flat=True)))


@transaction.atomic
def _index(source: Findable, things: Sequence[Any]) -> int:
    """Write the documents of some things; those that are as they were are left alone."""
    found = Document.objects.select_for_update().filter(
        kind=source.kind, object_id__in=[one.pk for one in things]
    )
    known = {document.object_id: document for document in found}
    written = []
    for thing in things:
        if source.stays and thing.pk in known:
            continue
        facts = _columns(source.facts(thing))
        document = known.get(thing.pk) or Document(kind=source.kind, object_id=thing.pk)
        if document.pk and all(getattr(document, name) == value for name, value in facts.items()):
            continue
        for name, value in facts.items():
            setattr(document, name, value)
        document.save()
        written.append(document)
    write_words(written)
    return len(written)


def write_words(documents: Iterable[Document]) -> None:
    """Put the segmented words of documents into the index of the database in use, or replace them."""
    rows = [(words_of(one.title), words_of(one.text), one.kind, one.pk) for one in documents]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = (
                "UPDATE search_document SET titles = to_tsvector('simple', %s),"
                " vector = to_tsvector('simple', %s) WHERE id = %s"
            )
            both = [(title, f"{title} {text}", pk) for title, text, _kind, pk in rows]
            cursor.executemany(statement, both)
            return
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(row[-1],) for row in rows])
        statement = "INSERT INTO search_words (title, words, kind, rowid) VALUES (%s, %s, %s, %s)"
        cursor.executemany(statement, rows)


def _columns(facts: Facts) -> dict[str, Any]:
    return {
        "organization_id": facts.organization, "directive_id": facts.directive,
        "submission_id": facts.submission, "on": facts.on or UNDATED, "code": facts.code,
        "title": facts.title[:500], "text": facts.text, "keys": facts.keys,
    }  # fmt: skip


def _drop_gone(source: Findable) -> int:
    gone = Document.objects.filter(kind=source.kind).exclude(object_id__in=source.things().values("pk"))
    return _drop(list(gone.values_list("pk", flat=True)))


def _drop(ids: list[int]) -> int:
    Document.objects.filter(pk__in=ids).delete()
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in ids])
    return len(ids)
