"""Taking part, with an account or, where the rules allow it, by the link alone.

The page of a running attempt is drawn by its script from what `quiz_start` answers, and by the server for
browsers without one; both come from the same action.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing, QuanjingError
from quanjing.foundation.http import signed_in
from quanjing.foundation.ids import new_secret
from quanjing.foundation.paging import page_of
from quanjing.quiz import actions, queries
from quanjing.quiz.forms import EntrantForm
from quanjing.quiz.models import Contest
from quanjing.quiz.views import papers

COOKIE = "quanjing_quiz"
COOKIE_DAYS = 400
SORTS = {"opens": ("-opens_at", "-pk")}
BEST_SHOWN = 50


@require_GET
def quiz_list(request: HttpRequest) -> HttpResponse:
    """The contests that are out, of the own body and of those above."""
    page = page_of(request, queries.open_contests(signed_in(request)), SORTS)
    return render(request, "quiz/list.html", {"page": page, "now": clock.now()})


@never_cache
@require_GET
def quiz_page(request: HttpRequest, code: str) -> HttpResponse:
    """The rules, the way in, own attempts; results and corrections where there are any."""
    actor = _actor(request)
    contest = queries.get_open_contest(actor, code)
    secret = request.COOKIES.get(COOKIE, "") or new_secret()
    participant = _participant(actor, secret)
    now = clock.now()
    over = contest.is_over(now)
    results = queries.settled(contest) if over else ()
    attempts = queries.attempts_of(contest, participant)
    context = {
        "contest": contest,
        "lines": contest.lines.all(),
        "questions": sum(line.number for line in contest.lines.all()),
        "is_open": contest.is_open(now),
        "is_over": over,
        "units": queries.units_of(contest),
        "own_unit": actor.organization_code if actor else "",
        "own_people": queries.took_part_from(contest, actor.organization_id) if actor else 0,
        "is_invited": queries.is_invited(contest, participant),
        "finals": queries.finals_of(actor, contest) if over else (),
        "attempts": attempts,
        "runs": bool(attempts) and attempts[-1].runs(now),
        "results": results[:BEST_SHOWN],
        "people": len(results),
        "own": queries.place_of(results, participant),
        "words": papers.words(),
        "corrections": contest.corrections.select_related("question"),
    }
    response = render(request, "quiz/page.html", context)
    if actor is None:
        response.set_cookie(
            COOKIE,
            secret,
            max_age=COOKIE_DAYS * 86_400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@require_POST
def quiz_start(request: HttpRequest, code: str) -> JsonResponse:
    """Begin or go on: the questions and the time that is left, in milliseconds."""
    actor = _actor(request)
    contest = queries.get_played_contest(actor, code)
    try:
        attempt = actions.start(contest=contest, entrant=_entrant(request, actor, contest))
    except QuanjingError as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    return papers.begun(contest, attempt)


@require_POST
def quiz_submit(request: HttpRequest, code: str) -> JsonResponse:
    """Hand in: the score. Sent again after a lost answer it gives the same."""
    actor = _actor(request)
    contest = queries.get_played_contest(actor, code)
    sent = papers.sent(request)
    if sent is None:
        return JsonResponse({"error": str(Missing.message)}, status=400)
    number, answers = sent
    try:
        done = actions.submit(
            contest=contest, participant=_known(request, actor), number=number, answers=answers
        )
    except QuanjingError as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    return papers.handed_in(done)


@never_cache
@require_http_methods(["GET", "POST"])
def quiz_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The same without a script: GET shows the attempt that runs, or with `number` one that is over."""
    actor = _actor(request)
    contest = queries.get_open_contest(actor, code)
    if request.method == "POST" and "number" in request.POST:
        return _handed_in(request, actor, contest)
    if request.method == "POST":
        actions.start(contest=contest, entrant=_entrant(request, actor, contest))
        return redirect("quiz_paper", code=code)
    attempts = queries.attempts_of(contest, _known(request, actor))
    wanted = request.GET.get("number", "")
    found = [one for one in attempts if str(one.number) == wanted] if wanted else attempts[-1:]
    if not found:
        return redirect("quiz_page", code=code)
    attempt = found[0]
    return papers.paper_page(request, contest, attempt, reverse("quiz_page", args=[code]))


def _handed_in(request: HttpRequest, actor: Actor | None, contest: Contest) -> HttpResponse:
    number = papers.asked_number(request.POST["number"])
    if number is None:
        raise Missing
    participant = _known(request, actor)
    attempt = queries.get_attempt(contest, participant, number)
    answers = papers.typed(request, contest, attempt)
    actions.submit(contest=contest, participant=participant, number=number, answers=answers)
    return redirect("quiz_page", code=contest.code)


def _actor(request: HttpRequest) -> Actor | None:
    actor: Actor | None = getattr(request, "actor", None)
    return actor if actor is not None and actor.post_id is not None else None


def _participant(actor: Actor | None, secret: str) -> str:
    return actions.key_of(user_id=actor.user_id) if actor else actions.key_of(secret=secret)


def _known(request: HttpRequest, actor: Actor | None) -> str:
    """The participant of this request. Raises `Missing` for a guest who never opened the page."""
    secret = request.COOKIES.get(COOKIE, "")
    if actor is None and not secret:
        raise Missing
    return _participant(actor, secret)


def _entrant(request: HttpRequest, actor: Actor | None, contest: Contest) -> actions.Entrant:
    form = EntrantForm(request.POST)
    values = form.cleaned_data if form.is_valid() else {}
    unit = queries.unit_of(contest, values.get("unit", ""))
    return actions.Entrant(_known(request, actor), unit, values.get("display_name", ""))
