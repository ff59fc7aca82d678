"""Posts: one's own hats and tokens, and those that an administrator sets up."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.accounts.actions import NewPerson
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, SignInRequired
from quanjing.foundation.http import PageRequest, signed_in
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Office, Role
from quanjing.organizations.forms import EndForm, PostForm
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.rules import can_administer


@require_GET
def post_list(request: HttpRequest) -> HttpResponse:
    """One's own posts and those one is the delegate for; also for a person who holds none."""
    return _own_page(request, _person(request))


@require_POST
def post_switch(request: HttpRequest) -> HttpResponse:
    """Act under another of one's own posts, without signing out."""
    post = queries.hat_of(_person(request).user_id, request.POST.get("post", ""))
    request.session[queries.POST_IN_SESSION] = post.code
    return redirect("/")


@never_cache
@require_POST
def token_add(request: HttpRequest) -> HttpResponse:
    """A token for the present post, shown on this page only."""
    actor = signed_in(request)
    secret = actions.issue_token(post=queries.own_post(actor.user_id, actor.post_code))
    return _own_page(request, actor, secret=secret)


@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    actor = signed_in(request)
    token = get_object_or_404(
        queries.tokens_of(cast(int, actor.post_id)).select_related("post__organization"), pk=token_id
    )
    actions.revoke_token(actor=actor, token=token)
    messages.success(request, _("The token no longer works."))
    return redirect("post_list")


@require_http_methods(["GET", "POST"])
@never_cache
def post_add(request: HttpRequest, code: str) -> HttpResponse:
    """A post with a person; somebody new gets a one-time link, shown once."""
    actor = signed_in(request)
    body = administered(actor, code)
    like = _post_of(body, request.GET["like"]) if "like" in request.GET else None
    form = PostForm(request.POST or None, initial=_alike(like, request.GET.get("office", "")))
    if request.method == "POST" and form.is_valid():
        try:
            post = _appoint(actor, body, form.cleaned_data, like)
        except Invalid as error:
            form.take(error.problems)
        else:
            return _after_appointing(request, actor, post)
    status = 422 if form.errors else 200
    return render(request, "organizations/post_form.html", {"form": form, "body": body}, status=status)


@require_http_methods(["GET", "POST"])
def post_end(request: HttpRequest, code: str, post_code: str) -> HttpResponse:
    """Let a post end on a day."""
    actor = signed_in(request)
    post = _post_of(administered(actor, code), post_code)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today().isoformat()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_post(actor=actor, post=post, on=form.cleaned_data["ends_on"])
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("The end of the term was entered."))
            return redirect("organization_detail", code=code)
    status = 422 if form.errors else 200
    return render(request, "organizations/post_end.html", {"form": form, "post": post}, status=status)


@never_cache
@require_POST
def post_link(request: HttpRequest, code: str, post_code: str) -> HttpResponse:
    """A new one-time link for the holder of a post, on a slip."""
    actor = signed_in(request)
    body = administered(actor, code)
    slips = actions.invite_holders(actor=actor, under=body, posts=[_post_of(body, post_code)])
    if not slips:
        raise Denied
    return render(request, "organizations/slips.html", {"slips": slips, "body": body})


def _alike(like: Post | None, office: str) -> dict[str, str]:
    """What the form of a post begins with: like another post, or of an office."""
    if like is not None:
        return {"title": like.title, "role": like.role, "office": like.office}
    if office in Office.values and office:
        return {"title": str(Office(office).label), "role": Role.NONE, "office": office}
    return {}


def _appoint(actor: Actor, body: Organization, clean: dict[str, Any], like: Post | None) -> Post:
    """The post that the form describes, vacant without the name of a person; a vacant `like` is filled."""
    kept = {name: clean[name] for name in ("title", "role", "office", "starts_on", "ends_on")}
    if not clean["person_name"].strip():
        return actions.create_post(actor=actor, organization=body, holder=None, **kept)
    person = NewPerson(clean["username"], clean["person_name"], clean["email"], clean["phone"])
    if like is not None and like.holder is None:
        term = {name: clean[name] for name in ("starts_on", "ends_on")}
        return actions.fill_post(actor=actor, post=like, person=person, **term)
    return actions.appoint(actor=actor, organization=body, person=person, **kept)


def _after_appointing(request: HttpRequest, actor: Actor, post: Post) -> HttpResponse:
    messages.success(request, _("The post was set up."))
    if post.holder is None or post.role == Role.NONE or post.holder.has_usable_password():
        return redirect("organization_detail", code=post.organization.code)
    slips = actions.invite_holders(actor=actor, under=post.organization, posts=[post])
    return render(request, "organizations/slips.html", {"slips": slips, "body": post.organization})


def _person(request: HttpRequest) -> Actor:
    actor = cast(PageRequest, request).actor
    if actor is None:
        raise SignInRequired
    return actor


def _own_page(request: HttpRequest, actor: Actor, secret: str = "") -> HttpResponse:
    context = {
        "posts": cast(PageRequest, request).hats,
        "tokens": queries.tokens_of(actor.post_id) if actor.post_id and not actor.acting_for else (),
        "delegations": queries.delegations_to_come().filter(post__code=actor.post_code),
        "secret": secret,
    }
    return render(request, "organizations/own_posts.html", context)


def administered(actor: Actor, code: str) -> Organization:
    """A body that the actor administers. Raises `Missing`, `Denied`."""
    body = queries.get(actor, code)
    if not can_administer(actor, body):
        raise Denied
    return body


def _post_of(body: Organization, post_code: str) -> Post:
    post = queries.posts_at(body).filter(code=post_code).first()
    if post is None:
        raise Missing
    post.organization = body
    return post
