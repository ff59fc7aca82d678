"""The panorama as a file. What leaves the platform carries the id of a count that stays."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from quanjing.foundation.errors import Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.panorama import actions
from quanjing.panorama.forms import LookForm
from quanjing.panorama.views.page import known_figure
from quanjing.panorama.views.shared import looked


@require_GET
def panorama_export(request: HttpRequest) -> FileResponse:
    """The figures of a node."""
    actor = signed_in(request)
    look, gone = looked(request, actor)
    if look is None or gone:
        raise Missing
    actions.keep(actor=actor, snapshot=look.snapshot)
    return _file(actions.page_xlsx(look), look.snapshot.code)


@require_GET
def panorama_list_export(request: HttpRequest, code: str) -> FileResponse:
    """The list behind a figure."""
    actor = signed_in(request)
    look, gone = looked(request, actor)
    if look is None or gone:
        raise Missing
    figure = known_figure(look, code)
    actions.keep(actor=actor, snapshot=look.snapshot)
    return _file(actions.list_xlsx(look, figure, LookForm(request.GET).wanted), look.snapshot.code)


def _file(data: bytes, code: str) -> FileResponse:
    return attachment(data, f"panorama-{code}.xlsx")
