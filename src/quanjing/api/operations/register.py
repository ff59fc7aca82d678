"""The register of what the own body received; nobody above it looks in."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import Listing, listing
from quanjing.api.schemas.register import IncomingLine, RegisterFilter
from quanjing.tasks import queries

router = Router()


@router.get("/register", response=Listing[IncomingLine], summary=_("The incoming register of the own body"))
def register_list(request: HttpRequest, wanted: Query[RegisterFilter]) -> dict[str, object]:
    narrowed = queries.IncomingFilter(year=wanted.year, state=wanted.state or "")
    found = queries.incoming_list(actor_of(request), narrowed)
    return listing(found, wanted, lambda rows: [IncomingLine.of(row) for row in rows])
