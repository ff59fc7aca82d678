"""Filled forms: handed in, looked at beside the draft, taken over, put back."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, WrongState
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries
from quanjing.submissions.enums import FilledState
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.rules import can_report
from quanjing.submissions.rules.merging import merge
from quanjing.submissions.rules.understood import understood_from
from quanjing.submissions.views.filled_model import notes_of, places_for


@require_POST
def form_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the files and show what they say; what cannot be read is said on the report page."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    files = uploads(request)
    try:
        filled = actions.hand_in(actor=actor, directive=page.directive, files=files)
    except GongwenError as error:
        messages.error(request, error.message(get_language() or "en"))
    except Invalid as error:
        for problem in error.problems:
            messages.error(request, str(problem.message))
    else:
        return redirect("form_page", code=code, form=filled.code)
    return redirect("report_page", code=code)


def uploads(request: HttpRequest) -> list[tuple[str, bytes]]:
    """Name and bytes of the uploads named "forms"; of very many only one more than are taken."""
    found = request.FILES.getlist("forms")[: actions.MOST_FILES + 1]
    return [(one.name or "", read_upload(cast(BinaryIO, one), one.name or "")) for one in found]


@require_GET
def form_page(request: HttpRequest, code: str, form: str) -> HttpResponse:
    actor = signed_in(request)
    return _shown(request, actor, queries.page_of_report(actor, code), form)


@require_POST
def form_take(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Take the chosen parts into the draft; somebody else's saving in between shows it all afresh."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    version = request.POST.get("version", "")
    places = {
        name.removeprefix("place:"): where
        for name, where in request.POST.items()
        if name.startswith("place:") and isinstance(where, str)
    }
    try:
        actions.take_filled(
            actor=actor,
            directive=page.directive,
            code=form,
            version=int(version) if version.isdecimal() else -1,
            chosen=request.POST.getlist("part"),
            places=places,
        )
    except Conflict:
        page = queries.page_of_report(actor, code)
        said = _("Somebody else saved the draft in the meantime. Here it is beside the form again.")
        return _shown(request, actor, page, form, said, status=409)
    except Invalid as error:
        return _shown(request, actor, page, form, str(error.problems[0].message), status=422)
    messages.success(request, _("Taken into the draft. Nothing is sent yet; please look it through."))
    return redirect("report_page", code=code)


@require_POST
def form_drop(request: HttpRequest, code: str, form: str) -> HttpResponse:
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    actions.drop_filled(actor=actor, directive=page.directive, code=form)
    messages.success(request, _("Left. The draft stands as it was."))
    return redirect("report_page", code=code)


@require_POST
def form_put_back(request: HttpRequest, code: str, form: str) -> HttpResponse:
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    try:
        actions.put_back(actor=actor, directive=page.directive, code=form)
    except WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The draft stands as before the form was taken over."))
    return redirect("report_page", code=code)


@require_POST
def report_detach(request: HttpRequest, code: str, task: str, file: str) -> HttpResponse:
    """Take away a file that would be sent with the whole item."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    actions.detach_file(actor=actor, directive=page.directive, task=task, file=file)
    return redirect(reverse("report_page", args=[code]) + f"#part-{task}")


def _shown(
    request: HttpRequest, actor: Actor, page: ReportPage, form: str, problem: str = "", status: int = 200
) -> HttpResponse:
    filled = queries.get_filled(page, form)
    said = understood_from(filled.said)
    merged = merge(page, said, clock.now())
    context = {
        "page": page,
        "directive": page.directive,
        "filled": filled,
        "is_reading": filled.state == FilledState.READING,
        "is_open": filled.state == FilledState.READ and can_report(actor, page.parts[0].assignment),
        "said": said,
        "merged": merged,
        "files": notes_of(filled),
        "places": places_for(page),
        "problem": problem,
    }
    return render(request, "submissions/form.html", context, status=status)
