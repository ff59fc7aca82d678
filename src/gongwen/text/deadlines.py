"""Phrases that set a deadline, found in folded text and resolved against the notice's own date.

Each family of phrases is a module: `rhythms`, `counted`, `days`, `dated`. Where two families claim
the same characters the one that says more wins: 每月25日前 over 25日前, 即日起至9月底 over 9月底.
"""

from __future__ import annotations

from bisect import bisect_left

from gongwen.model import Deadline, Span
from gongwen.text.counted import counted, events
from gongwen.text.dated import dated, lone_days, short_dates, windows_from_now
from gongwen.text.days import festivals, near_days, week_days
from gongwen.text.resolve import Base
from gongwen.text.rhythms import recurring, rolling
from gongwen.text.scope import scope_of

_FAMILIES = (
    recurring,
    counted,
    rolling,
    windows_from_now,
    dated,
    lone_days,
    short_dates,
    week_days,
    near_days,
    festivals,
    events,
)


def find_deadlines(folded: str, span: Span, base: Base, *, loose: bool = False) -> list[Deadline]:
    """All phrases in `span` that set a deadline, in reading order, none overlapping.

    The texts are cut from `folded`, blanks left out; the caller puts the printed characters in their
    place. A year that is not written comes from the phrase before it, else from `base`. `loose` takes
    any date for a deadline, as a bracket in a heading means it.
    """
    scope = scope_of(folded, span, base, loose=loose)
    taken: list[Deadline] = []
    for family in _FAMILIES:
        for deadline in family(scope):
            at = bisect_left(taken, deadline.span, key=lambda other: other.span)
            after_last = at == 0 or taken[at - 1].span[1] <= deadline.span[0]
            before_next = at == len(taken) or deadline.span[1] <= taken[at].span[0]
            if after_last and before_next:
                taken.insert(at, deadline)
    return taken
