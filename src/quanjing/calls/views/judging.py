"""A judge's own pages: what was allotted, by number; what is close; points; a table for work offline."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.calls.actions import blind_copies, conflicts, judge_tables, scoring
from quanjing.calls.enums import HANDED_IN
from quanjing.calls.forms.judging import ScoreForm, initial_of
from quanjing.calls.models import Application, Judge, Score
from quanjing.calls.queries.blind import seen_file, sheet_of, titles
from quanjing.calls.queries.closeness import units_of_applicants
from quanjing.calls.queries.judges import (
    allotted_to,
    open_rounds,
    score_of,
    seat,
    seats_of,
    with_progress,
)
from quanjing.calls.rules.judging import can_score
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Invalid, Missing
from quanjing.foundation.http import PageRequest, attachment, taking_part
from quanjing.foundation.paging import page_of


@require_GET
@never_cache
def judging_list(request: HttpRequest) -> HttpResponse:
    """The calls in which the actor judges, with what is left to do."""
    seats = list(with_progress(seats_of(taking_part(request))))
    return render(request, "calls/judging_list.html", {"seats": seats})


@require_GET
@never_cache
def judging_panel(request: HttpRequest, code: str) -> HttpResponse:
    """What was allotted in one panel; before that the judge says what is close."""
    actor = taking_part(request)
    judge = seat(actor, code)
    if judge.declared_at is None:
        return redirect("judging_declare", code=code)
    page = page_of(
        request, allotted_to(actor).filter(judge=judge), {"number": ("round", "application__blind", "pk")}
    )
    names = titles(page.rows)
    rounds = open_rounds(judge.panel.call_id)
    counted = with_progress(seats_of(actor)).get(pk=judge.pk)
    context = {
        "judge": counted, "call": judge.panel.call, "page": page, "sittings": rounds.values(),
        "rows": [(one, names[one.application_id], one.round in rounds) for one in page.rows],
    }  # fmt: skip
    return render(request, "calls/judging_panel.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def judging_declare(request: HttpRequest, code: str) -> HttpResponse:
    """Which units and people are close; in a blind call without learning who applied with what."""
    actor = taking_part(request)
    judge = seat(actor, code)
    call = judge.panel.call
    handed_in = Application.objects.filter(
        call=call, state__in=HANDED_IN, direction__in=judge.panel.directions.all()
    )
    if request.method == "POST":
        names = request.POST.getlist("unit") + request.POST.get("others", "").splitlines()
        chosen = request.POST.getlist("application")
        if not names and not chosen and "none" not in request.POST:
            messages.error(request, _("Please name what is close, or say that there is none."))
            return redirect("judging_declare", code=code)
        conflicts.declare(actor=actor, judge=judge, close_to=names, applications=chosen)
        messages.success(request, _("Thank you. What is close to you is not given to you."))
        return redirect("judging_panel", code=code)
    context = {
        "judge": judge, "call": call, "units": units_of_applicants(list(handed_in)),
        "applications": [] if call.is_blind else handed_in.select_related("organization"),
    }  # fmt: skip
    return render(request, "calls/judging_declare.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def judging_table(request: HttpRequest, code: str) -> HttpResponse | FileResponse:
    """The table to be filled in without a connection; by POST it comes back."""
    actor = taking_part(request)
    judge = seat(actor, code)
    if judge.declared_at is None:
        raise Missing
    if request.method == "GET":
        return attachment(judge_tables.score_table(actor=actor, judge=judge), f"{_('Scores')}.xlsx")
    upload = request.FILES.get("table")
    try:
        if upload is None:
            raise Invalid(message=_("Please choose the filled table."))
        read = judge_tables.take_table(actor=actor, judge=judge, data=upload.read())
    except Invalid as error:
        words = " ".join(str(problem.message) for problem in error.problems) or str(error)
        messages.error(request, words)
    else:
        done = ngettext("%(count)d sheet is scored.", "%(count)d sheets are scored.", read.finished)
        messages.success(request, done % {"count": read.finished})
        for problem in read.problems:
            messages.error(request, str(problem.message))
    return redirect("judging_panel", code=code)


@require_http_methods(["GET", "POST"])
@never_cache
def judging_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One application by its number, and the sheet on which it is scored."""
    actor = taking_part(request)
    score = score_of(actor, code)
    criteria = list(score.application.call.criteria.all())
    form = ScoreForm(criteria, request.POST or None, initial=initial_of(score))
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            scoring.finish_score(actor=actor, score=score, marks=form.marks(), version=version)
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            form.add_error(None, str(error))
        else:
            return _next(request, score)
    return render(
        request, "calls/judging_sheet.html", _shown(score, form), status=422 if form.errors else 200
    )


