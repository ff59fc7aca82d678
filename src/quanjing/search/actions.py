"""Keeping the index: derived rows, written by the worker alone, the same again for the same things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from gongwen.errors import GongwenError
from gongwen.facade import read_notice
from quanjing.directives.models import Directive
from quanjing.files.actions import options_for
from quanjing.foundation import clock
from quanjing.organizations.models import Organization
from quanjing.search.enums import DocumentKind
from quanjing.search.matching import latin_keys, words_of
from quanjing.search.models import Document
from quanjing.submissions.models import Attachment, Entry
from quanjing.tasks.models import Task

CHUNK = 200
BEHIND = 500  # things before the newest one indexed that are looked at again: they may have been slower
READABLE = ("docx", "doc", "wps", "pdf", "ofd", "txt", "xlsx", "html")
Step = Callable[[int, int], None]
Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing: which of them are indexed, and the facts of one; `stays` where they never change."""

    kind: DocumentKind
    things: Callable[[], QuerySet[Any]]
    facts: Callable[[Any], Facts]
    stays: bool = False


def take_in(step: Step) -> int:
    """Index the newest things that are not yet found; returns how many."""
    done = 0
    for source in SOURCES:
        while chunk := list(missing(source)[:CHUNK]):
            done += _index(source, chunk)
            step(done, done)
    return done


def rebuild(step: Step) -> int:
    """Index what is missing or changed of everything, drop what is gone; returns how many it was."""
    changed, done = 0, 0
    total = sum(source.things().count() for source in SOURCES)
    for source in SOURCES:
        last = 0
        while chunk := list(source.things().filter(pk__gt=last).order_by("pk")[:CHUNK]):
            changed += _index(source, chunk)
            done, last = done + len(chunk), chunk[-1].pk
            step(done, total)
        changed += _drop_gone(source)
    return changed


def missing(source: Source) -> QuerySet[Any]:
    """The newest things of a kind that have no document."""
    known = Document.objects.filter(kind=source.kind)
    newest = known.aggregate(newest=Max("object_id"))["newest"] or 0
    recent = source.things().filter(pk__gt=newest - BEHIND).order_by("pk")
    return recent.exclude(pk__in=known.filter(object_id__gt=newest - BEHIND).values("object_id"))


def something_new() -> bool:
    """Whether `take_in` would find anything."""
    return any(missing(source).exists() for source in SOURCES)


@transaction.atomic
def _index(source: Source, things: Sequence[Any]) -> int:
    """Write the documents of some things; those that are as they were are left alone."""
    found = Document.objects.select_for_update().filter(
        kind=source.kind, object_id__in=[one.pk for one in things]
    )
    known = {document.object_id: document for document in found}
    written = []
    for thing in things:
        if source.stays and thing.pk in known:
            continue
        facts = source.facts(thing)
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
    rows = [(words_of(f"{one.title}\n{one.text}"), one.pk) for one in documents]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = "UPDATE search_document SET vector = to_tsvector('simple', %s) WHERE id = %s"
            cursor.executemany(statement, rows)
            return
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for _words, pk in rows])
        cursor.executemany("INSERT INTO search_words (words, rowid) VALUES (%s, %s)", rows)


def _drop_gone(source: Source) -> int:
    gone = Document.objects.filter(kind=source.kind).exclude(object_id__in=source.things().values("pk"))
    ids = list(gone.values_list("pk", flat=True))
    Document.objects.filter(pk__in=ids).delete()
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in ids])
    return len(ids)


def _of_directive(thing: Directive) -> Facts:
    issued = thing.issued_on or thing.registered_at.astimezone(clock.CHINA).date()
    return {
        "organization_id": thing.organization_id, "directive_id": thing.pk, "year": issued.year,
        "title": f"{thing.title} {thing.doc_number}".strip()[:500], "text": thing.text,
    }  # fmt: skip


def _of_task(thing: Task) -> Facts:
    facts = _of_directive(thing.directive)
    return facts | {"title": thing.name[:500], "text": thing.item.text if thing.item else ""}


def _of_entry(thing: Entry) -> Facts:
    assignment = thing.submission.assignment
    values = (value for value in thing.values.values() if isinstance(value, str) and value)
    return {
        "organization_id": assignment.organization_id, "directive_id": assignment.directive_id,
        "submission_id": thing.submission_id,
        "year": thing.submission.submitted_at.astimezone(clock.CHINA).year,
        "title": f"{assignment.organization.name} {assignment.task.name}"[:500], "text": "\n".join(values),
    }  # fmt: skip


def _of_file(thing: Attachment) -> Facts:
    assert thing.submission is not None
    assignment = thing.submission.assignment
    return {
        "organization_id": assignment.organization_id, "directive_id": assignment.directive_id,
        "submission_id": thing.submission.pk,
        "year": thing.submission.submitted_at.astimezone(clock.CHINA).year,
        "title": thing.file.name[:500], "text": _text_of_file(thing),
    }  # fmt: skip


def _text_of_file(thing: Attachment) -> str:
    """What stands in a file; one that cannot be read is found by its name alone."""
    if thing.file.format not in READABLE:
        return ""
    try:
        with default_storage.open(thing.file.place) as stored:
            return read_notice(stored.read(), name=thing.file.name, options=options_for(thing.file.name)).text
    except (GongwenError, OSError):
        return ""


def _of_organization(thing: Organization) -> Facts:
    names = list(dict.fromkeys([thing.name, thing.short_name, *(one.name for one in thing.names.all())]))
    return {
        "organization_id": thing.pk, "title": thing.name[:500],
        "text": "\n".join(name for name in names[1:] if name), "keys": latin_keys(names),
    }  # fmt: skip


def _sent(model: type[Entry] | type[Attachment], *also: str) -> QuerySet[Any]:
    related = ("submission__assignment__organization", "submission__assignment__task", *also)
    return model._default_manager.select_related(*related)


SOURCES = (
    Source(
        DocumentKind.ORGANIZATION, lambda: Organization.objects.prefetch_related("names"), _of_organization
    ),
    Source(DocumentKind.DIRECTIVE, lambda: Directive.objects.exclude(text=""), _of_directive),
    Source(DocumentKind.TASK, lambda: Task.objects.select_related("directive", "item"), _of_task),
    Source(DocumentKind.ENTRY, lambda: _sent(Entry), _of_entry),
    Source(DocumentKind.FILE, lambda: _sent(Attachment, "file"), _of_file, stays=True),
)
