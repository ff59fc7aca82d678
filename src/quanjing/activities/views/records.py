"""The list of activities, one record with its steps, entering and changing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.activities import actions, queries
from quanjing.activities.enums import ActivityState
from quanjing.activities.forms import ActivityForm, CancelForm, ListFilter, initial_of
from quanjing.activities.models import Activity, ActivityKind
from quanjing.activities.rules import can_change, can_keep, may_move
from quanjing.audit.kinds import label
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.queries import get as get_organization

STEPS: dict[str, Callable[[Actor, Activity], object]] = {
    "hold": lambda actor, one: actions.hold(actor=actor, activity=one),
    "write": lambda actor, one: actions.write_up(actor=actor, activity=one),
    "again": lambda actor, one: actions.plan_again(actor=actor, activity=one),
    "leave": lambda actor, one: actions.leave(actor=actor, activity=one),
}


@require_GET
def activity_list(request: HttpRequest) -> HttpResponse:
    """The activities of the own body, or of a subtree, narrowed."""
    actor = signed_in(request)
    wanted = ListFilter(request.GET).wanted()
    found = queries.activity_list(actor, wanted)
    page = page_of(request, found, queries.SORTS, total=queries.total_of(actor, wanted))
    context = {
        "page": page,
        "wanted": wanted,
        "head": get_organization(actor, wanted.under) if wanted.under else None,
        "kinds": queries.kinds_seen_by(actor),
        "states": ActivityState,
        "took_place": queries.TOOK_PLACE,
        "keeps": can_keep(actor),
        "oversees": actor.reads_subtree,
    }
    return render(request, "activities/list.html", context)


@require_http_methods(["GET", "POST"])
def activity_new(request: HttpRequest) -> HttpResponse:
    """Choose a kind, then enter an activity; it may be planned or have taken place."""
    actor = signed_in(request)
    if not can_keep(actor):
        raise Denied
    kinds = list(queries.kinds_for(actor.path, clock.today()))
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    chosen = next((one for one in kinds if one.code == asked), None)
    if chosen is None:
        return render(request, "activities/choose.html", {"kinds": kinds})
    initial = {"day": request.GET.get("day") or clock.today(), "starts": "14:30"}
    initial["campaign"] = request.GET.get("campaign", "")
    form = ActivityForm(request.POST or None, kinds=kinds, chosen=chosen, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan(actor=actor, facts=form.facts(), hosts=form.hosts_named())
        except Invalid as error:
            _take(form, error)
        else:
            messages.success(request, _("Entered as %(number)s.") % {"number": made.number})
            return _after(request, actor, made)
    context = {"form": form, "kind": chosen, "campaigns": queries.campaigns_seen(actor)}
    return render(request, "activities/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def activity_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the record, or complete it and write it up."""
    actor = signed_in(request)
    activity = queries.get_activity(actor, code)
    if not can_change(actor, activity):
        raise Denied
    form = _edit_form(request, activity)
    theirs: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change(
                actor=actor,
                activity=activity,
                facts=form.facts(activity),
                hosts=form.hosts_named(),
                version=form.cleaned_data["version"],
            )
        except Invalid as error:
            _take(form, error)
        except Conflict as error:
            form.add_error(None, str(error))
            theirs = dict(error.theirs)
        else:
            return _after(request, actor, changed)
    context = {
        "form": form,
        "activity": activity,
        "kind": activity.kind,
        "theirs": theirs,
        "campaigns": queries.campaigns_seen(actor),
    }
    return render(request, "activities/form.html", context, status=422 if form.errors else 200)


@require_GET
def activity_page(request: HttpRequest, code: str) -> HttpResponse:
    """One record: what it says, its steps, conflicts, history."""
    actor = signed_in(request)
    return render(request, "activities/activity.html", _shown(actor, queries.get_activity(actor, code)))


@require_POST
def activity_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step: it took place, it is written up, it is called off, or a step back."""
    actor = signed_in(request)
    activity = queries.get_activity(actor, code)
    step = request.POST.get("step", "")
    form = CancelForm(request.POST if step == "cancel" else None)
    try:
        if step == "cancel":
            if form.is_valid():
                actions.cancel(actor=actor, activity=activity, reason=form.cleaned_data["reason"])
        elif step in STEPS:
            STEPS[step](actor, activity)
        else:
            raise Missing
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        missing = {problem.where for problem in error.problems}
        return redirect("activity_edit" if missing == {"present"} else "activity_page", code=code)
    if form.errors:
        context = _shown(actor, activity) | {"cancel": form}
        return render(request, "activities/activity.html", context, status=422)
    return redirect("activity_list") if step == "leave" else redirect("activity_page", code=code)


@require_POST
def activity_item(request: HttpRequest, code: str) -> HttpResponse:
    """Link an item of a notice to the record, or take it out."""
    actor = signed_in(request)
    activity = queries.get_activity(actor, code)
    move = actions.unlink_item if request.POST.get("step") == "unlink" else actions.link_item
    move(actor=actor, activity=activity, task=request.POST.get("task", ""))
    return redirect("activity_page", code=code)


def _edit_form(request: HttpRequest, activity: Activity) -> ActivityForm:
    kinds: list[ActivityKind] = list(queries.kinds_for(activity.organization.path, clock.today()))
    joint = [one.name for one in queries.hosts_of(activity) if one.pk != activity.organization_id]
    return ActivityForm(
        request.POST or None, kinds=kinds, chosen=activity.kind, initial=initial_of(activity, joint)
    )


def _after(request: HttpRequest, actor: Actor, made: Activity) -> HttpResponse:
    """Where saving leads: with “write it up” straight on, else to the record."""
    if request.POST.get("then") == "write":
        try:
            actions.write_up(actor=actor, activity=made)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
            return redirect("activity_edit", code=made.code)
    return redirect("activity_page", code=made.code)


def _take(form: ActivityForm, error: Invalid) -> None:
    """The action's problems at the form's fields: times stand in several of them."""
    places = {"starts_at": "day", "ends_at": "ends"}
    for problem in error.problems:
        where = places.get(problem.where, problem.where)
        form.add_error(where if where in form.fields else None, str(problem.message))


def _shown(actor: Actor, activity: Activity) -> dict[str, Any]:
    hosts = queries.hosts_of(activity)
    own = activity.organization_id == actor.organization_id
    keeps = can_change(actor, activity)
    history = [(entry, label(entry.verb)) for entry in queries.history_of_activity(activity)]
    return {
        "activity": activity,
        "kind": activity.kind,
        "hosts": hosts,
        "joint_here": not own and actor.organization_id in {one.pk for one in hosts} and can_keep(actor),
        "keeps": keeps,
        "items": queries.items_of(activity),
        "offered": queries.items_to_link(activity)[: queries.OFFERED] if keeps else [],
        "moves": [state.value for state in ActivityState if may_move(activity, state)],
        "has_begun": activity.starts_at <= clock.now(),
        "conflicts": queries.conflicts_of(actor, [activity]).get(activity.pk, []),
        "papers": activity.papers.select_related("file"),
        "photos": activity.photos.select_related("file"),
        "history": history,
        "cancel": CancelForm(),
    }
