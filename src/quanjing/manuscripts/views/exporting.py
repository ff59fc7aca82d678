"""A manuscript as a file: as it stands, or one version of it."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from gongwen.errors import GongwenError
from quanjing.foundation.http import attachment, signed_in
from quanjing.manuscripts import actions, forms, queries
from quanjing.manuscripts.models import Compilation, Version


@require_GET
def manuscript_docx(request: HttpRequest, code: str) -> HttpResponseBase:
    compilation, version = _asked(request, code)
    data = actions.export_docx(
        actor=signed_in(request), compilation=compilation, version=version, annex=_annex(request)
    )
    return attachment(data, _name(compilation, version, "docx"))


@require_GET
def manuscript_pdf(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where the machine has no typesetter the page says so; Word is there all the same."""
    compilation, version = _asked(request, code)
    try:
        data = actions.export_pdf(
            actor=signed_in(request), compilation=compilation, version=version, annex=_annex(request)
        )
    except GongwenError as error:
        messages.error(request, error.message(get_language() or "en"))
        return redirect("manuscript_page", code=code)
    return attachment(data, _name(compilation, version, "pdf"))


@require_GET
def manuscript_xlsx(request: HttpRequest, code: str) -> HttpResponseBase:
    compilation, version = _asked(request, code)
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    actions.export_xlsx(actor=signed_in(request), compilation=compilation, version=version, out=out)
    out.seek(0)
    return attachment(out, _name(compilation, version, "xlsx"))


def _asked(request: HttpRequest, code: str) -> tuple[Compilation, Version | None]:
    compilation = queries.get_compilation(signed_in(request), code)
    number = forms.number(request.GET.get("version"))
    return compilation, queries.get_version(compilation, number) if number else None


def _annex(request: HttpRequest) -> bool:
    return request.GET.get("annex") == "yes"


def _name(compilation: Compilation, version: Version | None, ending: str) -> str:
    number = f"-{version.number}" if version else ""
    return f"{compilation.title[:80]}{number}.{ending}"
