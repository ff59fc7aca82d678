"""Contests for those who keep them: rules, numbers, results, keys, the paper to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.quiz import actions, queries
from quanjing.quiz.enums import ContestState
from quanjing.quiz.forms import ContestForm, initial_of
from quanjing.quiz.models import Contest
from quanjing.quiz.views import papers
from quanjing.quiz.views.lines import line_forms, lines_of

SORTS = {"opens": ("-opens_at", "-pk")}
BEST_SHOWN = 50


@require_GET
def contest_list(request: HttpRequest) -> HttpResponse:
    """The contests of the own body."""
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    page = page_of(request, queries.contests_of(actor), SORTS)
    return render(request, "quiz/contests.html", {"page": page, "now": clock.now()})


@require_http_methods(["GET", "POST"])
def contest_new(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    return _edited(request, actor, None)


@require_http_methods(["GET", "POST"])
def contest_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The rules of a draft; those of a contest that is out do not change."""
    actor = signed_in(request)
    contest = queries.get_contest(actor, code)
    if contest.state != ContestState.DRAFT:
        return redirect("contest_page", code=code)
    return _edited(request, actor, contest)


def _edited(request: HttpRequest, actor: Actor, contest: Contest | None) -> HttpResponse:
    others = [one for one in queries.contests_of(actor) if contest is None or one.pk != contest.pk]
    initial = initial_of(contest) if contest else None
    form = ContestForm(
        request.POST or None, initial=initial, banks=list(queries.banks_of(actor)), contests=others
    )
    lines = line_forms(request, contest)
    conflict = False
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        try:
            saved = _saved(request, actor, contest, form, lines)
        except Invalid as refused:
            form.take(refused.problems)
        except Conflict:
            conflict = True
        else:
            return redirect("contest_page", code=saved.code)
    topics = sorted({topic for bank in queries.banks_of(actor) for topic in queries.topics_of(bank)})
    context = {"contest": contest, "form": form, "lines": lines, "conflict": conflict, "topics": topics}
    status = 409 if conflict else 422 if form.errors or (lines.is_bound and not lines.is_valid()) else 200
    return render(request, "quiz/contest_form.html", context, status=status)


def _saved(
    request: HttpRequest, actor: Actor, contest: Contest | None, form: ContestForm, lines: Any
) -> Contest:
    plan = form.plan(lines_of(lines))
    if contest is None:
        return actions.create_contest(actor=actor, plan=plan)
    version = request.POST.get("version", "")
    return actions.change_contest(
        actor=actor, contest=contest, version=int(version) if version.isdigit() else 0, plan=plan
    )


@require_http_methods(["GET", "POST"])
def contest_page(request: HttpRequest, code: str) -> HttpResponse:
    """How a contest stands; POST publishes it, calls it off, or invites to the final round."""
    actor = signed_in(request)
    contest = queries.get_contest(actor, code)
    error = ""
    if request.method == "POST":
        try:
            messages.success(request, _moved(request, actor, contest))
        except Invalid as refused:
            error = " ".join(str(problem.message) for problem in refused.problems)
        except WrongState as refused:
            error = str(refused)
        else:
            return redirect("contest_page", code=code)
    results = queries.ranking(contest)
    context = {
        "contest": contest,
        "lines": contest.lines.all(),
        "units": queries.units_that_took_part(contest),
        "results": results[:BEST_SHOWN],
        "people": len(results),
        "statistics": queries.statistics(contest),
        "corrections": contest.corrections.select_related("question"),
        "is_over": contest.is_over(clock.now()),
        "error": error,
    }
    return render(request, "quiz/contest.html", context, status=422 if error else 200)


def _moved(request: HttpRequest, actor: Actor, contest: Contest) -> str:
    if "publish" in request.POST:
        actions.publish_contest(actor=actor, contest=contest)
        return _("Published. The rules stand on its page now and do not change any more.")
    if "cancel" in request.POST:
        actions.cancel_contest(actor=actor, contest=contest, reason=request.POST.get("reason", ""))
        return _("Called off; the reason stands on its page.")
    count = actions.invite_finalists(actor=actor, contest=contest)
    words = ngettext(
        "%(count)d takes part in the final round.", "%(count)d take part in the final round.", count
    )
    return words % {"count": count}


@require_GET
def contest_results(request: HttpRequest, code: str) -> FileResponse:
    """Results of a contest that is over, and how many of each unit took part."""
    actor = signed_in(request)
    contest = queries.get_contest(actor, code)
    return attachment(actions.results_table(actor=actor, contest=contest), f"{contest.name}.xlsx")


@require_GET
def contest_paper(request: HttpRequest, code: str) -> FileResponse:
    """A paper drawn now, with a sheet for the answers and the key, for those who write by hand."""
    actor = signed_in(request)
    contest = queries.get_contest(actor, code)
    return attachment(actions.paper_docx(actor=actor, contest=contest), f"{contest.name}.docx")


@require_http_methods(["GET", "POST"])
def contest_key(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A key that may be wrong: what is right now, and why it changes."""
    actor = signed_in(request)
    contest = queries.get_contest(actor, code)
    question = contest.pool.filter(pk=key).select_related("question", "contest").first()
    if question is None:
        raise Missing
    error = ""
    if request.method == "POST":
        try:
            actions.correct_key(actor=actor, question=question, **papers.key_sent(request))
        except Invalid as refused:
            error = str(refused.problems[0].message)
        else:
            messages.success(request, _("The key is right now; every attempt is marked again."))
            return redirect("contest_page", code=code)
    back = reverse("contest_page", args=[code])
    return papers.key_page(request, question, error, back)
