"""Open measurements for other programs: formula, items, points by dimension, how firm the order is."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Code, Moment, Named, Paging, body_of
from quanjing.influence.enums import ItemState
from quanjing.influence.models import Measurement, PublicItem
from quanjing.influence.queries import Line, Results

# Another enum is called State, and a description knows each name once.
MeasurementState = Literal["draft", "collecting", "checking", "published", "cancelled"]


class ItemsFilter(Paging):
    """Of one body (its code), one dimension (its key); without both, all."""

    organization: Code | None = None
    dimension: str = Field("", max_length=8)


class DimensionOut(Schema):
    """`full` items give the whole weight."""

    key: str
    name: str
    hint: str
    weight: int
    full: int


class MeasurementLine(Schema):
    """A measurement in a list; `published_at` is null before its results may be read."""

    code: str
    name: str
    year: int
    state: MeasurementState
    organization: Named
    published_at: Moment | None

    @staticmethod
    def fields_of(one: Measurement) -> dict[str, Any]:
        return {
            "code": one.code, "name": one.name, "year": one.year, "state": one.state,
            "organization": body_of(one.organization), "published_at": one.published_at,
        }  # fmt: skip

    @classmethod
    def of(cls, one: Measurement) -> MeasurementLine:
        return cls(**cls.fields_of(one))


class PlaceOut(Schema):
    """One body: items that count and points by key of the dimension, and the places that it could have.

    Points are texts, so that no reader makes floats of them.
    """

    organization: Named
    place: int
    best: int
    worst: int
    numbers: dict[str, int]
    points: dict[str, str]
    total: str
    beyond_caps: int

    @classmethod
    def of(cls, line: Line) -> PlaceOut:
        found, firm = line.result, line.firmness
        return cls(
            organization=Named(code=line.code, name=line.name), place=firm.place, best=firm.best,
            worst=firm.worst, numbers=dict(found.numbers),
            points={key: str(points) for key, points in found.points.items()}, total=str(found.total),
            beyond_caps=line.left_out,
        )  # fmt: skip


class VariationOut(Schema):
    """One weight a tenth more or less: how many bodies move, how far, how many stay in front."""

    dimension: str
    more: bool
    weights: dict[str, str]
    moved: int
    furthest: int
    front: int


class MeasurementOut(MeasurementLine):
    """With the formula; `results` and `sensitivity` are null before they may be read."""

    aliases: list[str]
    intro: str
    method: str
    first_day: date
    last_day: date
    per_outlet_month: int
    per_outlet: int
    front: int
    dimensions: list[DimensionOut]
    results: list[PlaceOut] | None
    sensitivity: list[VariationOut] | None

    @classmethod
    def whole(cls, one: Measurement, results: Results | None) -> MeasurementOut:
        dimensions = [
            DimensionOut(key=each.key, name=each.name, hint=each.hint, weight=each.weight, full=each.full)
            for each in one.dimensions.all()
        ]
        return cls(
            **cls.fields_of(one), aliases=one.aliases, intro=one.intro, method=one.method,
            first_day=one.first_day, last_day=one.last_day, per_outlet_month=one.per_outlet_month,
            per_outlet=one.per_outlet, front=one.front, dimensions=dimensions,
            results=None if results is None else [PlaceOut.of(line) for line in results.lines],
            sensitivity=None if results is None else _varied(results),
        )  # fmt: skip


def _varied(results: Results) -> list[VariationOut]:
    return [
        VariationOut(
            dimension=one.dimension, more=one.more,
            weights={key: str(weight) for key, weight in one.weights.items()}, moved=one.moved,
            furthest=one.furthest, front=one.front,
        )
        for one in results.variations
    ]  # fmt: skip


class PublicItemOut(Schema):
    """A public item of a body: where, when, what, with its link."""

    code: str
    organization: Named
    dimension: str
    title: str
    outlet: str
    on: date
    link: str
    state: ItemState

    @classmethod
    def of(cls, one: PublicItem) -> PublicItemOut:
        return cls(
            code=one.code, organization=body_of(one.organization), dimension=one.dimension.key,
            title=one.title, outlet=one.outlet, on=one.on, link=one.link, state=ItemState(one.state),
        )  # fmt: skip


class ComputedData(Schema):
    """What `python -m quanjing.influence.measuring FILE.json` computes again."""

    measurement: dict[str, Any]
    formula: dict[str, Any]
    items: list[dict[str, Any]]
    results: list[dict[str, Any]]
