"""How marks come about: a scheme and what is given in, every line with its reason out.

Pure and exact: the standard library, decimals, no clock, no database. What a published file says can be
computed again by anybody with `python -m quanjing.assessment.scoring FILE.json`.
"""

from quanjing.assessment.scoring.checking import Fault, faults
from quanjing.assessment.scoring.engine import Line, Ready, Result
from quanjing.assessment.scoring.grades import Standing, by_band, by_quota
from quanjing.assessment.scoring.numbers import NotExact, exact, rounded, step
from quanjing.assessment.scoring.recompute import FORMAT, differences, group_of, recomputed
from quanjing.assessment.scoring.scheme import (
    LEVELS,
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
    Quota,
    Rate,
    Scheme,
    Threshold,
    Veto,
    leaves,
    most_of,
)
from quanjing.assessment.scoring.settling import differ, settled
from quanjing.assessment.scoring.wire import (
    KINDS,
    group_from,
    pattern_from,
    plain_group,
    plain_pattern,
    plain_scheme,
    scheme_from,
)

__all__ = [
    "FORMAT",
    "KINDS",
    "LEVELS",
    "Band",
    "Choice",
    "Composite",
    "Conditions",
    "Count",
    "Deduction",
    "Fault",
    "Group",
    "Line",
    "Node",
    "NotExact",
    "Panel",
    "Pattern",
    "Quota",
    "Rate",
    "Ready",
    "Result",
    "Scheme",
    "Standing",
    "Threshold",
    "Veto",
    "by_band",
    "by_quota",
    "differ",
    "differences",
    "exact",
    "faults",
    "group_from",
    "group_of",
    "leaves",
    "most_of",
    "pattern_from",
    "plain_group",
    "plain_pattern",
    "plain_scheme",
    "recomputed",
    "rounded",
    "scheme_from",
    "settled",
    "step",
]
