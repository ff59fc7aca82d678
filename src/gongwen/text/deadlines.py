"""Phrases that set a deadline, found in folded text and resolved against the notice's own date.

Each family of phrases is a module: `rhythms`, `counted`, `days`, `dated`. Where two families claim
the same characters the one that says more wins: 每月25日前 over 25日前, 即日起至9月底 over 9月底.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from gongwen.model import Deadline, Span
from gongwen.text.counted import HAPPENS, SHORT_EVENTS, counted, events
from gongwen.text.dated import dated, lone_days, short_dates, windows_from_now
from gongwen.text.days import festivals, near_days, week_days
from gongwen.text.resolve import Base
from gongwen.text.rhythms import recurring, rolling
from gongwen.text.scope import scope_of

_SHORTEST = 2  # characters: 月底
# Each family with what a text must hold for it to be worth the search.
_FAMILIES = (
    (recurring, re.compile("[每逢隔]|各[季月]|[按逐][年月季周日天]|结束|终了|[日天周月季年旬]度?[一报调通]")),
    (counted, re.compile("内")),
    (rolling, re.compile("[随常即]|长期|全年|滚动|实时|不定期|不[限设]|持续|成熟|完成一|发生一")),
    (windows_from_now, re.compile("即日|现在|[今之]日|今天")),
    (dated, re.compile("[年月日号季旬底末初./-]")),
    (lone_days, re.compile(r"\d[日号](?<!月\d.)(?<!月\d\d.)")),
    (short_dates, re.compile(r"\d[./]\d")),
    (week_days, re.compile("周|星期")),
    (near_days, re.compile("[今明]|后天")),
    (
        festivals,
        re.compile("节|元旦|[三八五七十]一|三八|八一|国庆|清明|端午|中秋|[寒暑放]假|开学|学期|期末|工作者日"),
    ),
    (events, re.compile(rf"(?:{HAPPENS}|完成|截止)[^,。;]{{0,14}}[前后]|(?:{SHORT_EVENTS})前")),
)


def find_deadlines(folded: str, span: Span, base: Base, *, loose: bool = False) -> list[Deadline]:
    """All phrases in `span` that set a deadline, in reading order, none overlapping.

    The texts are cut from `folded`, blanks left out; the caller puts the printed characters in their
    place. A year that is not written comes from the phrase before it, else from `base`. `loose` takes
    any date for a deadline, as a bracket in a heading means it.
    """
    if span[1] - span[0] < _SHORTEST:
        return []
    scope = scope_of(folded, span, base, loose=loose)
    taken: list[Deadline] = []
    for family, sign in _FAMILIES:
        for deadline in family(scope) if sign.search(scope.text) else ():
            at = bisect_left(taken, deadline.span, key=lambda other: other.span)
            after_last = at == 0 or taken[at - 1].span[1] <= deadline.span[0]
            before_next = at == len(taken) or deadline.span[1] <= taken[at].span[0]
            if after_last and before_next:
                taken.insert(at, deadline)
    return taken
