"""The manuscript becomes what the own body reports upward: nothing is typed again."""

from __future__ import annotations

from django.db import transaction

from gongwen.facade import official_docx
from quanjing.audit.actions import record
from quanjing.files.actions import store
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing, WrongState
from quanjing.manuscripts.actions.exporting import as_text, document_of
from quanjing.manuscripts.actions.steps import locked
from quanjing.manuscripts.models import Version
from quanjing.manuscripts.queries import Upward, upward_of
from quanjing.sheets.enums import FieldType
from quanjing.submissions.actions import take_text
from quanjing.submissions.models import Entry


@transaction.atomic
def put_upward(*, actor: Actor, version: Version, where: str, replace: bool = False) -> Upward:
    """Put an approved version into the draft of the own report: as text, or as a Word file into a file field.

    The entries behind it stay linked as what the report was rolled up from.

    Args:
        where: `Upward.value` of one of the open fields.
        replace: also where something stands there already.

    Raises:
        Denied, Missing: another body's manuscript, or a field that is not open.
        WrongState: not approved. Invalid: something stands there, and `replace` is not given.
    """
    current = locked(actor, version.compilation)
    fresh = Version.objects.get(pk=version.pk)
    if not fresh.is_approved:
        raise WrongState
    found = next((one for one in upward_of(actor, current) if one.value == where), None)
    if found is None:
        raise Missing
    if found.field.type == FieldType.FILE:
        data = official_docx(document_of(fresh.content, annex=False))
        value = store(actor=actor, name=f"{current.title[:80]}.docx", data=data).code
    else:
        value = as_text(fresh.content)
    take_text(
        actor=actor,
        assignment=found.assignment,
        place=(found.key, found.field.key),
        value=value,
        sources=Entry.objects.filter(versions__version=fresh).distinct().order_by("pk"),
        replace=replace,
    )
    detail = {"version": fresh.number, "assignment": found.assignment.code, "field": found.field.label}
    record(actor=actor, verb="manuscripts.put_upward", on=current, detail=detail)
    return found
