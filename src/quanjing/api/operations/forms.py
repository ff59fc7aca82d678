"""Filled forms: handed in, what they say, taken into the draft. Nothing is sent."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import File, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from quanjing.api.auth import actor_of
from quanjing.api.schemas.forms import FormOut, Taking
from quanjing.files.actions import read_upload
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.submissions import actions
from quanjing.submissions import queries as submissions
from quanjing.submissions.enums import FilledState
from quanjing.submissions.queries import ReportPage
from quanjing.tasks import queries

router = Router()
HERE = "/assignments/{slug:code}/forms"


@router.post(
    HERE,
    response={201: FormOut, 202: FormOut},
    summary=_("Hand in filled forms and see what they say; nothing of the draft changes"),
)
def form_hand_in(request: HttpRequest, code: str, forms: File[list[UploadedFile]]) -> Status[FormOut]:
    actor = actor_of(request)
    page = _own_page(actor, code)
    some = forms[: actions.MOST_FILES + 1]  # one more than are taken, so that the action says so
    files = [(one.name or "", read_upload(cast(BinaryIO, one), one.name or "")) for one in some]
    filled = actions.hand_in(actor=actor, directive=page.directive, files=files)
    return Status(202 if filled.state == FilledState.READING else 201, FormOut.of(filled, page))


@router.get(f"{HERE}/{{slug:form}}", response=FormOut, summary=_("What filled forms say"))
def form_read(request: HttpRequest, code: str, form: str) -> FormOut:
    page = _own_page(actor_of(request), code)
    return FormOut.of(submissions.get_filled(page, form), page)


@router.post(
    f"{HERE}/{{slug:form}}/take", response=FormOut, summary=_("Take what filled forms say into the draft")
)
def form_take(request: HttpRequest, code: str, form: str, wanted: Taking) -> FormOut:
    actor = actor_of(request)
    page = _own_page(actor, code)
    actions.take_filled(
        actor=actor,
        directive=page.directive,
        code=form,
        version=wanted.version,
        chosen=wanted.parts,
        places=wanted.places,
    )
    page = _own_page(actor, code)
    return FormOut.of(submissions.get_filled(page, form), page)


def _own_page(actor: Actor, code: str) -> ReportPage:
    """The page to which an assignment belongs. Raises `Missing`; `Denied` where it is another body's."""
    assignment = queries.get_assignment(actor, code)
    if assignment.organization_id != actor.organization_id:
        raise Denied
    return submissions.page_of_report(actor, assignment.directive.code)
