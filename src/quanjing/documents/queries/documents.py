"""Documents as their own body sees them."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.directives.models import Directive
from quanjing.documents.enums import DocumentState
from quanjing.documents.models import AnnexFile, Document, Edition
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing

SORTS = {
    "changed": ("-changed_at", "-pk"),
    "dated": ("-dated_on", "-pk"),
    "number": ("doc_number", "-pk"),
}


def documents_visible_to(actor: Actor) -> QuerySet[Document]:
    """The documents of the actor's own body, for who issues and for its head."""
    if actor.organization_id is None or not (actor.may(Right.ISSUE) or actor.may(Right.CONFIRM)):
        return Document.objects.none()
    return Document.objects.filter(organization=actor.organization_id)


def document_list(
    actor: Actor, *, kind: str = "", year: str = "", state: str = "", text: str = ""
) -> QuerySet[Document]:
    """The documents that fit; `year` is that of the date on the document."""
    found = documents_visible_to(actor)
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    if year.isdecimal():
        found = found.filter(dated_on__year=int(year))
    if text:
        found = found.filter(title__icontains=text) | found.filter(doc_number__icontains=text)
    return found


def years_of(actor: Actor) -> list[int]:
    """The years on the actor's documents, the newest first: one query."""
    days = documents_visible_to(actor).exclude(dated_on=None).dates("dated_on", "year", order="DESC")
    return [day.year for day in days]


def to_approve(actor: Actor) -> QuerySet[Document]:
    """What waits for the actor's decision, the oldest first."""
    if not actor.may(Right.CONFIRM):
        return Document.objects.none()
    return documents_visible_to(actor).filter(state=DocumentState.ASKED).order_by("asked_at", "pk")


def get_document(actor: Actor, code: str) -> Document:
    """One document with its body, series and directives. Raises `Missing`."""
    found = documents_visible_to(actor).select_related("organization", "series", "directive", "registered_as")
    document = found.filter(code=code).first()
    if document is None:
        raise Missing
    return document


def edition(document: Document, number: int) -> Edition:
    """One edition with its files. Raises `Missing`."""
    found = document.editions.select_related("docx", "pdf").filter(number=number).first()
    if found is None:
        raise Missing
    return found


def annex_file(document: Document, code: str) -> AnnexFile:
    """A file that was put to the document, by the file's code. Raises `Missing`."""
    found = document.annex_files.select_related("file").filter(file__code=code).first()
    if found is None:
        raise Missing
    return found


def composed_from(actor: Actor, directive: Directive) -> QuerySet[Document]:
    """The documents that the actor's body composed from a directive, the newest first."""
    return documents_visible_to(actor).filter(directive=directive)
