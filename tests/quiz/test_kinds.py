"""Words for what is wrong in a file of questions."""

from __future__ import annotations

from quanjing.quiz.formats import Fault
from quanjing.quiz.kinds import FAULTS


def test_every_fault_has_words_of_its_own() -> None:
    assert set(FAULTS) == set(Fault)
    assert len({str(words) for words in FAULTS.values()}) == len(Fault)
