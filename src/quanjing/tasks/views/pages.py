"""The page of a directive in each of its states, its text and its file."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from quanjing.directives.enums import OUT, DirectiveState
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_publish
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import signed_in
from quanjing.jobs.enums import FINISHED, JobState
from quanjing.tasks.forms import RereadForm
from quanjing.tasks.queries import get_directive, last_approval, reading_job, recalled, tasks_of
from quanjing.tasks.views.cascade import passing
from quanjing.tasks.views.document import paragraphs
from quanjing.tasks.views.overview import overview
from quanjing.tasks.views.shown import load_card, reading_of, sheet_cards

# Why a file could not be read, by the engine's codes. Its own sentences speak of what the reader of
# the page cannot do (install an extra) or need values that are not kept.
FAILURES = {
    "damaged": _("The file is damaged or cut off."),
    "encrypted": _("The file is protected by a password."),
    "unsupported": _("Files of this kind cannot be read here."),
    "mismatched": _("The content of the file is of another kind than its name says."),
    "too_large": _("The file is larger than is allowed here."),
    "expanding": _("The file expands beyond what is allowed."),
    "textless": _("The file holds pictures of pages but no text that could be recognized."),
    "empty": _("The file holds no text."),
    "classified": _("The file carries a classification mark and was removed."),
    "missing_recognizer": _(
        "The file holds pictures of pages, and recognition of characters is not installed here."
    ),
    "missing_converter": _(
        "Files of this kind are read through LibreOffice, which is not installed here; save it as docx."
    ),
    "unconvertible": _("LibreOffice could not open the file, or not in time; save it as docx or xlsx."),
}


@require_GET
def directive_page(request: HttpRequest, code: str) -> HttpResponse:
    """While reading a progress page, then the reading to check, once published the overview."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if directive.state == DirectiveState.READ:
        return _reading(request, actor, code)
    if directive.state in OUT:
        return overview(request, directive) if actor.reads_subtree else _text(request, directive)
    failure = FAILURES.get(directive.failure, _("The file could not be read."))
    is_reading = directive.state == DirectiveState.READING
    context = _progress(directive) if is_reading else {"directive": directive, "failure": failure}
    return render(request, "tasks/waiting.html", context, status=202 if is_reading else 200)


@require_GET
def directive_status(request: HttpRequest, code: str) -> HttpResponse:
    """What the progress page asks for every two seconds; a full reload once something has happened."""
    directive = get_directive(signed_in(request), code)
    if directive.state == DirectiveState.READING:
        return render(request, "tasks/_status.html", _progress(directive))
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_GET
def directive_original(request: HttpRequest, code: str) -> HttpResponse:
    """The text of the notice, to read and to print."""
    return _text(request, get_directive(signed_in(request), code))


@require_GET
def directive_file(request: HttpRequest, code: str) -> FileResponse:
    """The file as it came, for everybody who sees the directive."""
    directive = get_directive(signed_in(request), code)
    if directive.file is None:
        raise Missing
    return as_response(directive.file)


def _progress(directive: Directive) -> dict[str, Any]:
    """How far the worker is: the job waits, runs, or ended without a reading; then nothing will come."""
    job = reading_job(directive)
    step = job.state if job else JobState.QUEUED
    return {"directive": directive, "job": job, "step": "ended" if step in FINISHED else step}


def _reading(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    reading = reading_of(actor, code)
    sheets = {"sheets": sheet_cards(reading.directive, reading.tasks)}
    context = reading.context() | reading.document() | load_card(actor, reading) | sheets
    context |= passing(actor, reading.directive)
    context |= {
        "approval": last_approval(reading.directive),
        "recalled": recalled(reading.directive),
        "may_issue": reading.can_edit,
        "may_publish": can_publish(actor, reading.directive),
    }
    context["reread"] = RereadForm(directive=reading.directive, tasks=reading.tasks)
    return render(request, "tasks/read.html", context)


def _text(request: HttpRequest, directive: Directive) -> HttpResponse:
    context = {"directive": directive, "paragraphs": paragraphs(directive, ()), "tasks": tasks_of(directive)}
    context |= passing(signed_in(request), directive) | {"recalled": recalled(directive)}
    return render(request, "tasks/original.html", context)
