"""What a formula must look like before anything is collected by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from quanjing.foundation.errors import Problem
from quanjing.foundation.refusing import refusals
from quanjing.influence.models import Measurement

WHOLE = 100
LEAST_DAYS = 5  # for societies to look at their lists


@dataclass(frozen=True, slots=True)
class DimensionFacts:
    """A dimension as it is typed."""

    name: str
    hint: str
    weight: int
    full: int


def problems_with(measurement: Measurement, dimensions: Sequence[DimensionFacts]) -> list[Problem]:
    """What is wrong with the columns and the formula, each at its place (`d2.weight`)."""
    problems = [
        Problem(name, _("Please fill this in."))
        for name in ("name", "year", "first_day", "last_day", "collect_until", "check_until")
        if not getattr(measurement, name)
    ]
    if problems:
        return problems
    if measurement.last_day < measurement.first_day:
        problems.append(Problem("last_day", _("The last day lies before the first.")))
    if measurement.collect_until < measurement.first_day:
        problems.append(Problem("collect_until", _("Collecting ends before the first day that is measured.")))
    if (measurement.check_until - measurement.collect_until).days < LEAST_DAYS:
        problems.append(Problem("check_until", _("Societies need at least five days to check their lists.")))
    return problems + _of_dimensions(dimensions)


def _of_dimensions(dimensions: Sequence[DimensionFacts]) -> list[Problem]:
    problems = []
    if not dimensions:
        problems.append(Problem("d1.name", _("At least one dimension is needed.")))
    elif sum(one.weight for one in dimensions) != WHOLE:
        words = _("The weights make %(sum)d, not 100.")
        problems.append(Problem("d1.weight", words % {"sum": sum(one.weight for one in dimensions)}))
    names = [one.name for one in dimensions]
    for place, one in enumerate(dimensions, start=1):
        problems += refusals(f"d{place}.name", one.name, one.hint)
        if names.count(one.name) > 1:
            problems.append(Problem(f"d{place}.name", _("This name stands twice.")))
        if one.weight < 1 or one.full < 1:
            problems.append(Problem(f"d{place}.weight", _("Weight and full number are at least 1.")))
    return problems
