"""Taking over what the units below reported, with a look at it first."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.submissions import queries
from quanjing.submissions.actions import roll_up
from quanjing.submissions.models import Entry
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.rules import Mode, can_report, mode_of


@require_http_methods(["GET", "POST"])
def report_rollup(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """GET lists what would be taken, unit by unit; POST takes what is ticked into the draft."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    part = page.part(task)
    if not can_report(actor, part.assignment):
        raise Denied
    if request.method == "POST":
        ticked = request.POST.getlist("entry")
        count = roll_up(actor=actor, assignment=part.assignment, entries=ticked)
        words = ngettext("Taken over: %(count)d row.", "Taken over: %(count)d rows.", count)
        messages.success(request, words % {"count": count})
        return redirect("report_page", code=code)
    found = queries.roll_up_of(actor, part.assignment)
    context = {
        "directive": page.directive,
        "part": part,
        "found": found,
        "units": _units(found.fresh),
        "may_take": mode_of(part, clock.now()) is Mode.FORM,
    }
    return render(request, "submissions/rollup.html", context)


def _units(entries: tuple[Entry, ...]) -> list[tuple[str, str, list[tuple[Entry, str]]]]:
    """(name of the unit, code of its submission, its rows with their words)."""
    groups = groupby(entries, key=lambda entry: entry.submission)
    return [
        (submission.assignment.organization.name, submission.code, [(one, _words(one)) for one in rows])
        for submission, rows in groups
    ]


def _words(entry: Entry) -> str:
    fields = entry.block.fields.all()
    texts = (as_text(entry.values.get(field.key)) for field in fields if field.key in entry.values)
    return " · ".join(text for text in texts if text)