@require_POST
@never_cache
def judging_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what is typed; the page goes on with the new version."""
    actor = taking_part(request)
    score = score_of(actor, code)
    form = ScoreForm(score.application.call.criteria.all(), request.POST)
    if not form.is_valid():
        raise Invalid
    version = form.cleaned_data["version"]
    kept = scoring.keep_score(actor=actor, score=score, marks=form.marks(), version=version)
    context = {"version": kept.version, "at": clock.now()}
    return render(request, "calls/judging_saved.html", context)


@require_POST
def judging_reopen(request: HttpRequest, code: str) -> HttpResponse:
    """Take up a finished sheet again."""
    actor = taking_part(request)
    scoring.reopen_score(actor=actor, score=score_of(actor, code))
    return redirect("judging_sheet", code=code)


@require_GET
@never_cache
def judging_print(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet on paper, to be signed."""
    score = score_of(taking_part(request), code)
    criteria = [(one, score.points.get(str(one.pk), "")) for one in score.application.call.criteria.all()]
    context = {"score": score, "sheet": sheet_of(score), "criteria": criteria, "call": score.application.call}
    return render(request, "calls/judging_print.html", context)


@require_GET
@never_cache
def judging_word(request: HttpRequest, code: str) -> FileResponse:
    """The application as a Word file, named by its number."""
    score = score_of(taking_part(request), code)
    return attachment(blind_copies.sheet_docx(sheet_of(score)), f"{score.application.blind}.docx")


@require_GET
@never_cache
def judging_file(request: HttpRequest, code: str, place: int) -> HttpResponse | FileResponse:
    """A file of the application: in a blind round its text without names, otherwise as it was sent."""
    score = score_of(taking_part(request), code)
    seen = seen_file(score.application, place)
    sheet = sheet_of(score)
    if not sheet.is_blind:
        return as_response(seen.file, request=request)
    text = blind_copies.masked_text(score, seen)
    pages = range(1, blind_copies.page_count(seen) + 1) if not text and seen.is_cleared else ()
    context = {"score": score, "seen": seen, "place": place, "text": text, "pages": pages}
    return render(request, "calls/judging_file.html", context)


@require_GET
@never_cache
def judging_file_word(request: HttpRequest, code: str, place: int) -> FileResponse:
    """The text of a file without names, as Word; it says nothing of its author."""
    score = score_of(taking_part(request), code)
    seen = seen_file(score.application, place)
    return attachment(blind_copies.masked_docx(score, seen), f"{seen.name}.docx")


@require_GET
@never_cache
def judging_file_page(request: HttpRequest, code: str, place: int, page: int) -> HttpResponse:
    """A page of a cleared picture or scan."""
    score = score_of(taking_part(request), code)
    data, _pages = blind_copies.cleared_page(seen_file(score.application, place), page)
    answer = HttpResponse(data, content_type="image/png")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _next(request: HttpRequest, score: Score) -> HttpResponse:
    """Back to the list, or on to the next sheet where that was asked for."""
    messages.success(request, _("Scored: number %(number)s.") % {"number": score.application.blind})
    actor = cast(PageRequest, request).actor
    assert actor is not None
    judge: Judge = score.judge
    if "next" in request.POST:
        rest = allotted_to(actor).filter(judge=judge, round=score.round, done_at=None)
        following = rest.exclude(pk=score.pk).order_by("application__blind").first()
        if following is not None:
            return redirect("judging_sheet", code=following.code)
    return redirect("judging_panel", code=judge.code)


def _shown(score: Score, form: ScoreForm) -> dict[str, object]:
    sheet = sheet_of(score)
    return {
        "score": score,
        "call": score.application.call,
        "sheet": sheet,
        "form": form,
        "files": list(enumerate(sheet.files, start=1)),
        "writes": can_score(score),
    }
