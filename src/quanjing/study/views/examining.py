"""Taking an examination, with a script or without; both come from the same actions as those of a contest."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.foundation.errors import Missing, QuanjingError
from quanjing.foundation.http import signed_in
from quanjing.quiz.views import papers
from quanjing.study import actions, queries


@require_POST
def examination_start(request: HttpRequest, code: str) -> JsonResponse:
    """Begin or go on: the questions and the time that is left."""
    actor = signed_in(request)
    found = queries.get_examination(actor, code)
    try:
        attempt = actions.begin(actor=actor, examination=found)
    except QuanjingError as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    return papers.begun(found.contest, attempt)


@require_POST
def examination_submit(request: HttpRequest, code: str) -> JsonResponse:
    """Hand in: the score. Sent again after a lost answer it gives the same."""
    actor = signed_in(request)
    found = queries.get_examination(actor, code)
    sent = papers.sent(request)
    if sent is None:
        return JsonResponse({"error": str(Missing.message)}, status=400)
    number, answers = sent
    try:
        attempt, passed = actions.hand_in(actor=actor, examination=found, number=number, answers=answers)
    except QuanjingError as refused:
        return JsonResponse({"error": str(refused)}, status=refused.status)
    return papers.handed_in(attempt, _said(passed))


@never_cache
@require_http_methods(["GET", "POST"])
def examination_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The same without a script: GET shows the attempt that runs, or with `number` one that is over."""
    actor = signed_in(request)
    found = queries.get_examination(actor, code)
    back = reverse("examination_page", args=[code])
    if request.method == "POST" and "number" not in request.POST:
        actions.begin(actor=actor, examination=found)
        return redirect("examination_paper", code=code)
    attempts = queries.own_attempts(actor, found)
    wanted = request.POST.get("number") or request.GET.get("number", "")
    asked = [one for one in attempts if str(one.number) == wanted] if wanted else attempts[-1:]
    if not asked:
        return redirect(back)
    if request.method == "POST":
        answers = papers.typed(request, found.contest, asked[0])
        _done, passed = actions.hand_in(
            actor=actor, examination=found, number=asked[0].number, answers=answers
        )
        messages.info(request, _said(passed))
        return redirect(back)
    return papers.paper_page(request, found.contest, asked[0], back)


def _said(passed: bool) -> str:
    return _("Passed. Your certificate is on the page.") if passed else _("Not passed this time.")
