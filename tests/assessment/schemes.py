"""Schemes and what is given in, for tests: small ones by hand, any by hypothesis."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from quanjing.assessment.scoring import (
    Band,
    Choice,
    Composite,
    Conditions,
    Count,
    Deduction,
    Group,
    Node,
    Panel,
    Pattern,
    Rate,
    Scheme,
    Threshold,
    Veto,
)

D = Decimal

BANDS = (Band("good", D(90), None), Band("fair", D(60), D(90)), Band("poor", D(0), D(60)))


def scheme(*patterns: Pattern, **values: Any) -> Scheme:
    """One leaf a pattern: l0, l1 …; bands from 0 to 100."""
    nodes = tuple(Node(f"l{place}", pattern=one) for place, one in enumerate(patterns))
    return Scheme(children=nodes, **{"bands": BANDS, **values})


def numbers(low: str = "0", high: str = "200", places: int = 2) -> st.SearchStrategy[D]:
    return st.decimals(D(low), D(high), allow_nan=False, allow_infinity=False, places=places)


POSITIVE = numbers("0.01", "30")
LADDERS = st.lists(
    st.tuples(numbers(), numbers("0", "30")), min_size=1, max_size=5, unique_by=lambda one: one[0]
)


def rising(pairs: list[tuple[Any, D]]) -> tuple[tuple[Any, D], ...]:
    """Steps and marks sorted by themselves, so that more never means less."""
    return tuple(zip(sorted(at for at, _m in pairs), sorted(m for _at, m in pairs), strict=True))


@st.composite
def leaf_and_given(draw: st.DrawFn) -> tuple[Pattern, Any]:
    """A pattern, and something that may be given for it."""
    kind = draw(st.sampled_from(range(9)))
    if kind == 0:
        options = tuple(
            (f"o{place}", marks)
            for place, marks in enumerate(draw(st.lists(numbers("0", "30"), min_size=2, max_size=5)))
        )
        return Choice(options), draw(st.sampled_from(options))[0]
    if kind == 1:
        return Threshold(rising(draw(LADDERS))), draw(numbers())
    if kind == 2:
        names = tuple(f"c{place}" for place in range(draw(st.integers(1, 5))))
        steps = (
            ((1, draw(numbers("0", "3"))), (len(names), draw(numbers("3", "9"))))
            if len(names) > 1
            else ((1, D(2)),)
        )
        return Conditions(names, steps), draw(st.lists(st.sampled_from(names), unique=True))
    if kind == 3:
        return Count(draw(POSITIVE), draw(POSITIVE)), draw(st.integers(0, 400))
    if kind == 4:
        return Rate(draw(POSITIVE), draw(st.sampled_from(("none", "full")))), [
            draw(st.integers(0, 50)),
            draw(st.integers(0, 50)),
        ]
    if kind == 5:
        start = draw(POSITIVE)
        return Deduction(start, draw(POSITIVE), draw(numbers("0", "1")) * start * D("0.5")), draw(
            st.integers(0, 40)
        )
    if kind == 6:
        return Veto(draw(st.sampled_from(("zero", "lowest")))), draw(st.booleans())
    if kind == 7:
        return Panel(draw(POSITIVE), draw(st.integers(0, 2))), draw(
            st.lists(numbers("0", "30"), min_size=1, max_size=7)
        )
    parts = (("daily", D("0.3")), ("panel", D("0.7")))
    return Composite(draw(POSITIVE), D(100), parts), {key: draw(numbers("0", "100")) for key, _w in parts}


GROUPS = st.builds(Group, st.lists(st.integers(1, 5), unique=True, max_size=3).map(tuple), st.just(()))
