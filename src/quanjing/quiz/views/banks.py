"""Banks, their questions, and files of questions."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.quiz import actions, queries
from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.forms import OPTIONS, QuestionForm, question_initial
from quanjing.quiz.kinds import FAULTS
from quanjing.quiz.models import Question, QuestionBank

SORTS = {"order": ("pk",)}
SHOWN = 200  # wrong rows and doubles of a file


@require_http_methods(["GET", "POST"])
def bank_list(request: HttpRequest) -> HttpResponse:
    """The own banks, and a new one."""
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    error = ""
    if request.method == "POST":
        try:
            bank = actions.create_bank(actor=actor, name=request.POST.get("name", ""))
        except Invalid as refused:
            error = str(refused.problems[0].message)
        else:
            return redirect("bank_page", code=bank.code)
    context = {"banks": queries.banks_of(actor), "error": error}
    return render(request, "quiz/banks.html", context, status=422 if error else 200)


@require_GET
def bank_table(request: HttpRequest) -> FileResponse:
    """The blank workbook for questions."""
    signed_in(request)
    return attachment(actions.blank_table(), "questions.xlsx")


@require_http_methods(["GET", "POST"])
def bank_page(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of a bank; POST looks at a file of more."""
    actor = signed_in(request)
    bank = queries.get_bank(actor, code)
    error = ""
    upload = request.FILES.get("file")
    if request.method == "POST" and upload is not None:
        name = str(upload.name)
        try:
            data = read_upload(cast(BinaryIO, upload), name)
            draft = actions.preview_import(actor=actor, bank=bank, name=name, data=data)
        except GongwenError as refused:
            error = refused.message(get_language() or "en")
        except Invalid as invalid:
            error = str(invalid.problems[0].message)
        else:
            return redirect("bank_import", code=draft.code)
    context = {
        "bank": bank,
        "page": page_of(request, _narrowed(request, bank), SORTS),
        "topics": queries.topics_of(bank),
        "kinds": QuestionKind.choices,
        "error": error or (_("Please choose a file.") if request.method == "POST" else ""),
    }
    return render(request, "quiz/bank.html", context, status=422 if request.method == "POST" else 200)


def _narrowed(request: HttpRequest, bank: QuestionBank) -> QuerySet[Question]:
    wanted = request.GET
    found = bank.questions.filter(is_retired="retired" in wanted)
    if wanted.get("topic"):
        found = found.filter(topic=wanted["topic"])
    if wanted.get("kind") in QuestionKind.values:
        found = found.filter(kind=wanted["kind"])
    if wanted.get("text"):
        found = found.filter(text__icontains=wanted["text"][:100])
    return found


@require_http_methods(["GET", "POST"])
def bank_import(request: HttpRequest, code: str) -> HttpResponse:
    """What a file holds and what is wrong in it; confirming takes in all of it or nothing."""
    actor = signed_in(request)
    draft = queries.get_import(actor, code)
    if request.method == "POST":
        try:
            count = actions.apply_import(actor=actor, draft=draft)
        except (Invalid, WrongState):
            pass  # the page below says why
        else:
            words = ngettext("%(count)d question was taken in.", "%(count)d questions were taken in.", count)
            messages.success(request, words % {"count": count})
            return redirect("bank_page", code=draft.bank.code)
    context = {
        "draft": draft,
        "count": len(draft.questions),
        "bad": [(place, FAULTS[fault], words) for place, fault, words in draft.bad[:SHOWN]],
        "doubles": draft.doubles[:SHOWN],
        "sample": draft.questions[:5],
    }
    return render(request, "quiz/import.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def question_page(request: HttpRequest, code: str) -> HttpResponse:
    """One question of a bank: changed, retired, taken up again."""
    actor = signed_in(request)
    question = queries.get_question(actor, code)
    if "retire" in request.POST or "take_up" in request.POST:
        actions.retire_question(actor=actor, question=question, retired="retire" in request.POST)
        return redirect("bank_page", code=question.bank.code)
    form = QuestionForm(request.POST or None, initial=question_initial(question))
    conflict = False
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            if not version.isdigit():
                raise Missing
            actions.change_question(
                actor=actor, question=question, version=int(version), values=form.question()
            )
        except Invalid as refused:
            form.add_error(None, _said(refused))
        except Conflict:
            conflict = True
        else:
            messages.success(request, _("Saved."))
            return redirect("bank_page", code=question.bank.code)
    options = form.options() if form.is_bound else [(text, right) for text, right in question.options]
    rows = [*((one[0], one[1]) if isinstance(one, tuple) else (one.text, one.is_right) for one in options)]
    context = {
        "question": question,
        "form": form,
        "conflict": conflict,
        "rows": list(enumerate([*rows, *[("", False)] * (OPTIONS - len(rows))])),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "quiz/question.html", context, status=status)


def _said(refused: Invalid) -> str:
    return " ".join(str(FAULTS.get(one.where, one.message)) for one in refused.problems)
