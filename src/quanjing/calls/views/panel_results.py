"""The desk: results with the sheets behind them, files to take away, the order of the road show."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.calls.actions import panel_files, rounds
from quanjing.calls.actions.opening import correct_call
from quanjing.calls.actions.panel_files import decided_by, rules_in_words
from quanjing.calls.enums import Round
from quanjing.calls.forms.panels import RulesForm, ShowForm
from quanjing.calls.judging.results import upper_share
from quanjing.calls.models import Call, Direction
from quanjing.calls.queries.decisions import sheets_behind
from quanjing.calls.queries.panel_results import counted, results
from quanjing.calls.queries.panels import desk_application, judged_of, sittings_of
from quanjing.calls.rules import owns_call
from quanjing.calls.rules.judging import may_correct_rules
from quanjing.calls.views.panels import run_by
from quanjing.calls.views.result_rows import ResultRow, rows_of_page
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import attachment

Maker = Callable[[Actor, Call], bytes]
FILES: dict[str, tuple[str, Maker]] = {
    "xlsx": ("xlsx", lambda actor, call: panel_files.scores_xlsx(actor=actor, call=call, with_names=False)),
    "names": ("xlsx", lambda actor, call: panel_files.scores_xlsx(actor=actor, call=call, with_names=True)),
    "docx": ("docx", lambda actor, call: panel_files.ranking_docx(actor=actor, call=call)),
}


@require_GET
def panel_results(request: HttpRequest, code: str) -> HttpResponse:
    """Results of one direction by place: what counted, what was left out, which rule decided."""
    _actor, call = run_by(request, code)
    directions = list(call.directions.all())
    direction = _chosen(directions, request.GET.get("direction", ""))
    found = results(call, direction.pk)
    page = rows_of_page(request, found)
    context = {
        "call": call,
        "directions": directions,
        "direction": direction,
        "page": page,
        "rules": rules_in_words(call),
        "unscored": judged_of(call).filter(direction=direction).count() - len(found),
    }
    return render(request, "calls/panel_results.html", context)


@require_http_methods(["GET", "POST"])
def panel_rules(request: HttpRequest, code: str) -> HttpResponse:
    """How equals are separated and what each criterion weighs; corrected until somebody has scored."""
    actor, call = run_by(request, code)
    form = RulesForm(call, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        changes = {"ties": given["ties"], "seed": given["seed"]}
        try:
            correct_call(
                actor=actor, call=call, changes=changes, weights=form.weights(), reason=given["reason"]
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("Corrected; everybody is told."))
            return redirect("panel_list", code=code)
    may_change = owns_call(actor, call) and may_correct_rules(call)
    context = {"call": call, "form": form, "may_change": may_change, "words": rules_in_words(call)}
    return render(request, "calls/panel_rules.html", context, status=422 if form.errors else 200)


@require_GET
def panel_sheets(request: HttpRequest, code: str, application: str) -> HttpResponse:
    """The sheets behind one result."""
    _actor, call = run_by(request, code)
    one = desk_application(call, application)
    criteria = list(call.criteria.all())
    counts = set(counted(call).filter(application=one).values_list("pk", flat=True))
    result = next((found for found in results(call, one.direction_id) if found.key == one.pk), None)
    context = {
        "call": call,
        "application": one,
        "row": ResultRow(one, result) if result else None,
        "decided_by": decided_by(result) if result else "",
        "criteria": criteria,
        "sheets": [
            (sheet, [sheet.points.get(str(each.pk), "—") for each in criteria], sheet.pk in counts)
            for sheet in sheets_behind(one)
        ],
    }
    return render(request, "calls/panel_sheets.html", context)


@require_GET
def panel_export(request: HttpRequest, code: str, kind: str) -> HttpResponse | FileResponse:
    """A file: scores without and with names, the order, everything for computing again."""
    actor, call = run_by(request, code)
    if kind == "json":
        answer = HttpResponse(
            panel_files.results_json(actor=actor, call=call), content_type="application/json"
        )
        answer["Content-Disposition"] = f'attachment; filename="{call.code}.json"'
        return answer
    if kind not in FILES:
        raise Missing
    ending, make = FILES[kind]
    return attachment(make(actor, call), f"{call.title}.{ending}")


@require_http_methods(["GET", "POST"])
def panel_show(request: HttpRequest, code: str) -> HttpResponse:
    """Who comes to the road show, and the order drawn by lot with its times."""
    actor, call = run_by(request, code)
    sittings = sittings_of(call)
    if not call.show_share:
        raise Missing
    chosen = set(upper_share(results(call), call.show_share))
    rows = judged_of(call).filter(pk__in=chosen)
    directions = [one for one in call.directions.all() if rows.filter(direction=one).exists()]
    form = ShowForm(directions, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            rounds.draw_show(
                actor=actor, call=call, begins=form.begins(), minutes=given["minutes"] or 0,
                place=given["place"],
            )  # fmt: skip
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("panel_show", code=code)
    paper = sittings.get(Round.PAPER)
    slots = judged_of(call).exclude(show_slot=None).select_related("show_slot", "organization", "direction")
    context = {
        "call": call, "form": form, "number": len(chosen), "slots": slots.order_by("show_slot__starts_at"),
        "ready": paper is not None and paper.closed_at is not None, "begun": Round.SHOW in sittings,
    }  # fmt: skip
    return render(request, "calls/panel_show.html", context, status=422 if form.errors else 200)


def _chosen(directions: list[Direction], code: str) -> Direction:
    if not directions:
        raise Missing
    return next((one for one in directions if one.code == code), directions[0])
