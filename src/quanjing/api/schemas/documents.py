"""Documents of the own body: lines of the list, one document with its editions."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Code, Moment, Paging
from quanjing.documents.enums import DocumentKind, DocumentState
from quanjing.documents.models import Document, Edition
from quanjing.files.models import StoredFile


class DocumentsFilter(Paging):
    kind: DocumentKind | None = None
    state: DocumentState | None = None
    year: int | None = Field(None, ge=1900, le=2200)
    directive: Code | None = None


class DocumentLine(Schema):
    """`directive` is what it was composed from, `registered_as` the notice that was made of it."""

    code: str
    kind: DocumentKind
    state: DocumentState
    title: str
    doc_number: str
    dated_on: date | None
    changed_at: Moment
    directive: str | None
    registered_as: str | None

    @staticmethod
    def fields_of(one: Document) -> dict[str, Any]:
        return {
            "code": one.code,
            "kind": DocumentKind(one.kind),
            "state": DocumentState(one.state),
            "title": one.title,
            "doc_number": one.doc_number,
            "dated_on": one.dated_on,
            "changed_at": one.changed_at,
            "directive": one.directive.code if one.directive else None,
            "registered_as": one.registered_as.code if one.registered_as else None,
        }

    @classmethod
    def of(cls, one: Document) -> DocumentLine:
        return cls(**cls.fields_of(one))


class FrozenFile(Schema):
    size: int
    sha256: str

    @classmethod
    def of(cls, file: StoredFile) -> FrozenFile:
        return cls(size=file.size, sha256=file.sha256)


class EditionOut(Schema):
    """A document as it went out; `substitutes` are the faces that stood in for the standard's in the PDF."""

    number: int
    reason: str
    made_by: str
    made_at: Moment
    docx: FrozenFile
    pdf: FrozenFile
    substitutes: list[dict[str, str]]

    @classmethod
    def of(cls, one: Edition) -> EditionOut:
        return cls(
            number=one.number,
            reason=one.reason,
            made_by=one.made_name,
            made_at=one.made_at,
            docx=FrozenFile.of(one.docx),
            pdf=FrozenFile.of(one.pdf),
            substitutes=one.substitutes,
        )


class DocumentOut(DocumentLine):
    """With its facts as they were typed, and its editions, the newest first."""

    facts: dict[str, Any]
    strict: bool
    version: int
    reason: str
    remark: str
    editions: list[EditionOut]

    @classmethod
    def whole(cls, one: Document, editions: list[Edition]) -> DocumentOut:
        return cls(
            **cls.fields_of(one),
            facts=one.facts,
            strict=one.strict,
            version=one.version,
            reason=one.reason,
            remark=one.remark,
            editions=[EditionOut.of(edition) for edition in editions],
        )
