"""Errata and supersession: the forms of the issuer, and the list of versions for everyone addressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.directives.enums import DirectiveState, VersionKind
from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.foundation.http import signed_in
from quanjing.foundation.templatetags.quanjing import cn_date, cn_moment
from quanjing.tasks import queries
from quanjing.tasks.actions import amend, cancellable, preview_amendment, supersede
from quanjing.tasks.forms import ReasonForm, erratum_changes, erratum_values

FACT_NAMES = {
    "name": gettext_lazy("Name"),
    "audience": gettext_lazy("For whom"),
    "deadline": gettext_lazy("Deadline"),
    "cancelled": gettext_lazy("Open assignments"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of one task, old and new in words."""

    position: int
    task: str
    fact: str
    old: str
    new: str


@require_GET
def directive_versions(request: HttpRequest, code: str) -> HttpResponse:
    """What changed since publishing, for everyone who sees the directive."""
    actor = signed_in(request)
    directive = queries.get_directive(actor, code)
    versions = [(one, changes_of(one)) for one in queries.versions_of(directive)]
    context = {
        "directive": directive,
        "versions": versions,
        "old": directive.supersedes,
        "new": directive.superseded_by.first(),
        "may_issue": can_issue(actor, directive),
        "recalled": queries.recalled(directive),
    }
    return render(request, "tasks/versions.html", context)


@require_http_methods(["GET", "POST"])
def directive_erratum(request: HttpRequest, code: str) -> HttpResponse:
    """Change facts of published tasks: first looked at, old beside new, then made."""
    actor = signed_in(request)
    directive = _published(actor, code)
    tasks = queries.load_tasks(directive, None)
    form = ReasonForm(request.POST or None)
    context: dict[str, Any] = {"directive": directive, "form": form, "problems": ()}
    context["rows"] = [(task, _posted(request, task)) for task in tasks]
    if request.method == "POST" and form.is_valid():
        kind, changes = VersionKind.ERRATUM, erratum_changes(tasks, request.POST)
        try:
            if request.POST.get("step") == "make":
                reason = form.cleaned_data["reason"]
                amend(actor=actor, directive=directive, kind=kind, reason=reason, changes=changes)
                return redirect("directive_versions", code=code)
            seen = preview_amendment(actor=actor, directive=directive, kind=kind, changes=changes)
            context |= {"changes": [_change(one) for one in seen.changes], "units": seen.units}
        except Invalid as error:
            context["problems"] = error.problems
    status = 422 if form.errors or context["problems"] else 200
    return render(request, "tasks/erratum.html", context, status=status)


@require_http_methods(["GET", "POST"])
def directive_supersede(request: HttpRequest, code: str) -> HttpResponse:
    """Say which earlier notice this one replaces, and which of its tasks end; the counts come first."""
    actor = signed_in(request)
    directive = _published(actor, code)
    earlier = queries.directive_list(actor, state=DirectiveState.PUBLISHED).exclude(pk=directive.pk)
    earlier = earlier.filter(organization=directive.organization_id, superseded_by=None)
    wanted = request.POST.get("old") or request.GET.get("old", "")
    old = earlier.filter(code=wanted).first()
    form = ReasonForm(request.POST or None)
    problems: tuple[Any, ...] = ()
    if request.method == "POST" and old and form.is_valid():
        reason, cancel = form.cleaned_data["reason"], request.POST.getlist("cancel")
        try:
            supersede(actor=actor, directive=directive, old=old, cancel=cancel, reason=reason)
            return redirect("directive_versions", code=code)
        except Invalid as error:
            problems = error.problems
    tasks = cancellable(actor=actor, directive=old) if old else []
    context: dict[str, Any] = {
        "directive": directive,
        "old": old,
        "form": form,
        "tasks": tasks,
        "problems": problems,
    }
    context["choices"] = earlier.order_by("-published_at")[:100]
    status = 422 if form.errors or problems else 200
    return render(request, "tasks/supersede.html", context, status=status)


def changes_of(version: DirectiveVersion) -> list[Change]:
    """The changes of a version in words."""
    return [_change(one) for one in version.changes]


def _published(actor: Actor, code: str) -> Directive:
    directive = queries.get_directive(actor, code)
    if not can_issue(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
    return directive


def _posted(request: HttpRequest, task: Any) -> dict[str, str]:
    """What the inputs of a task show: what was typed, else as it stands."""
    shown = erratum_values(task)
    return {fact: request.POST.get(f"{task.code}.{fact}", value) for fact, value in shown.items()}


def _change(one: dict[str, Any]) -> Change:
    fact = one["fact"]
    if fact == "cancelled":
        return Change(one["position"], one["name"], str(FACT_NAMES[fact]), _("open"), _("cancelled"))
    old, new = (_said(fact, one[side]) for side in ("old", "new"))
    return Change(one["position"], one["name"], str(FACT_NAMES[fact]), old, new)


def _said(fact: str, value: Any) -> str:
    if fact != "deadline":
        return str(value)
    due = cn_date(date.fromisoformat(value["due"])) if value["due"] else _("no date")
    words = f"{due} {value['time']}".strip()
    if not value["closes"]:
        return words
    closes = cn_moment(datetime.fromisoformat(value["closes"]))
    return _("%(due)s, late until %(closes)s") % {"due": words, "closes": closes}
