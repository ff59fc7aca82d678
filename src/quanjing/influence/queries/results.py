"""From items to the result and how firm its order is; and the export that anybody can compute again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quanjing.influence.enums import State
from quanjing.influence.measuring import (
    Count,
    Dimension,
    Firmness,
    Formula,
    Item,
    Result,
    Variation,
    count,
    firmness,
    measure,
    variations,
)
from quanjing.influence.models import Measurement
from quanjing.influence.queries.items import counted_of


@dataclass(frozen=True, slots=True)
class Line:
    """One body of a result with the place that it has and could have."""

    code: str
    name: str
    result: Result
    firmness: Firmness
    left_out: int


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that a page of results shows; `lines` by place, equals in the order of the tree."""

    lines: list[Line]
    variations: list[Variation]


def formula_of(measurement: Measurement) -> Formula:
    """The formula as it stands in the tables."""
    dimensions = tuple(
        Dimension(one.key, Decimal(one.weight), one.full) for one in measurement.dimensions.all()
    )
    return Formula(dimensions, measurement.per_outlet_month, measurement.per_outlet)


def items_as_facts(measurement: Measurement) -> list[Item]:
    """The items that stand, as the formula takes them: one query, no model made."""
    columns = ("code", "organization__code", "dimension__key", "outlet", "on", "link")
    return [Item(*row) for row in counted_of(measurement).order_by("pk").values_list(*columns)]


def results_of(measurement: Measurement) -> Results:
    """The result of now, or the published one as it was kept; three queries."""
    names = dict(
        measurement.participants.order_by("organization__path").values_list(
            "organization__code", "organization__name"
        )
    )
    formula, items = formula_of(measurement), items_as_facts(measurement)
    counted = count(items, formula)
    found = _kept(measurement) or measure(items, formula, list(names))
    spans = firmness(found, formula.dimensions)
    lines = [_line(one, names, spans, counted) for one in found if one.body in names]
    lines.sort(key=lambda line: line.firmness.place)
    return Results(lines, variations(found, formula.dimensions, front=measurement.front))


def export_of(measurement: Measurement) -> dict[str, Any]:
    """Formula, items and results as plain data; `quanjing.influence.measuring` computes it again."""
    formula = formula_of(measurement)
    items = items_as_facts(measurement)
    found = _kept(measurement) or measure(items, formula, _bodies(measurement))
    return {
        "measurement": {"name": measurement.name, "year": measurement.year, "code": measurement.code},
        "formula": {
            "points": "weight * min(1, ln(1 + n) / ln(1 + full)), four places, half up",
            "per_outlet_month": formula.per_outlet_month,
            "per_outlet": formula.per_outlet,
            "dimensions": [
                {"key": one.key, "weight": str(one.weight), "full": one.full} for one in formula.dimensions
            ],
        },
        "items": [
            {
                "key": one.key, "body": one.body, "dimension": one.dimension, "outlet": one.outlet,
                "on": one.on.isoformat(), "link": one.link,
            }
            for one in items
        ],
        "results": as_kept(found),
    }  # fmt: skip


def as_kept(found: Iterable[Result]) -> list[dict[str, Any]]:
    """Results as they are kept and exported: numbers as texts, so that no place is lost."""
    return [
        {
            "body": one.body,
            "numbers": dict(one.numbers),
            "points": {key: str(points) for key, points in one.points.items()},
            "total": str(one.total),
        }
        for one in found
    ]


def _kept(measurement: Measurement) -> list[Result]:
    if measurement.state != State.PUBLISHED:
        return []
    return [
        Result(
            one["body"],
            one["numbers"],
            {key: Decimal(points) for key, points in one["points"].items()},
            Decimal(one["total"]),
        )
        for one in measurement.results
    ]


def _bodies(measurement: Measurement) -> list[str]:
    ordered = measurement.participants.order_by("organization__path")
    return list(ordered.values_list("organization__code", flat=True))


def _line(one: Result, names: dict[str, str], spans: dict[str, Firmness], counted: dict[str, Count]) -> Line:
    left_out = len(counted[one.body].left_out) if one.body in counted else 0
    return Line(one.body, names[one.body], one, spans[one.body], left_out)
