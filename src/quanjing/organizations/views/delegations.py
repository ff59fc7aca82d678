"""A delegate for the days that the holder of a post is away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.organizations import actions, queries
from quanjing.organizations.forms import DelegateForm
from quanjing.organizations.models import Post
from quanjing.organizations.rules import can_delegate


@require_http_methods(["GET", "POST"])
def post_delegate(request: HttpRequest, code: str, post_code: str) -> HttpResponse:
    """Name somebody who acts under this post for some days."""
    actor = signed_in(request)
    post = _post(actor, code, post_code)
    today = clock.today()
    form = DelegateForm(request.POST or None, initial={"first_day": today, "last_day": today})
    if request.method == "POST" and form.is_valid():
        try:
            delegation = actions.delegate_post(actor=actor, post=post, **form.cleaned_data)
        except Invalid as error:
            form.take(error.problems)
        else:
            told = _("%(name)s stands in for these days.") % {"name": delegation.delegate.name}
            messages.success(request, told)
            return _back(actor, post)
    status = 422 if form.errors else 200
    return render(request, "organizations/delegate_form.html", {"form": form, "post": post}, status=status)


@require_POST
def delegation_revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back at once."""
    actor = signed_in(request)
    delegation = get_object_or_404(queries.delegations_to_come(), pk=delegation_id)
    if not can_delegate(actor, delegation.post):
        raise Missing
    actions.revoke_delegation(actor=actor, delegation=delegation)
    messages.success(request, _("The delegate no longer has these rights."))
    return _back(actor, delegation.post)


def _post(actor: Actor, code: str, post_code: str) -> Post:
    body = queries.get(actor, code)
    post = queries.posts_at(body).filter(code=post_code).exclude(holder=None).first()
    if post is None:
        raise Missing
    post.organization = body
    if not can_delegate(actor, post):
        raise Denied
    return post


def _back(actor: Actor, post: Post) -> HttpResponse:
    if actor.post_id == post.pk:
        return redirect("post_list")
    return redirect("organization_detail", code=post.organization.code)
