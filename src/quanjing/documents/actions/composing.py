"""A document is begun, kept while it is written, given files as annexes, and thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.documents.actions.drawing import day_of, title_of
from quanjing.documents.actions.prefilling import prefilled
from quanjing.documents.enums import DocumentKind, NumberStyle
from quanjing.documents.models import AnnexFile, Document, Series
from quanjing.documents.rules import can_compose, can_write, cleaned
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Organization

USUAL_STYLES = {
    DocumentKind.RED_HEAD_NOTICE: NumberStyle.YEAR,
    DocumentKind.BULLETIN: NumberStyle.YEAR,
    DocumentKind.MINUTES: NumberStyle.ISSUE,
}


@transaction.atomic
def begin(*, actor: Actor, kind: str, directive: Directive | None = None) -> Document:
    """A draft of the actor's own body, with what is known of `directive` (which the caller let him see).

    Raises:
        Denied: no right to issue.
        Invalid: no such kind.
    """
    if not can_compose(actor):
        raise Denied
    if kind not in DocumentKind.values:
        raise Invalid([Problem("kind", _("Please choose a kind."))])
    assert actor.post_id is not None  # only posts have rights
    body = Organization.objects.get(pk=actor.organization_id)
    document = Document(
        organization=body,
        kind=kind,
        directive=directive,
        series=_usual_series(body, kind),
        created_by_id=actor.post_id,
        facts=cleaned(prefilled(actor, body, kind, directive)),
    )
    _touch(actor, document)
    document.save()
    detail = {"kind": kind, "directive": directive.code if directive else ""}
    record(actor=actor, verb="documents.begin", on=document, detail=detail)
    return document


@transaction.atomic
def save(
    *,
    actor: Actor,
    document: Document,
    facts: Mapping[str, Any],
    series: Series | None,
    strict: bool,
    version: int,
) -> Document:
    """Keep what was typed, complete or not; the version goes up where something changed.

    Args:
        facts: as `rules.fields` describes them.
        series: what the number will be taken from; fixed once the document has its number.
        strict: draw with the standard's own faces or not at all.
        version: what the person saw.

    Raises:
        Denied: another body's document, or no right to issue.
        WrongState: final, with the head, or withdrawn.
        Conflict: somebody else changed it; holds the fields that differ.
    """
    locked = writable(actor, document)
    fresh = cleaned(facts)
    if version != locked.version:
        names = [name for name in fresh if fresh[name] != locked.facts.get(name)]
        theirs = {name: locked.facts.get(name) for name in names}
        raise Conflict(theirs=theirs, yours={name: fresh[name] for name in names})
    series = _series_for(locked, series)
    if (fresh, series, strict) == (locked.facts, locked.series, locked.strict):
        return locked
    _forget_files(locked, fresh)
    locked.facts, locked.series, locked.strict = fresh, series, strict
    locked.version += 1
    _touch(actor, locked)
    locked.save()
    record(actor=actor, verb="documents.save", on=locked, detail={"version": locked.version})
    return locked


@transaction.atomic
def attach(*, actor: Actor, document: Document, name: str, data: bytes) -> Document:
    """Put a file to the document: an annex of its own, named after the file.

    Raises:
        Denied, WrongState: as `save`.
        gongwen.errors.GongwenError: the file is refused; nothing was kept.
    """
    locked = writable(actor, document)
    file = store(actor=actor, name=name, data=data)
    AnnexFile.objects.create(document=locked, file=file)
    row = {"title": file.name.rsplit(".", 1)[0][:200], "file": file.code}
    locked.facts = cleaned({**locked.facts, "annexes": [*locked.facts["annexes"], row]})
    locked.version += 1
    _touch(actor, locked)
    locked.save()
    record(actor=actor, verb="documents.attach", on=locked, detail={"file": file.name, "size": file.size})
    return locked


@transaction.atomic
def discard(*, actor: Actor, document: Document) -> None:
    """Throw a draft away that never had a number. Raises `Denied`, `WrongState` as `save`."""
    locked = writable(actor, document)
    if locked.doc_number or locked.editions.exists():
        raise WrongState(_("It was final before; it can be withdrawn, not thrown away."))
    record(actor=actor, verb="documents.discard", on=locked, detail={"title": locked.title})
    locked.delete()


def locked_document(document: Document) -> Document:
    found = Document.objects.select_for_update(of=("self",)).select_related("organization", "series")
    return found.get(pk=document.pk)


def writable(actor: Actor, document: Document) -> Document:
    """The draft, locked. Raises `Denied` or `WrongState`."""
    locked = locked_document(document)
    if not can_write(actor, locked):
        raise Denied
    if not locked.is_draft:
        raise WrongState
    return locked


def _touch(actor: Actor, document: Document) -> None:
    """What lists show of a document follows its facts."""
    document.title = title_of(document.kind, document.facts)[:500]
    try:
        document.dated_on = day_of(document.facts["date"])
    except Invalid:
        document.dated_on = None
    document.changed_name, document.changed_at = actor.signature, clock.now()


def _series_for(document: Document, wanted: Series | None) -> Series | None:
    """What is wanted, of the own body; fixed once there is a number; never for what carries none."""
    if not document.can_have_number:
        return None
    is_foreign = wanted is not None and wanted.organization_id != document.organization_id
    return document.series if document.doc_number or is_foreign else wanted


def _usual_series(body: Organization, kind: str) -> Series | None:
    """The series of the body's last document of this kind; to begin with, the first that fits a red head."""
    last = Document.objects.filter(organization=body, kind=kind).exclude(series=None).order_by("-pk").first()
    if last is not None:
        return last.series
    style = USUAL_STYLES.get(DocumentKind(kind))
    return Series.objects.filter(organization=body, style=style).first()


def _forget_files(document: Document, facts: Mapping[str, Any]) -> None:
    """A row may only name a file of this document."""
    known = set(document.annex_files.values_list("file__code", flat=True))
    for row in facts["annexes"]:
        if row["file"] not in known:
            row["file"] = ""
