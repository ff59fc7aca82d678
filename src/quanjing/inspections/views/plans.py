"""Inspections: the list, the plan, its page with what is next, and the record of the draw."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.inspections import actions, queries
from quanjing.inspections.enums import InspectionState
from quanjing.inspections.forms import InspectionForm, InspectionListFilter
from quanjing.inspections.matching import digest
from quanjing.inspections.models import Draw, Inspection
from quanjing.inspections.rules import can_plan, can_set_channel, owns
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import audience_words
from quanjing.organizations.queries import get as get_organization
from quanjing.tasks.queries import directive_list

SORTS = {"newest": ("-changed_at", "pk"), "date": ("last_day", "pk")}
NOTICES = 60
Step = Callable[[Actor, Inspection, HttpRequest], object]
STEPS: dict[str, Step] = {
    "announce": lambda actor, one, _request: actions.announce(actor=actor, inspection=one),
    "conclude": lambda actor, one, request: actions.conclude(
        actor=actor, inspection=one, result=request.POST.get("reason", "")
    ),
    "call-off": lambda actor, one, request: actions.call_off(
        actor=actor, inspection=one, reason=request.POST.get("reason", "")
    ),
    "seed": lambda actor, one, request: actions.fix_seed(
        actor=actor,
        inspection=one,
        seed=request.POST.get("seed", ""),
        source=request.POST.get("source", ""),
    ),
    "draw": lambda actor, one, _request: actions.draw_bodies(actor=actor, inspection=one),
    "add": lambda actor, one, request: actions.add_body(
        actor=actor,
        inspection=one,
        code=request.POST.get("body", ""),
        reason=request.POST.get("reason", ""),
    ),
}


@require_GET
def inspection_index(request: HttpRequest) -> HttpResponse:
    """The inspections that the actor sees, and what his body or desk has to do."""
    actor = signed_in(request)
    wanted = InspectionListFilter(request.GET).wanted()
    mine = queries.finding_list(actor, queries.FindingFilter(mine=True))
    context = {
        "page": page_of(request, queries.inspection_list(actor, wanted), SORTS),
        "wanted": wanted,
        "states": InspectionState,
        "own": list(queries.own_rows(actor)[:12]),
        "waiting": mine.count(),
        "plans": can_plan(actor),
        "sets_channel": can_set_channel(actor),
    }
    return render(request, "inspections/index.html", context)


@require_http_methods(["GET", "POST"])
def inspection_new(request: HttpRequest) -> HttpResponse:
    """Begin the plan of an inspection."""
    actor = signed_in(request)
    if not can_plan(actor):
        raise Denied
    today = clock.today()
    form = _form(
        request,
        actor,
        {"first_day": today, "under": actor.organization_code, "checklist": request.GET.get("checklist", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_inspection(actor=actor, wanted=form.wanted(actor.organization_code))
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("inspection_page", code=made.code)
    status = 422 if form.errors else 200
    return render(request, "inspections/form.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def inspection_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a plan before it is announced."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    if not owns(actor, inspection):
        raise Denied
    form = _form(request, actor, InspectionForm.shown(inspection))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_inspection(
                actor=actor, inspection=inspection, wanted=form.wanted(inspection.under.code)
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("inspection_page", code=code)
    context = {"form": form, "inspection": inspection}
    return render(request, "inspections/form.html", context, status=422 if form.errors else 200)


@require_GET
def inspection_page(request: HttpRequest, code: str) -> HttpResponse:
    """One inspection: what it is, how far it is, what is next."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    leads = owns(actor, inspection)
    draw = Draw.objects.filter(inspection=inspection).first() if leads else None
    context = {
        "inspection": inspection,
        "leads": leads,
        "oversees": actor.reads_subtree,
        "counts": queries.counts_of(actor, inspection),
        "stages": queries.stages_of(actor, inspection),
        "today": clock.today(),
        "superseded": queries.superseded_in(inspection),
        "audience": audience_words(inspection),
        "reach": queries.audience_of(inspection).count() if inspection.state == "draft" else None,
        "own": queries.bodies_seen(actor, inspection).filter(organization=actor.organization_id).first(),
        "draw": draw,
        "may_draw": inspection.is_under_way and inspection.has_visits and bool(inspection.per_part),
    }
    return render(request, "inspections/page.html", context)


@require_POST
def inspection_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of an inspection: announced, concluded, called off, seed fixed, drawn, a body added."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    step = request.POST.get("step", "")
    if step == "drop":
        actions.drop(actor=actor, inspection=inspection)
        return redirect("inspection_index")
    if step not in STEPS:
        raise Missing
    try:
        STEPS[step](actor, inspection, request)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    on_record = step in ("draw", "add", "seed")
    return redirect("inspection_draw" if on_record else "inspection_page", code=code)


@require_GET
def inspection_draw(request: HttpRequest, code: str) -> HttpResponse:
    """The record of the draw, to be printed and checked by anybody; for the side that inspects."""
    actor = signed_in(request)
    inspection = queries.get_inspection(actor, code)
    if not (actor.reads_subtree and actor.covers(inspection.organization.path)):
        raise Denied
    draw = Draw.objects.filter(inspection=inspection).first()
    added = inspection.bodies.exclude(added_reason="").select_related("organization")
    context = {
        "inspection": inspection,
        "draw": draw,
        "parts": _parts(draw) if draw else [],
        "added": added.order_by("organization__path"),
        "leads": owns(actor, inspection) and inspection.is_under_way,
        "reach": inspection.bodies.filter(added_reason="").count(),
        "draws": inspection.per_part is not None,
        "others": _others(inspection) if owns(actor, inspection) and inspection.is_under_way else [],
    }
    return render(request, "inspections/draw.html", context)


def _parts(draw: Draw) -> list[dict[str, Any]]:
    """Each part with its bodies in the order of their digests."""
    bodies = Organization.objects.filter(code__in=list(draw.population))
    names = dict(bodies.values_list("code", "name"))
    chosen = set(draw.chosen)
    lines = sorted((part, digest(draw.seed, code), code) for code, part in draw.population.items())
    found = []
    for part, group in groupby(lines, key=lambda line: line[0]):
        rows = [
            {"code": code, "name": names.get(code, code), "digest": text[:16], "is_chosen": code in chosen}
            for _part, text, code in group
        ]
        found.append({"name": part, "rows": rows, "chosen": sum(row["is_chosen"] for row in rows)})
    return found


def _others(inspection: Inspection) -> list[Organization]:
    """Bodies of the list that are not to be visited yet, to add one by hand."""
    rows = inspection.bodies.filter(is_visited=False).select_related("organization")
    return [one.organization for one in rows.order_by("organization__path")[:500]]


def _form(request: HttpRequest, actor: Actor, initial: dict[str, object]) -> InspectionForm:
    return InspectionForm(
        request.POST or None,
        initial=initial,
        checklists=queries.checklists_in_use(actor),
        directives=directive_list(actor).order_by("-pk")[:NOTICES],
        guidance=queries.guidance_seen(actor),
        heads=_heads(actor, str(initial.get("under", ""))),
    )


def _heads(actor: Actor, chosen: str) -> list[tuple[str, str]]:
    """The bodies to choose from, and the one that stands in the plan already."""
    heads = queries.heads_to_choose(actor)
    if chosen and chosen not in dict(heads):
        heads.append((chosen, get_organization(actor, chosen).name))
    return heads
