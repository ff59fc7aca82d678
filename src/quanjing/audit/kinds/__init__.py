"""Every verb of the record in words; a test proves that none is missing."""

from __future__ import annotations

from quanjing.audit.kinds.judgement import JUDGEMENT
from quanjing.audit.kinds.reporting import REPORTING
from quanjing.audit.kinds.year import YEAR

VERBS = REPORTING | YEAR | JUDGEMENT


def label(verb: str) -> str:
    """The verb in words; one that is no longer in use stands as it was written."""
    return str(VERBS.get(verb, verb))
