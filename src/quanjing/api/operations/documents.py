"""What the own body wrote: the list, one document, the frozen files of an edition."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.openapi import download
from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.documents import DocumentLine, DocumentOut, DocumentsFilter
from quanjing.documents import queries
from quanjing.documents.models import Edition
from quanjing.documents.rules import can_see
from quanjing.files.serve import as_response
from quanjing.foundation.errors import Denied

router = Router()
EDITION = "/documents/{slug:code}/editions/{int:number}"


@router.get("/documents", response=Listing[DocumentLine], summary=_("The documents of the own body"))
def document_list(request: HttpRequest, wanted: Query[DocumentsFilter]) -> dict[str, object]:
    actor = actor_of(request)
    if not can_see(actor):
        raise Denied
    found = queries.document_list(
        actor, kind=wanted.kind or "", year=str(wanted.year or ""), state=wanted.state or ""
    )
    if wanted.directive:
        found = found.filter(directive__code=wanted.directive)
    rows = found.select_related("directive", "registered_as")
    return listing(rows, wanted, lambda rows: [DocumentLine.of(row) for row in rows])


@router.get("/documents/{slug:code}", response=DocumentOut, summary=_("A document and its editions"))
def document_read(request: HttpRequest, code: str) -> DocumentOut:
    document = queries.get_document(actor_of(request), code)
    return DocumentOut.whole(document, list(document.editions.select_related("docx", "pdf")))


@router.get(
    f"{EDITION}.docx",
    summary=_("An edition as a Word file, as it was frozen"),
    openapi_extra=download("docx"),
)
def document_word(request: HttpRequest, code: str, number: int) -> FileResponse:
    return as_response(_edition(request, code, number).docx, as_attachment=True)


@router.get(f"{EDITION}.pdf", summary=_("An edition as PDF, as it was frozen"), openapi_extra=download("pdf"))
def document_pdf(request: HttpRequest, code: str, number: int) -> FileResponse:
    return as_response(_edition(request, code, number).pdf, as_attachment=True)


def _edition(request: HttpRequest, code: str, number: int) -> Edition:
    return queries.edition(queries.get_document(actor_of(request), code), number)
