"""Members of joint branches, alliances, advisory boards and classes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations import actions, queries
from quanjing.organizations.forms import EndForm, MembersForm
from quanjing.organizations.rules import can_administer


@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest, code: str) -> HttpResponse:
    """Name bodies that join this one, one a line; all are entered or none."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    if not can_administer(actor, body):
        raise Denied
    form = MembersForm(request.POST or None, initial={"starts_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["members"].splitlines()
        try:
            entered = actions.add_members(
                actor=actor, body=body, words=words, starts_on=form.cleaned_data["starts_on"]
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            told = ngettext("%(count)d member was entered.", "%(count)d members were entered.", len(entered))
            messages.success(request, told % {"count": len(entered)})
            return redirect("organization_detail", code=code)
    context = {"form": form, "body": body}
    return render(request, "organizations/member_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def member_end(request: HttpRequest, code: str, membership_id: int) -> HttpResponse:
    """Let a membership end on a day."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    if not can_administer(actor, body):
        raise Denied
    membership = get_object_or_404(queries.memberships_in_scope(actor), pk=membership_id, body=body)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_membership(actor=actor, membership=membership, on=form.cleaned_data["ends_on"])
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The end of the membership was entered."))
            return redirect("organization_detail", code=code)
    context = {"form": form, "membership": membership}
    return render(request, "organizations/member_end.html", context, status=422 if form.errors else 200)
