"""The answer from above: entering it, and its file for those whom it concerns."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import signed_in
from quanjing.manuscripts import actions, forms, queries
from quanjing.manuscripts.actions import AnswerGiven
from quanjing.manuscripts.models import Forward
from quanjing.manuscripts.rules import can_edit


@require_http_methods(["GET", "POST"])
def answer_page(request: HttpRequest, code: str, forward: str) -> HttpResponse:
    """Date, text and file of an answer, to the whole or to some points."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    found = queries.get_forward(compilation, forward)
    if not can_edit(actor, compilation):
        raise Denied
    form = forms.AnswerForm(initial={"given_on": clock.today()})
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        form = forms.AnswerForm(request.POST)
        try:
            if form.is_valid():
                _enter(request, found, form)
                return redirect("manuscript_version", code=code, number=found.version.number)
        except Invalid as error:
            problems = error.problems
            form.take(problems)
        except GongwenError as error:
            problems = (Problem("file", error.message(get_language() or "en")),)
    context = {
        "compilation": compilation,
        "forward": found,
        "points": list(enumerate(found.version.content["points"], start=1)),
        "ticked": forms.numbers(request.POST.getlist("place")),
        "form": form,
        "problems": problems,
    }
    wrong = bool(problems) or (form.is_bound and bool(form.errors))
    return render(request, "manuscripts/answer.html", context, status=422 if wrong else 200)


@require_GET
def answer_file(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file of an answer, for the body that compiled and the units whose texts it concerns."""
    found = queries.get_own_answer(signed_in(request), code)
    if found.file is None:
        raise Missing
    return as_response(found.file)


def _enter(request: HttpRequest, forward: Forward, form: forms.AnswerForm) -> None:
    upload = request.FILES.get("file")
    name = (upload.name if upload else "") or ""
    file = (name, read_upload(cast(BinaryIO, upload), name)) if upload else None
    given = AnswerGiven(
        form.cleaned_data["given_on"],
        form.cleaned_data["text"],
        forms.numbers(request.POST.getlist("place")),
        file,
    )
    actions.enter_answer(actor=signed_in(request), forward=forward, given=given)
    messages.success(request, _("The answer went back to the units whose texts it concerns."))
