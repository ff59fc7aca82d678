"""The register of what the own body received."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Paging
from quanjing.tasks.enums import IncomingState
from quanjing.tasks.models import Incoming


class RegisterFilter(Paging):
    year: int | None = Field(None, ge=1900, le=2200)
    state: IncomingState | None = None


class IncomingLine(Schema):
    """A paper in the register; `directive` is its code where the paper is a notice of the platform."""

    code: str
    number: str
    title: str
    doc_number: str
    issuer: str
    received_on: date
    state: IncomingState
    directive: str | None

    @classmethod
    def of(cls, incoming: Incoming) -> IncomingLine:
        return cls(
            code=incoming.code,
            number=incoming.number,
            title=incoming.title,
            doc_number=incoming.doc_number,
            issuer=incoming.issuer,
            received_on=incoming.received_on,
            state=IncomingState(incoming.state),
            directive=incoming.directive.code if incoming.directive else None,
        )
