"""What the answers say of a question: how hard it was, and whether it tells strong papers from weak ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quanjing.quiz.models import Attempt, Contest, PoolQuestion
from quanjing.quiz.papers import is_right
from quanjing.quiz.queries.pool import ready

SHARE = 0.27  # of all papers are the strong ones, as many the weak: the usual cut of the theory of tests
FEWEST = 20  # papers; with fewer nothing is said
MOST = 20_000  # of the newest papers are looked at


@dataclass(frozen=True, slots=True)
class QuestionNumbers:
    """`difficulty`: share of right answers; `discrimination`: of strong papers less that of weak ones."""

    question: PoolQuestion
    shown: int
    right: int
    difficulty: float | None
    discrimination: float | None


def statistics(contest: Contest) -> list[QuestionNumbers]:
    """Every question of the pool that was shown, in the order of the pool: three queries at most."""
    keys = ready(contest, None).keys
    found = Attempt.objects.filter(contest=contest).exclude(submitted_at=None).order_by("-pk")
    papers = sorted(
        found.values_list("score", "paper", "answers")[:MOST], key=lambda row: row[0], reverse=True
    )
    edge = round(len(papers) * SHARE)
    shown, right = _counted(papers, keys)
    strong_shown, strong = _counted(papers[:edge], keys)
    weak_shown, weak = _counted(papers[len(papers) - edge :], keys)
    numbers = []
    for pk, question in keys.items():
        if not shown[pk]:
            continue
        is_enough = shown[pk] >= FEWEST and strong_shown[pk] and weak_shown[pk]
        apart = strong[pk] / strong_shown[pk] - weak[pk] / weak_shown[pk] if is_enough else None
        rate = right[pk] / shown[pk] if shown[pk] >= FEWEST else None
        numbers.append(QuestionNumbers(question, shown[pk], right[pk], rate, apart))
    return numbers


def _counted(
    papers: Sequence[tuple[int, list[list[object]], list[object] | None]], keys: Mapping[int, PoolQuestion]
) -> tuple[Counter[int], Counter[int]]:
    """By key of a question: how often it was shown, how often answered rightly."""
    shown: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for _score, paper, answers in papers:
        padded = [*(answers or []), *[None] * len(paper)]
        for (pk, _points, order), answer in zip(paper, padded, strict=False):
            assert isinstance(pk, int)
            assert isinstance(order, list)
            shown[pk] += 1
            right[pk] += is_right(keys[pk], order, answer)
    return shown, right
