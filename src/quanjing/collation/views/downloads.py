"""Table, volume and files as they are now, written while the reader waits."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from quanjing.collation import actions
from quanjing.collation.rules import states_of
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.http import attachment, signed_in
from quanjing.submissions.enums import SubmissionState
from quanjing.tasks.queries import get_directive


class Writer(Protocol):
    def __call__(
        self, *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState]
    ) -> None: ...


@require_GET
def collation_xlsx(request: HttpRequest, code: str) -> FileResponse:
    return _download(request, code, actions.workbook, "xlsx")


@require_GET
def collation_docx(request: HttpRequest, code: str) -> FileResponse:
    return _download(request, code, actions.volume, "docx")


@require_GET
def collation_zip(request: HttpRequest, code: str) -> FileResponse:
    return _download(request, code, actions.bundle, "zip")


def _download(request: HttpRequest, code: str, write: Writer, extension: str) -> FileResponse:
    """Written to a temporary file first, so that a fault is an error page and never half a file."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    states = states_of(request.GET.get("states", "").split(","))
    with ExitStack() as stack:
        out = stack.enter_context(TemporaryFile())
        write(actor=actor, directive=directive, out=out, states=states)
        out.seek(0)
        stack.pop_all()  # from here on the response closes it
    return attachment(out, f"{str(directive)[:80]}.{extension}")
