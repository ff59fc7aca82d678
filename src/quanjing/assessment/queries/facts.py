"""What the platform counted of bodies over the months of a scheme: the figures that every app registers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from quanjing.assessment.enums import PatternKind, Source
from quanjing.assessment.models import Indicator, Scheme
from quanjing.assessment.queries.schemes import Placed
from quanjing.foundation import clock
from quanjing.foundation.figures import (
    NO_MONTH,
    Behind,
    Counter,
    Figure,
    When,
    counter_of,
    counters,
    figure_of,
    figures,
    month_key,
)
from quanjing.foundation.months import month_end, months_between

Numbers = tuple[int, int | None]  # numerator, denominator
WITH_DENOMINATOR = (PatternKind.RATE,)
FROM_FACTS = (
    PatternKind.RATE, PatternKind.COUNT, PatternKind.THRESHOLD, PatternKind.DEDUCTION, PatternKind.VETO,
)  # fmt: skip


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


def facts_of(
    codes: Collection[str], first: date, last: date, only: Collection[int] | None = None
) -> dict[str, dict[int, Numbers]]:
    """By figure and body (primary key) its numbers over these months; the queries of each counter, once.

    What is no count of a month is taken as of the last day, or today where that lies ahead. `only` keeps
    some bodies.
    """
    wanted = [figure for figure in figures() if figure.code in codes]
    months = tuple(months_between(first, last))
    names = frozenset(name for figure in wanted for name in (figure.numerator, figure.denominator) if name)
    columns = _columns(wanted, _when(months, names))
    found: dict[str, dict[int, Numbers]] = {}
    for figure in wanted:
        above = _summed(columns, figure.numerator, months)
        below = _summed(columns, figure.denominator, months) if figure.denominator else {}
        times = len(months) if figure.per_month and (figure.denominator, NO_MONTH) in columns else 1
        bodies = above.keys() | below.keys() if only is None else (above.keys() | below.keys()) & set(only)
        if figure.denominator:
            found[figure.code] = {body: (above.get(body, 0), below.get(body, 0) * times) for body in bodies}
        else:
            found[figure.code] = {body: (above.get(body, 0), None) for body in bodies}
    return found


def _when(months: tuple[date, ...], names: frozenset[str]) -> When:
    day = min(month_end(months[-1]), clock.today())
    return When(min(clock.end_of(day), clock.now()), day, months, names)


def _columns(wanted: list[Figure], when: When) -> dict[tuple[str, str], Mapping[int, int]]:
    """The columns of these figures; a denominator may be counted by another app."""
    columns: dict[tuple[str, str], Mapping[int, int]] = {}
    done: list[Counter] = []
    for counter in {counter_of(figure).code: counter_of(figure) for figure in wanted}.values():
        columns.update(counter.count(when))
        done.append(counter)
    for counter in counters():
        if counter not in done and (when.names or set()) - {name for name, _month in columns}:
            columns.update(counter.count(when))
    return columns


def _summed(
    columns: Mapping[tuple[str, str], Mapping[int, int]], name: str, months: Iterable[date]
) -> Mapping[int, int]:
    if (name, NO_MONTH) in columns:
        return columns[name, NO_MONTH]
    total: dict[int, int] = {}
    for month in months:
        for body, number in columns.get((name, month_key(month)), {}).items():
            total[body] = total.get(body, 0) + number
    return total


def given_by(pattern: str, numbers: Numbers | None) -> Any:
    """What a pattern is given of the numbers of a body: zero where nothing was counted.

    A deduction takes what is missing of the denominator, a veto holds where something is missing of it;
    of a plain count the first takes the count, the second holds where it is zero.
    """
    above, below = numbers or (0, None)
    if pattern == PatternKind.RATE:
        return [above, below or 0]
    if pattern == PatternKind.DEDUCTION:
        return above if below is None else max(below - above, 0)
    if pattern == PatternKind.VETO:
        return above < below if below is not None else above == 0
    return above


def fact_lines(tree: list[Placed]) -> list[Indicator]:
    """The lines that facts judge."""
    found = (one.indicator for one in tree)
    return [one for one in found if one.pattern and one.source == Source.FACT]


def given_of(lines: list[Indicator], facts: Mapping[str, Mapping[int, Numbers]], body: int) -> dict[str, Any]:
    """By indicator what its pattern is given of one body."""
    return given_to(lines, facts, [body])[body]


def given_to(
    lines: list[Indicator], facts: Mapping[str, Mapping[int, Numbers]], bodies: Iterable[int]
) -> dict[int, dict[str, Any]]:
    """By body and indicator what its pattern is given; line by line, since a pattern is looked at once so."""
    found: dict[int, dict[str, Any]] = {body: {} for body in bodies}
    for one in lines:
        numbers = facts.get(one.fact)
        if numbers is None:
            continue
        key, pattern, known = one.key, one.pattern, dict[Numbers | None, Any]()
        for body, given in found.items():
            of = numbers.get(body)
            if of not in known:
                known[of] = given_by(pattern, of)
            given[key] = known[of]
    return found


def records_of(scheme: Scheme, one: Indicator, body: int) -> list[Behind] | None:
    """The records that a fact counts of a body (primary key), as they stand; None where nobody lists them."""
    figure = figure_of(one.fact)
    named = counter_of(figure).behind if figure is not None else None
    if figure is None or named is None:
        return None
    names = frozenset(name for name in (figure.numerator, figure.denominator) if name)
    found = named(figure.code, body, _when(tuple(months_between(scheme.facts_from, scheme.facts_to)), names))
    return None if found is None else list(found)


def behind(scheme: Scheme, one: Indicator, code: str) -> str:
    """The page that lists the records behind a fact of a body; empty where there is none."""
    figure = figure_of(one.fact)
    if figure is None or figure.link is None:
        return ""
    return figure.link(code, scheme.facts_from, month_end(scheme.facts_to))


def suits(pattern: str, figure: Figure) -> bool:
    """Whether a pattern can be given this figure."""
    return pattern in FROM_FACTS and (bool(figure.denominator) or pattern not in WITH_DENOMINATOR)
