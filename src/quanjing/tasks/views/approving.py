"""The head's approval of publishing: what waits, what would go out, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.directives.rules import can_approve, can_issue, reach_of
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.enums import Kind, Level, SocietyClass, group_label
from quanjing.organizations.queries import Selection, get
from quanjing.tasks import queries
from quanjing.tasks.actions import approve, preview, send_back, withdraw_request
from quanjing.tasks.models import Approval


@require_GET
def approval_list(request: HttpRequest) -> HttpResponse:
    """All requests of the own body, the newest first; what waits stands on top."""
    actor = signed_in(request)
    if not (actor.may(Right.CONFIRM) or actor.may(Right.ISSUE) or actor.reads_subtree):
        raise Denied
    page = page_of(request, queries.approvals_visible_to(actor), queries.APPROVAL_SORTS)
    waiting = list(queries.waiting_approvals(actor)[:20])
    return render(request, "tasks/approval_list.html", {"page": page, "waiting": waiting})


@require_http_methods(["GET", "POST"])
def approval_page(request: HttpRequest, code: str) -> HttpResponse:
    """What would go out, to whom, with which load; the head approves or sends it back."""
    actor = signed_in(request)
    asked = queries.get_approval(actor, code)
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        try:
            return _decided(request, actor, asked)
        except Invalid as error:
            problems = error.problems
        except WrongState as error:
            messages.error(request, str(error))
            return redirect("approval_page", code=code)
    context: dict[str, Any] = {
        "asked": asked,
        "directive": asked.directive,
        "audience": audience_in_words(actor, asked.selection),
        "may_approve": can_approve(actor, asked.directive),
        "may_issue": can_issue(actor, asked.directive),
        "problems": problems,
    }
    if asked.is_waiting and (context["may_approve"] or context["may_issue"]):
        selection = Selection(**asked.selection)
        context["preview"] = preview(
            actor=actor, directive=asked.directive, selection=selection, codes=asked.tasks
        )
    return render(request, "tasks/approval.html", context, status=422 if problems else 200)


@require_POST
def approval_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The officer takes the request back."""
    actor = signed_in(request)
    asked = queries.get_approval(actor, code)
    withdraw_request(actor=actor, approval=asked)
    messages.success(request, _("The request was taken back."))
    return redirect("directive_page", code=asked.directive.code)


def audience_in_words(actor: Actor, selection: Mapping[str, Any]) -> list[str]:
    """The subtree, kinds, levels, groups and classes of a selection as people read them."""
    classes = [SocietyClass(number).label for number in selection["classes"]]
    words = [Kind(one).label for one in selection["kinds"]] + [
        Level(one).label for one in selection["levels"]
    ]
    groups = [group_label(one) for one in selection.get("groups", ())]  # requests of older versions have none
    return [get(reach_of(actor), selection["under"]).name, *map(str, words), *groups, *map(str, classes)]


def _decided(request: HttpRequest, actor: Actor, asked: Approval) -> HttpResponse:
    if "send_back" in request.POST:
        send_back(actor=actor, approval=asked, remark=request.POST.get("remark", ""))
        messages.success(request, _("Sent back to the officer."))
        return redirect("approval_page", code=asked.code)
    done = approve(actor=actor, approval=asked, override=request.POST.get("override", ""))
    words = ngettext(
        "Published: %(count)d assignment.", "Published: %(count)d assignments.", done.assignments
    )
    messages.success(request, words % {"count": done.assignments})
    return redirect("directive_page", code=asked.directive.code)
