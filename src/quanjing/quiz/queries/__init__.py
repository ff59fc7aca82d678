"""Named reads: banks, contests, what papers are drawn from, results, what the answers say of a question."""

from quanjing.quiz.papers import is_right
from quanjing.quiz.queries.contests import (
    attempts_of,
    banks_of,
    contests_of,
    finals_of,
    get_attempt,
    get_bank,
    get_contest,
    get_import,
    get_open_contest,
    get_played_contest,
    get_question,
    is_invited,
    open_contests,
    topics_of,
    unit_of,
    units_of,
)
from quanjing.quiz.queries.pool import Ready, cards_of, ready
from quanjing.quiz.queries.results import (
    Placed,
    place_of,
    ranking,
    settled,
    took_part,
    took_part_from,
    units_that_took_part,
)
from quanjing.quiz.queries.statistics import QuestionNumbers, statistics

__all__ = [
    "Placed",
    "QuestionNumbers",
    "Ready",
    "attempts_of",
    "banks_of",
    "cards_of",
    "contests_of",
    "finals_of",
    "get_attempt",
    "get_bank",
    "get_contest",
    "get_import",
    "get_open_contest",
    "get_played_contest",
    "get_question",
    "is_invited",
    "is_right",
    "open_contests",
    "place_of",
    "ranking",
    "ready",
    "settled",
    "statistics",
    "took_part",
    "took_part_from",
    "topics_of",
    "unit_of",
    "units_of",
    "units_that_took_part",
]
