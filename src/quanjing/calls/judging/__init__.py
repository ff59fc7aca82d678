"""How a panel's work becomes a result: pure, exact, and the same for whoever computes it again."""

from quanjing.calls.judging.allotting import Allotment, allot, drawn
from quanjing.calls.judging.choosing import Bound, Candidate, Choice, choose
from quanjing.calls.judging.conflicts import Applicant, Found, JudgeFacts, conflicts_of
from quanjing.calls.judging.ranking import Ranked, Standing, rank
from quanjing.calls.judging.scoring import Combined, Harshness, combine, harshness, joined, shown, total_of

__all__ = [
    "Allotment",
    "Applicant",
    "Bound",
    "Candidate",
    "Choice",
    "Combined",
    "Found",
    "Harshness",
    "JudgeFacts",
    "Ranked",
    "Standing",
    "allot",
    "choose",
    "combine",
    "conflicts_of",
    "drawn",
    "harshness",
    "joined",
    "rank",
    "shown",
    "total_of",
]
