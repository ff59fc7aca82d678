"""What is wrong with a scheme before it is issued, as problems with places."""

from __future__ import annotations

from decimal import Decimal

from quanjing.assessment.enums import Source
from quanjing.assessment.models import Indicator, Scheme
from quanjing.assessment.queries import Placed, engine_of, suits
from quanjing.assessment.rules.wording import said
from quanjing.assessment.scoring import Fault, faults, most_of, pattern_from
from quanjing.foundation.errors import Problem
from quanjing.foundation.figures import figure_of
from quanjing.foundation.refusing import refusals


def problems_of(scheme: Scheme, tree: list[Placed]) -> list[Problem]:
    """Every fault of a scheme; `where` is the key of an indicator, or empty."""
    found = [problem for one in tree for problem in problems_with(one.indicator)]
    if found:
        return found
    try:
        engine = engine_of(scheme, tree)
    except (KeyError, TypeError, ValueError, IndexError):
        return [Problem("", said(Fault("parameters")))]
    return [Problem(one.where, said(one)) for one in faults(engine)]


def problems_with(one: Indicator) -> list[Problem]:
    """What is wrong with one indicator: refused words, a fact that does not go with it, missing numbers."""
    figure = figure_of(one.fact) if one.fact else None
    words = [one.label, one.definition, *map(str, one.options.values())]
    words += [str(figure.label), str(figure.definition)] if figure else []
    found = refusals(one.key, *words)
    if not one.pattern:
        return found
    if one.source == Source.FACT:
        if figure is None:
            found.append(Problem(one.key, said(Fault("no_fact"))))
        elif not suits(one.pattern, figure):
            found.append(Problem(one.key, said(Fault("fact"))))
    try:
        pattern_from(one.pattern, one.parameters)
    except (KeyError, TypeError, ValueError):
        found.append(Problem(one.key, said(Fault("parameters"))))
    return found


def worth_of(one: Indicator) -> Decimal | None:
    """What a line gives at most before weights, or the cap of a branch; None where neither is said."""
    if not one.pattern:
        return one.most
    try:
        return most_of(pattern_from(one.pattern, one.parameters)) or None
    except (KeyError, TypeError, ValueError):
        return None
