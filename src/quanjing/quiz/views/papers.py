"""A paper on its way to the browser and back, with a script or without; also for examinations of study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.quiz import queries
from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.forms import read_answers
from quanjing.quiz.models import Attempt, Contest, PoolQuestion
from quanjing.quiz.rules import is_settled

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


def sent(request: HttpRequest) -> tuple[int, list[object]] | None:
    """The number of an attempt and its answers as a script sent them; None for anything else."""
    try:
        return read_answers(request.body)
    except (ValueError, KeyError, RecursionError):
        return None


def words() -> str:
    """What the script says, in its order."""
    return "|".join(
        (
            _("true"), _("false"), _("Hand in"), _("Time left"),
            _("The answer did not get through; it is tried again."), _("Your score"), _("Back"),
            _("several answers"), _("Your answer"),
        )
    )  # fmt: skip


def corrections(contest: Contest) -> str:
    """What is said of keys that were put right, for the page of another app: without how many papers."""
    found = contest.corrections.select_related("question")
    return render_to_string("quiz/_corrections.html", {"corrections": found, "hides_numbers": True})


def key_page(request: HttpRequest, question: PoolQuestion, error: str, back: str) -> HttpResponse:
    """The page of a key that may be wrong; `back` is where it leads to."""
    context = {"contest": question.contest, "question": question, "error": error, "back": back}
    return render(request, "quiz/key.html", context, status=422 if error else 200)


def key_sent(request: HttpRequest) -> dict[str, Any]:
    """What that page sent, for `actions.correct_key`."""
    given = request.POST
    return {
        "right": [int(one) for one in given.getlist("right") if one.isascii() and one.isdigit()],
        "answers": given.get("answers", "").splitlines(),
        "is_true": given.get("is_true") == "1",
        "reason": given.get("reason", ""),
    }


def paper_page(request: HttpRequest, contest: Contest, attempt: Attempt, back: str) -> HttpResponse:
    """An attempt that runs, to be filled in, or one that is over; `back` is the page of the contest."""
    shows_keys = is_settled(contest, clock.now())
    context = {
        "back": back,
        "contest": contest,
        "attempt": attempt,
        "runs": attempt.runs(clock.now()),
        "shows_keys": shows_keys,
        "most": most_of(attempt),
        "rows": _rows(attempt, queries.ready(contest, attempt.day).keys, shows_keys),
    }
    return render(request, "quiz/paper.html", context)


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
