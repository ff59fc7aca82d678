"""Numbers of the year: the own ones are entered, those of bodies below are read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.inspections.queries import visits_recorded
from quanjing.worklog import actions, queries
from quanjing.worklog.enums import Yearly
from quanjing.worklog.forms import YearForm
from quanjing.worklog.rules import can_add


@require_http_methods(["GET", "POST"])
def worklog_year(request: HttpRequest) -> HttpResponse:
    """This year's numbers of a body; POST sets those of the own one."""
    actor = signed_in(request)
    body = queries.year_body(actor, request.GET.get("under", ""))
    year = clock.today().year
    known = queries.year_counts(body.pk, year)
    enters = can_add(actor) and body.pk == actor.organization_id
    if request.method == "POST" and not enters:
        raise Denied
    form = YearForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_year_counts(actor=actor, year=year, numbers=form.numbers())
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The numbers of the year were entered."))
            return redirect("worklog_year")
    numbers = [(kind.label, known.get(kind.value)) for kind in Yearly]
    context = {
        "form": form,
        "body": body,
        "year": year,
        "enters": enters,
        "numbers": numbers,
        "recorded": visits_recorded(body.pk, year),
    }
    return render(request, "worklog/year.html", context, status=422 if form.errors else 200)
