import pytest
from tests.gongwen.text.phrase import Phrase
from tests.gongwen.text.phrases import PHRASES

from gongwen.text.deadlines import find_deadlines
from gongwen.text.widths import fold

FACTS = ("kind", "due", "opens", "time", "event", "offset_workdays", "recurrence", "inferred")


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrase_means_one_thing(phrase: Phrase) -> None:
    found = find_deadlines(fold(phrase.text), (0, len(phrase.text)), phrase.base)
    meant = [] if phrase.kind is None else [tuple(getattr(phrase, fact) for fact in FACTS)]
    assert [tuple(getattr(deadline, fact) for fact in FACTS) for deadline in found] == meant


def test_the_table_holds_more_than_the_promised_phrases() -> None:
    silent = sum(phrase.kind is None for phrase in PHRASES)
    assert (len(PHRASES) >= 400, silent >= 60, len({(p.text, p.base) for p in PHRASES})) == (
        True,
        True,
        len(PHRASES),
    )


@pytest.mark.parametrize(
    "phrase", [phrase for phrase in PHRASES if phrase.kind], ids=lambda phrase: phrase.text
)
def test_a_phrase_marked_by_a_person_is_read_again(phrase: Phrase) -> None:
    folded = fold(phrase.text)
    (deadline,) = find_deadlines(folded, (0, len(folded)), phrase.base)
    again = find_deadlines(folded, deadline.span, phrase.base, loose=True)
    is_goal = deadline.text == "2027年"  # 2027年全面推广: the verb makes it a goal, the year alone is none
    assert is_goal or [one.kind for one in again] == [deadline.kind]
