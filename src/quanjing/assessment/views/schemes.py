"""Schemes: what concerns the own body, writing one, its page with every step."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.assessment import actions, queries
from quanjing.assessment.enums import PatternKind, SchemeState
from quanjing.assessment.forms import SchemeForm
from quanjing.assessment.models import Scheme
from quanjing.assessment.rules import can_approve, can_begin, can_keep, problems_of, worth_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import get as get_organization

SHOWN = 20


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """What the own body is assessed by, the schemes that it issued, what waits for the own post."""
    actor = signed_in(request)
    context = {
        "mine": list(queries.own_assessments(actor)[:SHOWN]),
        "kept": list(queries.schemes_kept_by(actor)[:SHOWN]),
        "sheets": queries.sheets_of(actor).filter(given_at=None).count(),
        "begins": _begins(actor),
    }
    return render(request, "assessment/own.html", context)


@require_http_methods(["GET", "POST"])
def scheme_new(request: HttpRequest) -> HttpResponse:
    """Begin a scheme: empty, or from the one that stands ready."""
    actor = signed_in(request)
    if not _begins(actor):
        raise Denied
    form = SchemeForm(request.POST or None, initial=SchemeForm.begun())
    if request.method == "POST" and form.is_valid():
        ready = actions.YEARLY if request.POST.get("ready") else ""
        try:
            made = actions.begin_scheme(actor=actor, wanted=form.wanted(), ready=ready)
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("assessment_scheme", code=made.code)
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
def scheme_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change the frame of a draft."""
    actor = signed_in(request)
    scheme = kept(actor, code)
    form = SchemeForm(request.POST or None, initial=SchemeForm.shown(scheme))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_scheme(actor=actor, scheme=scheme, wanted=form.wanted())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("assessment_scheme", code=code)
    return _form(request, form, scheme)


@require_GET
def scheme_page(request: HttpRequest, code: str) -> HttpResponse:
    """A scheme: for its desk with every step, for bodies to read, once published with grades."""
    actor = signed_in(request)
    scheme = queries.get_scheme(actor, code)
    tree = queries.tree_of(scheme)
    keeps = can_keep(actor, scheme)
    is_own = scheme.organization_id == actor.organization_id
    faults = problems_of(scheme, tree) if keeps and scheme.is_draft else []
    context = {
        "scheme": scheme,
        "tree": [(one, worth_of(one.indicator)) for one in tree],
        "keeps": keeps,
        "is_own": is_own,
        "approves": can_approve(actor, scheme) and scheme.state == SchemeState.APPROVAL,
        "faults": faults,
        "fault_keys": {one.where for one in faults if one.where},
        "general": [one for one in faults if not one.where],
        "progress": None if scheme.is_draft or not is_own else queries.progress_of(scheme),
        "listed": _grades(scheme) if scheme.is_published else [],
        "mine": queries.own_assessments(actor).filter(scheme=scheme).first(),
        "patterns": PatternKind.choices,
        "newer": Scheme.objects.filter(previous=scheme).first() if is_own else None,
    }
    return render(request, "assessment/scheme.html", context)


@require_POST
def scheme_step(request: HttpRequest, code: str) -> HttpResponse:
    """One step of the way of a scheme."""
    actor = signed_in(request)
    scheme = queries.get_scheme(actor, code)
    if scheme.organization_id != actor.organization_id:
        raise Denied
    reason, step = request.POST.get("reason", ""), request.POST.get("step", "")
    steps: dict[str, Callable[[], object]] = {
        "issue": lambda: actions.issue(actor=actor, scheme=scheme),
        "revise": lambda: actions.revise(actor=actor, scheme=scheme, reason=reason),
        "review": lambda: actions.begin_review(actor=actor, scheme=scheme),
        "feedback": lambda: actions.give_feedback(actor=actor, scheme=scheme),
        "ask": lambda: actions.ask_approval(actor=actor, scheme=scheme),
        "approve": lambda: actions.approve(actor=actor, scheme=scheme),
        "send-back": lambda: actions.send_back(actor=actor, scheme=scheme, reason=reason),
        "drop": lambda: actions.drop_scheme(actor=actor, scheme=scheme),
    }
    if step not in steps:
        raise Missing
    try:
        done = steps[step]()
    except Invalid as error:
        tell_problems(request, error)
        return redirect("assessment_scheme", code=code)
    if step == "drop":
        return redirect("assessment_own")
    if step in ("issue", "approve"):
        messages.success(request, _("Done; everybody concerned is told."))
    return redirect("assessment_scheme", code=done.code if isinstance(done, Scheme) else code)


def kept(actor: Actor, code: str) -> Scheme:
    """A scheme that the actor runs. Raises `Missing`, `Denied`."""
    scheme = queries.get_scheme(actor, code)
    if not can_keep(actor, scheme):
        raise Denied
    return scheme


def tell_problems(request: HttpRequest, error: Invalid) -> None:
    for words in dict.fromkeys(str(problem.message) for problem in error.problems):
        messages.error(request, words)


def _grades(scheme: Scheme) -> list[tuple[str, list[object]]]:
    """Bodies by grade, the best first, within one in the order of the register."""
    words = actions.grade_words(scheme)
    found: dict[str, list[object]] = {key: [] for key in words}
    for one in queries.listed(scheme):
        found.setdefault(one.grade, []).append(one)
    return [(words.get(key, key), bodies) for key, bodies in found.items() if bodies]


def _form(request: HttpRequest, form: SchemeForm, scheme: Scheme | None) -> HttpResponse:
    context = {"form": form, "scheme": scheme}
    return render(request, "assessment/frame.html", context, status=422 if form.errors else 200)


def _begins(actor: Actor) -> bool:
    return can_begin(actor, get_organization(actor, actor.organization_code))
