"""The desk enters for a unit; a unit takes back what it sent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, forms, queries
from quanjing.submissions.enums import Way
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.page import files_named
from quanjing.submissions.rules.merging import merge
from quanjing.submissions.rules.understood import of_part
from quanjing.submissions.views.filled import uploads
from quanjing.submissions.views.page_maker import build, with_typed
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import get_assignment


@require_http_methods(["GET", "POST"])
def assignment_enter(request: HttpRequest, code: str) -> HttpResponse:
    """The empty form of one task for one unit; the unit's own draft is not shown."""
    actor = signed_in(request)
    assignment = get_assignment(actor, code)
    page = actions.entering_page(actor, assignment)
    if request.method == "GET":
        return _page(request, assignment, page)
    typed = forms.read_page(request.POST, request.FILES, page)
    if "read" in request.POST:
        return _read(request, actor, assignment, page, typed)
    if "add" in request.POST or "remove" in request.POST:
        return _page(request, assignment, page, typed)
    try:
        _keep_files(request, actor, assignment, typed)
        submission = actions.enter_for(
            actor=actor,
            assignment=assignment,
            way=request.POST.get("way", ""),
            told_by=request.POST.get("told_by", ""),
            header=typed.header,
            draft=typed.draft,
            nil_reason=request.POST.get("nil_reason", ""),
            files=list(_sources(request, assignment).values()),
        )
    except Invalid as error:
        problems = error.problems or (Problem("", str(error)),)
        return _page(request, assignment, page, typed, problems, status=422)
    except GongwenError as error:
        problem = Problem("file", error.message(get_language() or "en"))
        return _page(request, assignment, page, typed, (problem,), status=422)
    messages.success(request, _("Entered for the unit, which was told."))
    return redirect("submission_page", code=submission.code)


@require_POST
def submission_take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take back what the desk has not claimed; otherwise it is said who has it."""
    actor = signed_in(request)
    submission = queries.get_submission(actor, code)
    try:
        actions.take_back(actor=actor, submission=submission)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. It is a draft again; please send it in time."))
    return redirect("report_page", code=submission.assignment.directive.code)


def _keep_files(request: HttpRequest, actor: Actor, assignment: Assignment, typed: forms.PageInput) -> None:
    for name, upload in typed.uploads.items():
        data = read_upload(cast(BinaryIO, upload), upload.name or "")
        file = actions.attach_for(actor=actor, assignment=assignment, name=upload.name or "", data=data)
        forms.put(typed, request.POST, name, file.code)


def _read(
    request: HttpRequest, actor: Actor, assignment: Assignment, page: ReportPage, typed: forms.PageInput
) -> HttpResponse:
    """The form with what the files say put over what was typed; nothing is sent yet."""
    said, kept, wrong = actions.read_for(actor=actor, assignment=assignment, files=uploads(request))
    said = of_part(said, page.parts[0])
    page = with_typed(page, typed.header, typed.draft, {})
    merged = merge(page, said, clock.now())
    typed.header |= merged.header
    typed.draft |= merged.draft
    problems = tuple(Problem("forms", one) for one in wrong)
    more = {"said": said, "was_read": True, "sources": [*_sources(request, assignment).values(), *kept]}
    return _page(request, assignment, page, typed, problems, more=more)


def _sources(request: HttpRequest, assignment: Assignment) -> dict[str, StoredFile]:
    """The files that were read before, by code; only those of the unit."""
    return files_named(request.POST.getlist("source"), assignment.organization.code)


def _page(
    request: HttpRequest,
    assignment: Assignment,
    page: ReportPage,
    typed: forms.PageInput | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    more: Mapping[str, object] = MappingProxyType({}),
) -> HttpResponse:
    if typed is not None:
        page = with_typed(page, typed.header, typed.draft, {})
    context = {
        "assignment": assignment,
        "directive": page.directive,
        "view": build(page, problems),
        "problems": problems,
        "ways": Way.choices,
        "entering": True,
        "sources": list(_sources(request, assignment).values()),
    }
    return render(request, "submissions/enter.html", {**context, **more}, status=status)
