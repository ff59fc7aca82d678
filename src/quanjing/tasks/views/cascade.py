"""Confirming receipt, passing a directive on, and the way that it took."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive, Receipt
from quanjing.directives.rules import can_issue, is_editable
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import ancestors, get
from quanjing.tasks.actions import add_task, adopt, confirm_receipt, drop_task, reissue
from quanjing.tasks.forms import OwnTaskForm, PassOnForm
from quanjing.tasks.models import Task
from quanjing.tasks.queries import (
    adoptable,
    chain,
    get_directive,
    incoming_of,
    recalled,
    receipt_of,
    reissue_by,
)
from quanjing.tasks.registry import offers
from quanjing.tasks.rules import can_reissue
from quanjing.tasks.rules.incoming import is_superiors_paper, keeps_register


@require_POST
def receipt_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """One press: the notice has arrived."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    confirm_receipt(actor=actor, directive=directive)
    messages.success(request, _("Receipt confirmed."))
    return redirect("report_page" if request.POST.get("back") else "directive_page", code=code)


@require_POST
def directive_reissue(request: HttpRequest, code: str) -> HttpResponse:
    """Open the own directive that passes this one on, and go there."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    form = PassOnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The buffer is a number of days from 0 to 60."))
        return redirect("directive_page", code=code)
    own = reissue(actor=actor, directive=directive, buffer=form.cleaned_data["buffer"])
    return redirect("directive_page", code=own.code)


@require_POST
def directive_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Take the items of another superior's directive into the one that is being prepared."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    source = get_directive(actor, request.POST.get("source", ""))
    made = adopt(actor=actor, directive=directive, source=source)
    messages.success(request, _("Items taken over: %(count)d.") % {"count": len(made)})
    return redirect("directive_page", code=code)


@require_POST
def task_add(request: HttpRequest, code: str) -> HttpResponse:
    """An item of the body's own."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    form = OwnTaskForm(request.POST)
    try:
        if form.is_valid():
            add_task(actor=actor, directive=directive, changes=form.changes())
            messages.success(request, _("Added as a task."))
        else:
            messages.error(request, _("A task needs a name; a date such as 2026-09-15."))
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("directive_page", code=code)


@require_POST
def task_drop(request: HttpRequest, code: str, task: str) -> HttpResponse:
    """Take out an item that was added by hand."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    found = Task.objects.select_related("directive").filter(directive=directive, code=task).first()
    if found is None:
        raise Denied
    drop_task(actor=actor, task=found)
    messages.success(request, _("Taken out."))
    return redirect("directive_page", code=code)


@require_GET
def directive_chain(request: HttpRequest, code: str) -> HttpResponse:
    """Who passed it on to whom, and where it stopped; `?under=` looks below one body."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not actor.reads_subtree:
        raise Denied
    under = request.GET.get("under", "")
    found = chain(actor, directive, get(actor, under) if under else None)
    above = [body for body in ancestors(actor, found.under) if body.path >= found.root.organization.path]
    context = {"directive": directive, "chain": found, "above": above, "recalled": recalled(found.root)}
    return render(request, "tasks/chain.html", context)


def passing(actor: Actor, directive: Directive) -> dict[str, Any]:
    """What the page of a directive says about receipt and passing on."""
    editable = is_editable(directive) and can_issue(actor, directive)
    may_pass_on = can_reissue(actor, directive)
    receipt = receipt_of(actor, directive) if directive.state in OUT else None
    return {
        "receipt": receipt if directive.is_published else None,
        "incoming": incoming_of(actor, directive),
        "may_register": _may_register(actor, directive, receipt),
        "may_confirm": actor.may(Right.REPORT) or actor.may(Right.ISSUE),
        "may_pass_on": may_pass_on,
        "may_compose": actor.may(Right.ISSUE),
        "offers": offers(actor, directive),
        "passed_on": reissue_by(actor, directive) if may_pass_on else None,
        "pass_on_form": PassOnForm() if may_pass_on else None,
        "bases": list(directive.bases.select_related("source")),
        "own_task_form": OwnTaskForm() if editable else None,
        "adoptable": list(adoptable(actor, directive)[:20]) if editable else [],
    }


def _may_register(actor: Actor, directive: Directive, receipt: Receipt | None) -> bool:
    """Whether the own register takes it: it addresses the body, or is a superior's paper put in here."""
    if not keeps_register(actor):
        return False
    is_own = directive.organization_id == actor.organization_id
    return receipt is not None or (is_own and is_superiors_paper(directive, directive.organization))
