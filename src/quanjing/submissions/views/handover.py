"""Handing everything open to the next: the list with its counts first, then one action."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import signed_in
from quanjing.organizations.models import Post
from quanjing.organizations.queries import visible_to
from quanjing.organizations.rules import can_administer
from quanjing.submissions import actions, queries


@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """Of one's own post; an administrator names another with `post`."""
    actor = signed_in(request)
    leaving = _leaving(actor, request.GET.get("post", ""))
    others = queries.successors(leaving)
    chosen = next((post for post in others if post.code == request.POST.get("to", "")), None)
    if request.method == "POST" and chosen is not None:
        work = actions.hand_over(actor=actor, leaving=leaving, to=chosen)
        text = ngettext("%(count)d thing was handed over.", "%(count)d things were handed over.", work.total)
        messages.success(request, text % {"count": work.total})
        return redirect(request.get_full_path())
    context = {"leaving": leaving, "work": queries.open_work(leaving), "others": others}
    return render(request, "submissions/handover.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200


def _leaving(actor: Actor, code: str) -> Post:
    """One's own post, or the named one of a body that one administers. Raises `Missing`."""
    found = Post.objects.select_related("organization", "holder")
    if not code or code == actor.post_code:
        return found.get(code=actor.post_code)
    post = found.filter(code=code, organization__in=visible_to(actor)).first()
    if post is None or not can_administer(actor, post.organization):
        raise Missing
    return post
