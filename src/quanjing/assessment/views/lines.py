"""The tree of a draft: one indicator a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.assessment import actions, queries
from quanjing.assessment.enums import PatternKind
from quanjing.assessment.forms import LineForm, not_understood
from quanjing.assessment.models import Indicator, Scheme
from quanjing.assessment.views.schemes import kept, tell_problems
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in


@require_http_methods(["GET", "POST"])
def line_new(request: HttpRequest, code: str) -> HttpResponse:
    """Add an indicator: `pattern` says how it is judged (none: a heading), `below` where it stands."""
    actor = signed_in(request)
    scheme = kept(actor, code)
    below = request.GET.get("below", "")
    parent = queries.get_indicator(scheme, below) if below else None
    form = LineForm(request.POST or None, pattern=_pattern(request), tiers=scheme.tiers)
    return _page(request, actor, scheme, form, None, parent)


@require_http_methods(["GET", "POST"])
def line_edit(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Change an indicator; with `pattern` the way it is judged is another."""
    actor = signed_in(request)
    scheme = kept(actor, code)
    one = queries.get_indicator(scheme, key)
    pattern = _pattern(request) if "pattern" in request.GET else one.pattern
    form = LineForm(request.POST or None, pattern=pattern, tiers=scheme.tiers)
    form.initial = form.shown(one)
    return _page(request, actor, scheme, form, one, one.parent)


@require_POST
def line_move(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Move an indicator among those beside it or below another heading, or take it away."""
    actor = signed_in(request)
    scheme = kept(actor, code)
    one = queries.get_indicator(scheme, key)
    step = request.POST.get("step", "")
    if step == "drop":
        actions.drop_indicator(actor=actor, indicator=one)
    elif step == "place":
        below = request.POST.get("below", "")
        parent = queries.get_indicator(scheme, below) if below else None
        try:
            actions.place_indicator(actor=actor, indicator=one, parent=parent)
        except Invalid as error:
            tell_problems(request, error)
    elif step in ("up", "down"):
        try:
            actions.move_indicator(actor=actor, indicator=one, up=step == "up")
        except WrongState:
            if not scheme.is_draft:
                raise
    else:
        raise Missing
    return redirect("assessment_scheme", code=code)


def _page(
    request: HttpRequest, actor: Actor, scheme: Scheme, form: LineForm, one: Indicator | None,
    parent: Indicator | None,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid() and _saved(actor, scheme, form, one, parent):
        return redirect("assessment_scheme", code=scheme.code)
    context = {
        "form": form, "scheme": scheme, "one": one, "parent": parent, "pattern": form.pattern,
        "places": queries.places_for(scheme, one) if one else [],
        "patterns": PatternKind.choices, "words": dict(PatternKind.choices).get(form.pattern, ""),
    }  # fmt: skip
    return render(request, "assessment/line.html", context, status=422 if form.errors else 200)


def _saved(
    actor: Actor, scheme: Scheme, form: LineForm, one: Indicator | None, parent: Indicator | None
) -> bool:
    try:
        wanted = form.wanted(one)
        if one is None:
            actions.add_indicator(actor=actor, scheme=scheme, wanted=wanted, parent=parent)
        else:
            actions.change_indicator(actor=actor, indicator=one, wanted=wanted)
    except Invalid as error:
        form.take(error.problems)
        return False
    except ValueError as error:
        form.add_error(None, not_understood(error))
        return False
    return True


def _pattern(request: HttpRequest) -> str:
    wanted = request.GET.get("pattern", "")
    return wanted if wanted in PatternKind.values else ""
