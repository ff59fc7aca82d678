"""Kinds of activities and their rhythms: what holds, defining, letting end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.activities import actions, queries
from quanjing.activities.enums import Part
from quanjing.activities.forms import EndForm, KindForm, RhythmForm
from quanjing.activities.rules import can_define, owns
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import audience_words
from quanjing.organizations.queries import get as get_organization


@require_http_methods(["GET", "POST"])
def activity_kinds(request: HttpRequest) -> HttpResponse:
    """The rhythms and kinds that the actor sees; POST defines a kind."""
    actor = signed_in(request)
    defines = can_define(actor, get_organization(actor, actor.organization_code))
    if request.method == "POST" and not defines:
        raise Denied
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.define_kind(actor=actor, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The kind can be used from now on."))
            return redirect("activity_kinds")
    context = {
        "kinds": [(one, _parts(one.parts), owns(actor, one)) for one in queries.kinds_seen_by(actor)],
        "rules": [(one, audience_words(one), owns(actor, one)) for one in queries.rules_seen_by(actor)],
        "defines": defines,
        "form": form,
        "today": clock.today(),
    }
    return render(request, "activities/kinds.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def rhythm_new(request: HttpRequest) -> HttpResponse:
    """Set a rhythm: first counted for how many bodies (GET with values), then made (POST)."""
    actor = signed_in(request)
    if not can_define(actor, get_organization(actor, actor.organization_code)):
        raise Denied
    in_use = list(queries.kinds_for(actor.path, clock.today()))
    asked = request.POST or (request.GET if "activity" in request.GET else None)
    initial = {"valid_from": clock.today().replace(month=1, day=1)}
    form = RhythmForm(asked, in_use=in_use, initial=initial)
    count: int | None = None
    if asked and form.is_valid():
        selection = form.selection(actor.organization_code)
        try:
            if request.method == "POST":
                actions.set_rhythm(actor=actor, wanted=form.wanted(), selection=selection)
                messages.success(request, _("The rhythm holds."))
                return redirect("activity_kinds")
            count = actions.preview_rhythm(actor=actor, wanted=form.wanted(), selection=selection)
        except Invalid as error:
            form.take(error.problems)
    status = 422 if form.errors else 200
    return render(request, "activities/rhythm.html", {"form": form, "count": count}, status=status)


@require_POST
def rhythm_end(request: HttpRequest, code: str) -> HttpResponse:
    """Let a rule end with a day."""
    actor = signed_in(request)
    rule = queries.get_rule(actor, code)
    return _ended(request, lambda day: actions.end_rhythm(actor=actor, rule=rule, last_day=day))


@require_POST
def kind_end(request: HttpRequest, code: str) -> HttpResponse:
    """Let a kind end with a day."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    return _ended(request, lambda day: actions.end_kind(actor=actor, kind=kind, last_day=day))


def _ended(request: HttpRequest, end: Any) -> HttpResponse:
    form = EndForm(request.POST)
    day = form.cleaned_data["last_day"] if form.is_valid() else clock.today()
    try:
        end(day)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("activity_kinds")


def _parts(parts: list[str]) -> str:
    return " · ".join(str(Part(one).label) for one in parts if one in Part.values)
