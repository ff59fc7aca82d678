"""The search for deadlines takes time in proportion to the text: no expression repeats without a bound."""

import re

import pytest

from gongwen.text import clocks, counted, dated, dates, days, rhythms, senses

MODULES = (clocks, counted, dated, dates, days, rhythms, senses)
CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")
UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
PATTERNS = [
    pytest.param(value, id=f"{module.__name__}.{name}")
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern) and name != "_WHOLE"  # matched whole, never searched for
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_expression_repeats_without_a_bound(pattern: re.Pattern[str]) -> None:
    assert UNBOUNDED.findall(CLASS.sub("", pattern.pattern)) == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_bound_is_longer_than_a_sentence(pattern: re.Pattern[str]) -> None:
    bounds = [int(bound) for bound in re.findall(r"\{\d*,(\d+)\}", pattern.pattern)]
    assert max(bounds, default=0) <= 48
