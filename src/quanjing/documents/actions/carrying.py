"""A final notice becomes a directive of the platform, which is then handed out like any other."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.documents.actions.composing import locked_document
from quanjing.documents.actions.drawing import bytes_of
from quanjing.documents.models import Document
from quanjing.documents.rules import can_write
from quanjing.documents.rules.fields import lines
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.tasks.actions import correct_directive, register_directive


@transaction.atomic
def register(*, actor: Actor, document: Document) -> Directive:
    """Register the last edition as a directive of the own body, with its number, title, date, addressees.

    Raises:
        Denied: no right to issue for this body.
        WrongState: not final, or registered already.
        gongwen.errors.GongwenError: the file cannot be read.
    """
    locked = locked_document(document)
    if not can_write(actor, locked):
        raise Denied
    last = locked.editions.select_related("docx").first()
    if not locked.is_final or last is None:
        raise WrongState
    if locked.registered_as_id is not None:
        raise WrongState(_("It was registered as a notice already."))
    directive = register_directive(actor=actor, name=last.docx.name, data=bytes_of(last.docx))
    changes = {
        "title": locked.title,
        "doc_number": locked.doc_number,
        "issued_on": locked.dated_on,
        "addressees": lines(last.facts["addressees"]),
    }
    directive = correct_directive(actor=actor, directive=directive, changes=changes)
    locked.registered_as = directive
    locked.save(update_fields=["registered_as"])
    record(actor=actor, verb="documents.register", on=locked, detail={"directive": directive.code})
    return directive
