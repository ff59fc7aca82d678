"""What is worked out without a database: who may be asked, and whether a text accuses somebody."""

from quanjing.services.matching.accusing import accuses_somebody
from quanjing.services.matching.roster import Candidate, Match, matches

__all__ = ["Candidate", "Match", "accuses_somebody", "matches"]
