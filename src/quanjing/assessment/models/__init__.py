"""Schemes with their indicators, the bodies that are assessed, what people wrote on them."""

from quanjing.assessment.models.scheme import Indicator, Reviewer, Scheme
from quanjing.assessment.models.unit import Answer, Appeal, Assessed, Evidence, ReviewSheet

__all__ = [
    "Answer",
    "Appeal",
    "Assessed",
    "Evidence",
    "Indicator",
    "ReviewSheet",
    "Reviewer",
    "Scheme",
]
