"""Open measurements: what the caller may see on the pages. Collecting and contesting are done there."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.schemas.common import Listing, Paging, listing
from quanjing.api.schemas.influence import (
    ComputedData,
    ItemsFilter,
    MeasurementLine,
    MeasurementOut,
    PublicItemOut,
)
from quanjing.influence import queries

router = Router()


@router.get(
    "/measurements",
    response=Listing[MeasurementLine],
    summary=_("Open measurements that the body may see"),
)
def measurement_list(request: HttpRequest, wanted: Query[Paging]) -> dict[str, object]:
    found = queries.visible_to(actor_of(request)).select_related("organization")
    return listing(found, wanted, lambda rows: [MeasurementLine.of(row) for row in rows])


@router.get(
    "/measurements/{slug:code}",
    response=MeasurementOut,
    summary=_("A measurement with formula, value of each dimension and how firm the order is"),
)
def measurement_read(request: HttpRequest, code: str) -> MeasurementOut:
    actor = actor_of(request)
    found = queries.get(actor, code)
    results = queries.results_of(found) if queries.reads_results(actor, found) else None
    return MeasurementOut.whole(found, results)


@router.get(
    "/measurements/{slug:code}/items",
    response=Listing[PublicItemOut],
    summary=_("Public items of a measurement"),
)
def measurement_items(request: HttpRequest, code: str, wanted: Query[ItemsFilter]) -> dict[str, object]:
    actor = actor_of(request)
    narrowed = queries.ItemFilter(body=wanted.organization or "", dimension=wanted.dimension)
    found = queries.items_of(actor, queries.get(actor, code), narrowed)
    return listing(found, wanted, lambda rows: [PublicItemOut.of(row) for row in rows])


@router.get(
    "/measurements/{slug:code}/data",
    response=ComputedData,
    summary=_("What anybody computes the result of a measurement from again"),
)
def measurement_data(request: HttpRequest, code: str) -> dict[str, object]:
    return queries.export_of(queries.with_results(actor_of(request), code))
