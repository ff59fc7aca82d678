"""What papers of a contest are drawn from and marked by, kept in the process while nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quanjing.quiz.models import Contest, PoolQuestion, Question
from quanjing.quiz.papers import Card, Deck, Line

KEPT = 16  # pools; the oldest goes first


@dataclass(frozen=True, slots=True)
class Ready:
    """The cards of a day, also as a deck, the lines, and every question of the pool by its key."""

    cards: Sequence[Card]
    deck: Deck
    lines: Sequence[Line]
    keys: Mapping[int, PoolQuestion]


_kept: dict[tuple[str, int, date | None], Ready] = {}


def ready(contest: Contest, day: date | None) -> Ready:
    """What a paper of `day` is drawn from: two queries for each version of a contest, then none."""
    key = (contest.code, contest.version, day if contest.pool_by_day else None)
    found = _kept.get(key)
    if found is None:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        found = _kept[key] = _loaded(contest, day)
    return found


def _loaded(contest: Contest, day: date | None) -> Ready:
    pool = {question.pk: question for question in contest.pool.all()}
    of_day = [one for one in pool.values() if not contest.pool_by_day or one.day == day]
    lines = [Line(one.topic, one.difficulty, one.number, one.points) for one in contest.lines.all()]
    cards = cards_of(of_day)
    return Ready(cards, Deck(cards, lines), lines, pool)


def cards_of(questions: Iterable[Question | PoolQuestion]) -> list[Card]:
    """What drawing must know of these questions."""
    return [
        Card(one.pk, one.topic, one.difficulty, len(one.options), getattr(one, "day", None))
        for one in questions
    ]
