"""What was accepted, rolled up: one table, one volume, one bundle of files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Router

from quanjing.api.auth import actor_of
from quanjing.api.openapi import download
from quanjing.collation import actions
from quanjing.collation.rules import states_of
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.http import attachment
from quanjing.submissions.enums import SubmissionState
from quanjing.tasks import queries

router = Router()


class Writer(Protocol):
    def __call__(
        self, *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState]
    ) -> None: ...


@router.get(
    "/directives/{slug:code}/collation.xlsx", summary=_("The collated table"), openapi_extra=download("xlsx")
)
def collation_table(request: HttpRequest, code: str, states: str = "") -> FileResponse:
    return _written(request, code, states, actions.workbook, f"{code}.xlsx")


@router.get(
    "/directives/{slug:code}/collation.docx", summary=_("The collated volume"), openapi_extra=download("docx")
)
def collation_volume(request: HttpRequest, code: str, states: str = "") -> FileResponse:
    return _written(request, code, states, actions.volume, f"{code}.docx")


@router.get(
    "/directives/{slug:code}/collation.zip",
    summary=_("All files, with a list of expected and delivered"),
    openapi_extra=download("zip"),
)
def collation_bundle(request: HttpRequest, code: str, states: str = "") -> FileResponse:
    return _written(request, code, states, actions.bundle, f"{code}.zip")


def _written(request: HttpRequest, code: str, states: str, write: Writer, name: str) -> FileResponse:
    """Written to the disk first, so that a fault is a problem and never half a file; sent in pieces."""
    actor = actor_of(request)
    directive = queries.get_directive(actor, code)
    with ExitStack() as opened:
        out = opened.enter_context(TemporaryFile())
        write(actor=actor, directive=directive, out=out, states=states_of(states.split(",")))
        out.seek(0)
        opened.pop_all()  # from here on the response closes it
    return attachment(out, name)
