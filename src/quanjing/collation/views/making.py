"""The page of a collation: what goes in, the papers that are made of it and that were made."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.collation import actions, queries
from quanjing.collation.enums import NAMED, ExportKind
from quanjing.collation.forms import MakeForm
from quanjing.collation.models import Export
from quanjing.collation.rules import (
    MOST_IN_PDF,
    TOKENS,
    WITH_WAITING,
    can_keep_layouts,
    need_collatable,
    states_of,
    usual_pattern,
)
from quanjing.directives.models import Directive
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.jobs.actions import cancel
from quanjing.tasks.queries import get_directive

SHOWN = 20  # papers on the page; older ones are found by their notice's record


@require_GET
def collation_page(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    directive = get_directive(actor, code)
    need_collatable(actor, directive)
    if getattr(request, "htmx", False):
        return _list(request, actor, directive)
    return _page(request, actor, directive, MakeForm())


@require_POST
def export_make(request: HttpRequest, code: str) -> HttpResponse:
    """Have a paper made."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    need_collatable(actor, directive)
    form = MakeForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, directive, form, status=422)
    asked = form.cleaned_data
    layout = queries.get_layout(actor, directive, asked["layout"]) if asked["layout"] else None
    try:
        actions.make_export(
            actor=actor,
            directive=directive,
            kind=form.wanted(),
            states=states_of(asked["states"].split(",")),
            pattern=asked["pattern"],
            layout=layout,
        )
    except Invalid as invalid:
        form.take(invalid.problems)
        return _page(request, actor, directive, form, status=422)
    return redirect(f"{directive_url(directive)}#papers")


@require_POST
def export_again(request: HttpRequest, code: str, export: str) -> HttpResponse:
    """The same of what is there now."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    try:
        actions.again(actor=actor, export=queries.get_export(actor, directive, export))
    except Invalid as invalid:
        messages.error(request, " ".join(str(problem.message) for problem in invalid.problems))
    return redirect(f"{directive_url(directive)}#papers")


@require_POST
def export_cancel(request: HttpRequest, code: str, export: str) -> HttpResponse:
    actor = signed_in(request)
    directive = get_directive(actor, code)
    found = queries.get_export(actor, directive, export)
    if found.is_under_way and found.job is not None:
        cancel(actor=actor, job=found.job)
        messages.success(request, _("It stops at the next step."))
    return redirect(f"{directive_url(directive)}#papers")


@require_GET
def export_file(request: HttpRequest, code: str, export: str) -> FileResponse:
    """The finished paper."""
    actor = signed_in(request)
    found = queries.get_export(actor, get_directive(actor, code), export)
    if found.file is None:
        raise Missing
    return as_response(found.file, as_attachment=True)


def directive_url(directive: Directive) -> str:
    return reverse("collation_page", args=[directive.code])


def _list(request: HttpRequest, actor: Actor, directive: Directive) -> HttpResponse:
    return render(request, "collation/papers.html", _papers(actor, directive))


def _papers(actor: Actor, directive: Directive) -> dict[str, object]:
    papers: list[Export] = list(queries.exports_of(actor, directive)[:SHOWN])
    return {"directive": directive, "papers": papers, "moving": any(one.is_under_way for one in papers)}


def _page(
    request: HttpRequest, actor: Actor, directive: Directive, form: MakeForm, status: int = 200
) -> HttpResponse:
    states = states_of(request.GET.get("states", "").split(","))
    rows = queries.numbers(actor, directive)
    accepted, waiting = sum(row.accepted for row in rows), sum(row.waiting for row in rows)
    layouts = list(queries.layouts_of(actor, directive))
    kinds = [kind for kind in ExportKind if kind != ExportKind.LAYOUT]
    context = {
        "rows": rows,
        "accepted": accepted,
        "waiting": waiting,
        "nil": sum(row.nil for row in rows),
        "outside": sum(row.returned + row.open for row in rows),
        "with_waiting": states == WITH_WAITING,
        "states": ",".join(states),
        "form": form,
        "kinds": [(kind, usual_pattern(kind) if kind in NAMED else "") for kind in kinds],
        "layouts": [one for one in layouts if one.is_confirmed],
        "tokens": TOKENS.items(),
        "most_in_pdf": MOST_IN_PDF,
        "may_keep": can_keep_layouts(actor),
        "findings": queries.count_findings(actor, directive, states),
        **_papers(actor, directive),
    }
    return render(request, "collation/page.html", context, status=status)
