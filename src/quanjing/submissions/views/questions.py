"""Questions to the desk: asking beside a task, answering at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries


@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    """What units asked, the open ones first."""
    found = queries.questions_at_desk(signed_in(request))
    return render(request, "submissions/question_list.html", {"questions": found[:100]})


@require_POST
def question_answer(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    question = queries.get_question(actor, code)
    text, shown = request.POST.get("answer", ""), request.POST.get("shown_text", "")
    try:
        actions.answer(actor=actor, question=question, text=text, shown_text=shown)
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    else:
        messages.success(request, _("Answered; all addressed see it."))
    return redirect("question_list")


@require_POST
def question_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about one item of a notice."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    try:
        part = page.part(request.POST.get("task", ""))
        actions.ask(actor=actor, assignment=part.assignment, text=request.POST.get("text", ""))
    except Missing:
        messages.error(request, _("Please say which item you ask about."))
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    else:
        messages.success(request, _("The desk was asked."))
    response = redirect("report_page", code=code)
    response["Location"] += "#questions"
    return response
