"""Coverage by definition: every figure with numerator, denominator, definition, day and list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of_list
from quanjing.foundation.paths import in_subtree
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Kind
from quanjing.organizations.forms import CoverageForm, DeclareForm
from quanjing.organizations.queries import CoverageReport, Figure
from quanjing.organizations.queries.coverage import SocietyState
from quanjing.organizations.registry import meetings_kept
from quanjing.organizations.rules import can_declare

ROWS_SHOWN = 50
UNDECLARED = "undeclared"


@require_GET
def organization_coverage(request: HttpRequest) -> HttpResponse:
    """The figures of a subtree on a day, and the list behind one of them."""
    actor = signed_in(request)
    form = CoverageForm({"on": clock.today().isoformat(), **request.GET.dict()})
    form.is_valid()  # what is not a day or a class narrows nothing, and is said at its field
    clean = form.cleaned_data
    head = queries.get(actor, clean.get("under") or actor.organization_code)
    day = clean.get("on") or clock.today()
    societies = queries.visible_to(actor).filter(in_subtree(head.path))
    if clean.get("society_class"):
        societies = societies.filter(society_class=clean["society_class"])
    report = queries.society_coverage(societies, head, day, meetings_kept)
    rest = request.GET.copy()
    for name in ("list", "of", "page"):
        rest.pop(name, None)
    figure, rows = _chosen(request, report)
    context = {
        "report": report,
        "head": head,
        "form": form,
        "day": day,
        "kinds": [(Kind(kind).label, count) for kind, count in report.kinds.items()],
        "figure": figure,
        "without": request.GET.get("of") == "without",
        "undeclared": request.GET.get("list") == UNDECLARED,
        "page": page_of_list(request, rows, ROWS_SHOWN),
        "query": rest.urlencode(),
    }
    return render(request, "organizations/coverage.html", context)


@require_http_methods(["GET", "POST"])
def branch_declare(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a society should have a branch."""
    actor = signed_in(request)
    society = queries.get(actor, code)
    if not can_declare(actor, society):
        raise Denied
    form = DeclareForm(request.POST or None, initial={"declared_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_branch(actor=actor, society=society, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("It was entered."))
            return redirect("organization_detail", code=code)
    status = 422 if form.errors else 200
    return render(request, "organizations/declare.html", {"form": form, "body": society}, status=status)


def _chosen(request: HttpRequest, report: CoverageReport) -> tuple[Figure | None, list[SocietyState]]:
    """The figure whose list is asked for, and the list."""
    wanted = request.GET.get("list")
    if wanted == UNDECLARED:
        return None, report.undeclared
    figure = next((one for one in report.figures if one.key == wanted and one.is_recorded), None)
    if figure is None:
        return None, []
    return figure, figure.missing if request.GET.get("of") == "without" else figure.numerator
