"""The register of numbers: series, years, and every number of a year in order."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.documents.models import Number, Series, SeriesYear
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing


def series_of(actor: Actor) -> QuerySet[Series]:
    """The series of the actor's own body, those by year first, for who issues and for its head."""
    if actor.organization_id is None or not (actor.may(Right.ISSUE) or actor.may(Right.CONFIRM)):
        return Series.objects.none()
    found = Series.objects.filter(organization=actor.organization_id).select_related("organization")
    return found.order_by("-style", "prefix")


def get_series(actor: Actor, code: str) -> Series:
    """One series. Raises `Missing`."""
    found = series_of(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def open_years(actor: Actor, year: int) -> dict[int, SeriesYear]:
    """The years of all series that the actor sees, by series: one query."""
    return {one.series_id: one for one in SeriesYear.objects.filter(series__in=series_of(actor), year=year)}


def years_in_use(series: Series) -> list[int]:
    """The years in which the series has numbers or a start, the newest first: one query."""
    return list(series.years.order_by("-year").values_list("year", flat=True))


def numbers_of(series: Series, year: int) -> QuerySet[Number]:
    """Every number of a year in order, with its document."""
    found = Number.objects.filter(year__series=series, year__year=year)
    return found.select_related("document", "year__series").order_by("serial")
