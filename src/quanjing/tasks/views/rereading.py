"""A marked passage read anew for one fact: looked at, kept, taken back; corrected readings as cases."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.tasks.actions import preview_reread, reread, undo_correction
from quanjing.tasks.forms import FACT_NAMES, RereadForm
from quanjing.tasks.queries import (
    corrected_directives,
    corrected_notice,
    get_correction,
    get_directive,
    tasks_of,
)
from quanjing.tasks.views.shown import Reading, reading_of
from quanjing.tasks.views.values import said


@require_http_methods(["GET", "POST"])
def fact_reread(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows what the marked passage says, old beside new; POST puts it in place."""
    actor = signed_in(request)
    reading = _editable(actor, code)
    given = request.POST if request.method == "POST" else request.GET
    form = RereadForm(given or None, directive=reading.directive, tasks=reading.tasks)
    found, status = None, 200
    if given and form.is_valid():
        marked = form.passage()
        try:
            if request.method == "POST":
                version = form.cleaned_data["version"]
                reread(actor=actor, directive=reading.directive, version=version, **marked)
                messages.success(
                    request, _("The fact was read again and put in place. It can be undone below.")
                )
                return redirect("directive_page", code=code)
            found = preview_reread(actor=actor, directive=reading.directive, **marked)
        except Invalid as error:
            status = error.status
            for problem in error.problems:
                form.add_error("words", str(problem.message))
        except Conflict as error:
            status = error.status
            form.add_error(None, str(error))
            found = preview_reread(actor=actor, directive=reading.directive, **marked)
    elif given:
        status = 422
    return render(request, _template(request), _context(reading, form, found), status=status)


@require_POST
def correction_undo(request: HttpRequest, code: str, correction: str) -> HttpResponse:
    """Put back what stood there before a fact was read anew."""
    actor = signed_in(request)
    reading = _editable(actor, code)
    undo_correction(actor=actor, correction=get_correction(reading.directive, correction))
    messages.success(request, _("The correction was undone."))
    return redirect("directive_page", code=code)


@require_GET
def directive_case(request: HttpRequest, code: str) -> FileResponse:
    """One reading as a person made it, to measure the reader on."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not can_issue(actor, directive):
        raise Denied
    if not directive.text:
        raise Missing
    tasks = [task for task in tasks_of(directive) if task.series_id is None]
    return _zip([(directive, corrected_notice(directive, tasks))], directive.code)


@require_GET
def directive_cases(request: HttpRequest) -> FileResponse:
    """All readings of the own body that somebody corrected."""
    actor = signed_in(request)
    if not actor.may(Right.ISSUE):
        raise Denied
    return _zip(corrected_directives(actor), "cases")


def _zip(cases: Iterable[tuple[Directive, dict[str, Any]]], name: str) -> FileResponse:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for directive, case in cases:
            bundle.writestr(f"{directive.code}.txt", directive.text)
            bundle.writestr(f"{directive.code}.json", json.dumps(case, ensure_ascii=False, indent=1))
    file.seek(0)
    return attachment(file, f"{name}.zip")


def _editable(actor: Actor, code: str) -> Reading:
    reading = reading_of(actor, code)
    if not reading.can_edit:
        raise Denied
    return reading


def _template(request: HttpRequest) -> str:
    fragment = request.method == "GET" and getattr(request, "htmx", False)
    return "tasks/_reread.html" if fragment else "tasks/reread.html"


def _context(reading: Reading, form: RereadForm, found: Any) -> dict[str, Any]:
    context: dict[str, Any] = {"directive": reading.directive, "reread": form, "found": found, "open": True}
    if found is not None:
        text = reading.directive.text
        context |= {
            "fact_name": FACT_NAMES[found.fact],
            "before": said(found.fact, found.before),
            "after": said(found.fact, found.after),
            "passages": [text[start:end] for start, end in found.spans],
        }
    return context
