"""A paper on its way to the browser and back, with a script or without; also for examinations of study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse

from quanjing.foundation import clock
from quanjing.quiz import queries
from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.models import Attempt, Contest, PoolQuestion

DIGITS = 5  # more no number on a page has


def begun(contest: Contest, attempt: Attempt) -> JsonResponse:
    """The questions of an attempt and the time that is left, in milliseconds."""
    keys = queries.ready(contest, attempt.day).keys
    left = (attempt.ends_at - clock.now()).total_seconds()
    questions = [_asked(keys[pk], order) for pk, _points, order in attempt.paper]
    moment = attempt.started_at.isoformat()  # tells this attempt from another's in the same browser
    return JsonResponse(
        {"number": attempt.number, "begun": moment, "left": int(left * 1000), "questions": questions}
    )


def handed_in(attempt: Attempt, said: str = "") -> JsonResponse:
    """The score; `said` are words to it."""
    more = {"said": said} if said else {}
    score = {"score": attempt.score, "most": most_of(attempt), "milliseconds": attempt.milliseconds}
    return JsonResponse(score | more)


def shown(contest: Contest, attempt: Attempt) -> dict[str, Any]:
    """What `quiz/paper.html` needs of an attempt that runs or is over, but for the page it leads back to."""
    shows_keys = contest.is_over(clock.now())
    return {
        "contest": contest,
        "attempt": attempt,
        "runs": attempt.runs(clock.now()),
        "shows_keys": shows_keys,
        "most": most_of(attempt),
        "rows": _rows(attempt, queries.ready(contest, attempt.day).keys, shows_keys),
    }


def typed(request: HttpRequest, contest: Contest, attempt: Attempt) -> list[object]:
    """The answers of a paper that was filled in without a script."""
    keys = queries.ready(contest, attempt.day).keys
    return [_typed(request, place, keys[card[0]]) for place, card in enumerate(attempt.paper)]


def asked_number(given: str) -> int | None:
    """The number of an attempt as a page names it."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < DIGITS else None


def most_of(attempt: Attempt) -> int:
    return sum(points for _pk, points, _order in attempt.paper)


def _typed(request: HttpRequest, place: int, question: PoolQuestion) -> object:
    given = request.POST.getlist(f"a{place}")
    if question.kind == QuestionKind.FILL_IN:
        return given[0] if given else None
    if question.kind == QuestionKind.TRUE_FALSE:
        return given[0] == "1" if given else None
    return [int(one) for one in given if one.isascii() and one.isdigit() and len(one) < DIGITS]


def _asked(question: PoolQuestion, order: Sequence[int]) -> dict[str, Any]:
    """A question as a participant may see it: no key."""
    return {
        "kind": question.kind,
        "text": question.text,
        "options": [question.options[place][0] for place in order],
    }


def _rows(attempt: Attempt, keys: Mapping[int, PoolQuestion], shows_keys: bool) -> list[dict[str, Any]]:
    """Question by question: what was asked, answered and, after the contest, what is right and why."""
    answers = [*(attempt.answers or []), *[None] * len(attempt.paper)]
    rows = []
    for (pk, points, order), answer in zip(attempt.paper, answers, strict=False):
        question = keys[pk]
        chosen = answer if isinstance(answer, list) else []
        row = _asked(question, order) | {
            "points": points,
            "answer": answer,
            "is_answered": answer is not None,
        }
        row["choices"] = [
            {
                "text": question.options[one][0],
                "chosen": place in chosen,
                "right": shows_keys and question.options[one][1],
            }
            for place, one in enumerate(order)
        ]
        if shows_keys:
            row |= {"question": question, "is_right": queries.is_right(question, order, answer)}
        rows.append(row)
    return rows
