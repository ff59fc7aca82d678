"""A new name, and the end of a body: looked at before it is done."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations import actions
from quanjing.organizations.actions import EndingPlan
from quanjing.organizations.forms import EndingForm, RenameForm
from quanjing.organizations.views.posts import administered


@require_http_methods(["GET", "POST"])
def organization_rename(request: HttpRequest, code: str) -> HttpResponse:
    """A new name from a day; old documents keep the old one."""
    actor = signed_in(request)
    body = administered(actor, code)
    form = RenameForm(request.POST or None, initial={"from_day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_organization(actor=actor, organization=body, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The new name was entered."))
            return redirect("organization_detail", code=code)
    status = 422 if form.errors else 200
    return render(request, "organizations/rename.html", {"form": form, "body": body}, status=status)


@require_http_methods(["GET", "POST"])
def organization_end(request: HttpRequest, code: str) -> HttpResponse:
    """Close, merge or split: first what will happen, with counts; then the same is confirmed."""
    actor = signed_in(request)
    body = administered(actor, code)
    form = EndingForm(request.POST or None, initial={"on": clock.today()})
    plan: EndingPlan | None = None
    status = 200
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == "confirm":
            try:
                actions.end_organization(
                    actor=actor, organization=body, ending=form.ending(), seen=request.POST.get("seen", "")
                )
            except Invalid:
                pass  # the plan below names what is wrong
            except Conflict as error:
                messages.warning(request, str(error.message))
                status = 409
            else:
                messages.success(request, _("It was entered. What was done before stays visible."))
                return redirect("organization_detail", code=code)
        plan = actions.plan_ending(actor=actor, organization=body, ending=form.ending())
        form.take(plan.problems)
    context = {"form": form, "body": body, "plan": plan if plan and not plan.problems else None}
    status = 422 if form.errors else status
    return render(request, "organizations/end.html", context, status=status)
