"""Versions: finishing, the head's decision, passing on, and putting one into the own report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in
from quanjing.manuscripts import actions, forms, queries
from quanjing.manuscripts.actions import Sent
from quanjing.manuscripts.models import Version
from quanjing.manuscripts.queries.words import paragraphs
from quanjing.manuscripts.rules import can_approve, can_edit


@require_POST
def manuscript_finish(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze what stands there; what is missing is said on the working page."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    try:
        made = actions.finish(actor=actor, compilation=compilation)
    except Invalid as error:
        for problem in error.problems:
            messages.error(request, str(problem.message))
        return redirect("manuscript_page", code=code)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("manuscript_page", code=code)
    said = (
        _("Version %(number)d waits for the head.") if made.is_waiting else _("Version %(number)d is done.")
    )
    messages.success(request, said % {"number": made.number})
    return redirect("manuscript_version", code=code, number=made.number)


@require_http_methods(["GET", "POST"])
def manuscript_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A frozen version beside the one before; POST approves, sends back or enters where it went (`do`)."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    version = queries.get_version(compilation, number)
    form = forms.ForwardForm(initial={"sent_on": clock.today()})
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        form = forms.ForwardForm(request.POST) if request.POST.get("do") == "forward" else form
        try:
            if _decided(request, version, form):
                return redirect("manuscript_version", code=code, number=number)
        except Invalid as error:
            problems = error.problems
            if form.is_bound:
                form.take(problems)
        except WrongState as error:
            messages.error(request, str(error))
            return redirect("manuscript_version", code=code, number=number)
    versions = queries.versions_of(compilation)
    earlier = compilation.versions.filter(number=number - 1).first()
    context = {
        "compilation": compilation,
        "version": next(one for one in versions if one.number == number),
        "versions": versions,
        "earlier": earlier,
        "changes": queries.differences(earlier.content, version.content) if earlier else [],
        "points": [(one, paragraphs(one["text"])) for one in version.content["points"]],
        "withdrawn": [one for one in queries.late_withdrawals(compilation) if number in one.versions],
        "form": form,
        "problems": problems,
        "may_edit": can_edit(actor, compilation),
        "may_approve": can_approve(actor, compilation) and version.is_waiting,
    }
    wrong = bool(problems) or (form.is_bound and bool(form.errors))
    return render(request, "manuscripts/version.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def manuscript_upward(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Where in the own report the version may stand; POST puts it into the draft."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    version = queries.get_version(compilation, number)
    problems: tuple[Any, ...] = ()
    if request.method == "POST":
        where, replace = request.POST.get("where", ""), request.POST.get("replace") == "yes"
        try:
            found = actions.put_upward(actor=actor, version=version, where=where, replace=replace)
        except Invalid as error:
            problems = error.problems
        except GongwenError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("It stands in the draft of your report; nothing was sent."))
            place = reverse("report_page", args=[found.assignment.directive.code])
            return redirect(f"{place}#part-{found.assignment.task.code}")
    context = {
        "compilation": compilation,
        "version": version,
        "places": queries.upward_of(actor, compilation) if can_edit(actor, compilation) else [],
        "where": request.POST.get("where", ""),
        "problems": problems,
    }
    return render(request, "manuscripts/upward.html", context, status=422 if problems else 200)


def _decided(request: HttpRequest, version: Version, form: forms.ForwardForm) -> bool:
    """Whether something was done; a form with mistakes is shown again."""
    actor, does = signed_in(request), request.POST.get("do", "")
    if does == "approve":
        actions.approve(actor=actor, version=version)
        messages.success(request, _("Approved; the units are told where their texts stand."))
    elif does == "send_back":
        actions.send_back(actor=actor, version=version, remark=request.POST.get("remark", ""))
        messages.success(request, _("Sent back to the editor."))
    elif does == "forward":
        if not form.is_valid():
            return False
        actions.forward(actor=actor, version=version, sent=Sent(**form.cleaned_data))
        messages.success(request, _("Entered in the log."))
    else:
        raise Missing
    return True
