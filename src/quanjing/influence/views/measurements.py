"""The list of measurements, one of them for whoever looks, and its steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in, taking_part
from quanjing.foundation.paging import page_of
from quanjing.influence import actions, queries
from quanjing.influence.enums import State
from quanjing.influence.forms import DaysForm, MeasurementForm, NamesForm, ReasonForm, initial_of
from quanjing.influence.models import Measurement
from quanjing.influence.queries.measurements import SORTS
from quanjing.influence.rules import can_add, can_begin, can_join, can_keep, may_move
from quanjing.organizations.models import Organization


@require_GET
def influence_list(request: HttpRequest) -> HttpResponse:
    """What is measured openly, the newest first."""
    actor = taking_part(request)
    found = queries.visible_to(actor).select_related("organization")
    body = Organization.objects.filter(pk=actor.organization_id).first()
    context = {
        "page": page_of(request, found, SORTS),
        "begins": body is not None and can_begin(actor, body),
    }
    return render(request, "influence/list.html", context)


@require_http_methods(["GET", "POST"])
def influence_new(request: HttpRequest) -> HttpResponse:
    """Begin a draft with the three dimensions of practice."""
    actor = signed_in(request)
    body = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not can_begin(actor, body):
        raise Denied
    form = MeasurementForm(request.POST or None, initial=_first())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(actor=actor, facts=form.facts())
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The draft is kept; only your desk sees it."))
            return redirect("influence_page", code=made.code)
    return render(request, "influence/form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def influence_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a draft."""
    actor = signed_in(request)
    found = queries.get(actor, code)
    if not can_keep(actor, found):
        raise Denied
    form = MeasurementForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change(actor=actor, measurement=found, facts=form.facts(), version=version)
        except Invalid as error:
            form.take(error.problems)
        except (Conflict, WrongState) as error:
            form.add_error(None, str(error))
        else:
            return redirect("influence_page", code=code)
    context = {"form": form, "found": found}
    return render(request, "influence/form.html", context, status=422 if form.errors else 200)


@require_GET
def influence_page(request: HttpRequest, code: str) -> HttpResponse:
    """One measurement as its reader needs it: the formula for all, the own list, the desk's numbers."""
    actor = taking_part(request)
    return render(request, "influence/page.html", _context(actor, queries.get(actor, code)))


@require_POST
def influence_step(request: HttpRequest, code: str) -> HttpResponse:
    """Open, check, publish, call off; join, leave, name, confirm."""
    actor = signed_in(request)
    found = queries.get(actor, code)
    forms = {
        "call_off": ReasonForm(request.POST),
        "reopen": DaysForm(request.POST),
        "name": NamesForm(request.POST),
    }
    step = request.POST.get("step", "")
    form = forms.get(step)
    if form is not None and not form.is_valid():
        return _again(request, actor, found, " ".join(str(one) for one in form.errors.values()))
    try:
        _take(actor, found, step, form.cleaned_data if form else {})
    except Invalid as error:
        return _again(request, actor, found, " ".join(str(problem.message) for problem in error.problems))
    messages.success(request, _("Done."))
    return redirect("influence_page", code=code)


def _take(actor: Actor, found: Measurement, step: str, given: dict[str, Any]) -> None:
    steps: dict[str, Any] = {
        "open": actions.open_measurement,
        "check": actions.check,
        "reopen": actions.reopen,
        "publish": actions.publish,
        "call_off": actions.call_off,
        "join": actions.join,
        "leave": actions.leave,
        "name": actions.name_aliases,
        "confirm": actions.confirm,
    }
    if step not in steps:
        raise Missing
    if step == "name":
        given = {"names": given["names"].splitlines()}
    steps[step](actor=actor, measurement=found, **given)


def _again(request: HttpRequest, actor: Actor, found: Measurement, problem: str) -> HttpResponse:
    context = _context(actor, queries.get(actor, found.code)) | {"problem": problem}
    return render(request, "influence/page.html", context, status=422)


def _context(actor: Actor, found: Measurement) -> dict[str, Any]:
    keeps = can_keep(actor, found)
    oversees = queries.oversees(actor, found)
    body = Organization.objects.filter(pk=actor.organization_id).first()
    joined = queries.participant_of(actor, found)
    return {
        "found": found,
        "dimensions": list(found.dimensions.all()),
        "keeps": keeps,
        "oversees": oversees,
        "third": queries.own_third_party(actor, found),
        "thirds": list(queries.third_parties_of(found)),
        "progress": queries.progress_of(found) if oversees else None,
        "participants": list(queries.participants_of(found)) if oversees else [],
        "joined": joined,
        "may_join": joined is None and body is not None and can_join(actor, found, body),
        "adds": can_add(actor, found),
        "steps": {to.value for to in State if keeps and may_move(found, to)},
        "names": NamesForm(None, initial={"names": "\n".join(joined.names)}) if joined else None,
        "call_off": ReasonForm(None),
        "days": DaysForm(None, initial={"collect_until": clock.today()}),
        "today": clock.today(),
    }


def _first() -> dict[str, object]:
    """The dimensions that notices name, in equal parts as far as 100 allows."""
    names = (
        (_("Advice adopted"), _("Advice that was taken up, by the paper that says so"), 34),
        (_("Services given"), _("Consulting, popular science and technical services that took place"), 33),
        (_("Exchanges held"), _("Meetings and exchanges with others, at home and abroad"), 33),
    )
    found: dict[str, object] = {"year": clock.today().year, "kinds": ["society"]}
    for place, (name, hint, weight) in enumerate(names, start=1):
        found |= {f"d{place}.name": name, f"d{place}.hint": hint, f"d{place}.weight": weight}
    return found
