"""A document becomes final, by its officer or under the head's approval; it is corrected or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.documents.actions.composing import locked_document, writable
from quanjing.documents.actions.drawing import Drawn, day_of, draw, title_of
from quanjing.documents.actions.numbering import expected, take, void, words_of
from quanjing.documents.enums import DocumentState
from quanjing.documents.models import Document, Edition, Number, Series
from quanjing.documents.rules import can_approve, can_write, needs_approval
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import heads_of


@transaction.atomic
def finalize(*, actor: Actor, document: Document, version: int | None = None) -> Edition:
    """Give the document its number and freeze it: one transaction for number, files and edition.

    A correction makes the next edition under the number that the document has.

    Args:
        version: what the person saw; None is not checked.

    Raises:
        Denied: no right to issue for this body.
        WrongState: not a draft, changed meanwhile, or the head approves first.
        Invalid: facts that are missing or wrong, at their fields.
        gongwen.errors.MissingFace, MissingTypesetter: as `draw`.
    """
    locked = writable(actor, document)
    _refuse_stale(locked, version)
    if needs_approval(locked) and not can_approve(actor, locked):
        raise WrongState(_("The head approves documents of this office: ask for it."))
    edition = _freeze(actor, locked)
    record(actor=actor, verb="documents.finalize", on=locked, detail=_detail(locked, edition))
    return edition


@transaction.atomic
def ask(*, actor: Actor, document: Document, version: int | None = None) -> Document:
    """Ask the head to let the document go; until he decides nobody changes it.

    What would be refused when it becomes final is refused now.

    Raises:
        Denied, Invalid, MissingFace, MissingTypesetter: as `finalize`; `Invalid` also where nobody approves.
        WrongState: not a draft, changed meanwhile, or the office asks for no approval.
    """
    locked = writable(actor, document)
    _refuse_stale(locked, version)
    if not needs_approval(locked):
        raise WrongState(_("This office issues documents without an approval."))
    heads = [post.pk for post in heads_of(locked.organization_id)]
    if not heads:
        words = _("Nobody holds a post that approves: the administrator sets one up, or switches this off.")
        raise Invalid([Problem("approval", words)])
    _dated(locked)
    _drawn(locked, expected(locked))
    locked.state, locked.remark, locked.decided_name = DocumentState.ASKED, "", ""
    locked.asked_by_id, locked.asked_name, locked.asked_at = actor.post_id, actor.signature, clock.now()
    locked.save()
    record(actor=actor, verb="documents.ask", on=locked, detail={"version": locked.version})
    _tell(locked, "document_asked", heads, {"name": actor.signature})
    return locked


@transaction.atomic
def approve(*, actor: Actor, document: Document) -> Edition:
    """Make a document final that waits for the head; both names stay with it.

    Raises:
        Denied: the post does not approve for this body.
        WrongState: it does not wait (any more).
        Invalid, MissingFace, MissingTypesetter: as `finalize`; it goes on waiting.
    """
    locked = _waiting(actor, document)
    locked.decided_name = actor.signature
    edition = _freeze(actor, locked)
    detail = {**_detail(locked, edition), "asked": locked.asked_name}
    record(actor=actor, verb="documents.approve", on=locked, detail=detail)
    values = {"name": actor.signature, "number": locked.doc_number}
    _tell(locked, "document_approved", [locked.asked_by_id], values)
    return edition


@transaction.atomic
def send_back(*, actor: Actor, document: Document, remark: str) -> Document:
    """Give a document back to its officer with what is to be changed. Raises as `approve`, `Invalid`."""
    reason = _needed(remark, "remark", _("Please say what is to be changed."))
    locked = _waiting(actor, document)
    locked.state, locked.remark, locked.decided_name = DocumentState.DRAFT, reason, actor.signature
    locked.save(update_fields=["state", "remark", "decided_name"])
    record(actor=actor, verb="documents.send_back", on=locked, detail={"remark": reason})
    values = {"name": actor.signature, "remark": reason}
    _tell(locked, "document_sent_back", [locked.asked_by_id], values)
    return locked


@transaction.atomic
def take_back(*, actor: Actor, document: Document) -> Document:
    """Go on writing a document that waits for the head. Raises `Denied`, `WrongState`."""
    locked = locked_document(document)
    if not can_write(actor, locked):
        raise Denied
    if not locked.is_asked:
        raise WrongState
    locked.state = DocumentState.DRAFT
    locked.save(update_fields=["state"])
    record(actor=actor, verb="documents.take_back", on=locked)
    return locked


@transaction.atomic
def correct(*, actor: Actor, document: Document, reason: str) -> Document:
    """Open a final document for a correction; the last edition stands until the next one is final.

    Raises: `Denied`; `WrongState` where it is not final; `Invalid` without a reason.
    """
    text = _needed(reason, "reason", _("Please give the reason."))
    locked = _final(actor, document)
    locked.state, locked.reason = DocumentState.DRAFT, text
    locked.version += 1
    locked.save(update_fields=["state", "reason", "version"])
    record(actor=actor, verb="documents.correct", on=locked, detail={"reason": text})
    return locked


@transaction.atomic
def keep(*, actor: Actor, document: Document) -> Document:
    """Give a correction up: the document stands as its last edition says. Raises `Denied`, `WrongState`."""
    locked = writable(actor, document)
    last = locked.editions.first()
    if last is None:
        raise WrongState
    locked.state, locked.reason, locked.facts = DocumentState.FINAL, "", last.facts
    locked.title = title_of(locked.kind, locked.facts)[:500]
    locked.dated_on = day_of(locked.facts["date"])
    locked.version += 1
    locked.save()
    record(actor=actor, verb="documents.keep", on=locked)
    return locked


@transaction.atomic
def withdraw(*, actor: Actor, document: Document, reason: str) -> Document:
    """Withdraw a final document; its number stays in the register as void, its editions stay readable.

    Raises: `Denied`; `WrongState` where it is not final; `Invalid` without a reason.
    """
    text = _needed(reason, "reason", _("Please give the reason."))
    locked = _final(actor, document)
    if locked.doc_number:
        void(number=_number(locked), reason=text)
    locked.state, locked.reason = DocumentState.WITHDRAWN, text
    locked.version += 1
    locked.save(update_fields=["state", "reason", "version"])
    detail = {"number": locked.doc_number, "reason": text}
    record(actor=actor, verb="documents.withdraw", on=locked, detail=detail)
    return locked


def _freeze(actor: Actor, document: Document) -> Edition:
    """Number, files and edition. The files come last: their bytes do not roll back."""
    day = _dated(document)
    if document.series is not None:
        _number_it(actor, document, document.series, day)
    drawn = _drawn(document, document.doc_number)
    document.state, document.dated_on = DocumentState.FINAL, day
    reason, document.reason = document.reason, ""
    document.version += 1
    document.save()
    name = f"{document.doc_number or ''}{document.title}"[:120]
    return Edition.objects.create(
        document=document,
        number=document.editions.count() + 1,
        facts=document.facts,
        substitutes=drawn.substitutes,
        reason=reason,
        made_name=actor.signature,
        made_at=clock.now(),
        docx=store(actor=actor, name=f"{name}.docx", data=drawn.docx),
        pdf=store(actor=actor, name=f"{name}.pdf", data=drawn.pdf),
    )


def _dated(document: Document) -> date:
    """The day that it bears, and that gives its number the year; today where it has neither.

    Raises `Invalid` where the day is missing, none, or not in the year of the number that stays.
    """
    day = day_of(document.facts["date"])
    if document.series is None:
        return day or clock.today()
    if day is None:
        raise Invalid([Problem("date", _("A document with a number needs its date."))])
    if document.doc_number and (year := _number(document).year.year) != day.year:
        words = _("The number is of the year %(year)d, and so must be the date.")
        raise Invalid([Problem("date", words % {"year": year})])
    return day


def _number_it(actor: Actor, document: Document, series: Series, day: date) -> None:
    """The number of a correction stays; the register follows title and date."""
    if not document.doc_number:
        number = take(actor=actor, series=series, document=document, dated_on=day)
        document.doc_number = words_of(number)
        return
    number = _number(document)
    number.title, number.dated_on = document.title, day
    number.save(update_fields=["title", "dated_on"])


def _number(document: Document) -> Number:
    return Number.objects.select_related("year__series").get(document=document)


def _drawn(document: Document, number: str) -> Drawn:
    return draw(kind=document.kind, facts=document.facts, number=number, strict=document.strict)


def _waiting(actor: Actor, document: Document) -> Document:
    locked = locked_document(document)
    if not can_approve(actor, locked):
        raise Denied
    if not locked.is_asked:
        raise WrongState
    return locked


def _final(actor: Actor, document: Document) -> Document:
    locked = locked_document(document)
    if not can_write(actor, locked):
        raise Denied
    if not locked.is_final:
        raise WrongState
    return locked


def _refuse_stale(document: Document, version: int | None) -> None:
    if version is not None and version != document.version:
        raise WrongState(_("Somebody else changed it meanwhile; please look again."))


def _needed(text: str, where: str, words: str) -> str:
    if not text.strip():
        raise Invalid([Problem(where, words)])
    return text.strip()[:1000]


def _detail(document: Document, edition: Edition) -> dict[str, object]:
    files = {"docx": edition.docx.sha256, "pdf": edition.pdf.sha256}
    return {"number": document.doc_number, "edition": edition.number, **files}


def _tell(document: Document, kind: str, posts: Sequence[int | None], values: Mapping[str, object]) -> None:
    tell(
        post_ids=[post for post in posts if post is not None],
        kind=kind,
        values={"title": str(document), **values},
        link=reverse("document_page", args=[document.code]),
        key=f"{kind}:{document.code}:{document.version}",
    )
