"""Desks of a body: the list, one desk with its officers, substitutes for some days."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.forms import DeskForm, SubstituteForm
from quanjing.organizations.models import Desk, DeskSeat, Organization, Post
from quanjing.organizations.rules import can_keep_desks

REVIEWING = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]


@require_GET
def desk_list(request: HttpRequest, code: str) -> HttpResponse:
    """The desks of a body with who sits at them."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    if not actor.reads_subtree:
        raise Denied
    context = {"body": body, "desks": queries.open_desks(body.pk), "keeps": can_keep_desks(actor, body)}
    return render(request, "organizations/desks.html", context)


@require_http_methods(["GET", "POST"])
def desk_add(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    body = queries.get(actor, code)
    if not can_keep_desks(actor, body):
        raise Denied
    form = DeskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            desk = actions.open_desk(
                actor=actor, organization=body, facts=actions.DeskFacts(**form.cleaned_data)
            )
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("desk_page", code=desk.code)
    return _form(request, form, body)


@require_GET
def desk_page(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    return _page(request, actor, queries.get_desk(actor, code))


@require_http_methods(["GET", "POST"])
def desk_edit(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    desk = _kept(actor, code)
    initial = {
        "name": desk.name,
        "phone": desk.phone,
        "email": desk.email,
        "closed": desk.closed_on is not None,
    }
    form = DeskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_desk(actor=actor, desk=desk, facts=actions.DeskFacts(**form.cleaned_data))
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("desk_page", code=desk.code)
    return _form(request, form, desk.organization, desk)


@require_POST
def desk_seat(request: HttpRequest, code: str) -> HttpResponse:
    """Put a post at the desk."""
    actor = signed_in(request)
    desk = _kept(actor, code)
    post = _posts(desk).filter(code=request.POST.get("post", "")).first()
    if post is None:
        raise Missing
    actions.seat(actor=actor, desk=desk, post=post)
    return redirect("desk_page", code=code)


@require_POST
def seat_change(request: HttpRequest, code: str, post_code: str) -> HttpResponse:
    """Take a post from the desk (`leave`), or name its substitute for some days."""
    actor = signed_in(request)
    desk = _kept(actor, code)
    found = DeskSeat.objects.select_related("post", "desk__organization")
    seat = found.filter(desk=desk, post__code=post_code).first()
    if seat is None:
        raise Missing
    if "leave" in request.POST:
        actions.leave_desk(actor=actor, seat=seat)
        return redirect("desk_page", code=code)
    form = SubstituteForm(request.POST)
    form.is_valid()
    clean = form.cleaned_data
    substitute = _posts(desk).filter(code=clean.get("substitute", "")).first()
    try:
        actions.set_substitute(
            actor=actor, seat=seat, substitute=substitute, first=clean.get("first"), last=clean.get("last")
        )
    except Invalid as error:
        return _page(request, actor, desk, problem=str(error.problems[0].message), status=422)
    messages.success(request, _("The substitute was entered.") if substitute else _("The seat was changed."))
    return redirect("desk_page", code=code)


def _kept(actor: Actor, code: str) -> Desk:
    desk = queries.get_desk(actor, code)
    if not can_keep_desks(actor, desk.organization):
        raise Denied
    return desk


def _posts(desk: Desk) -> QuerySet[Post]:
    found = queries.posts_in_force().filter(organization_id=desk.organization_id, role__in=REVIEWING)
    return found.exclude(holder=None)


def _page(
    request: HttpRequest, actor: Actor, desk: Desk, problem: str = "", status: int = 200
) -> HttpResponse:
    seats = list(desk.seats.select_related("post__holder", "substitute__holder"))
    taken = {seat.post_id for seat in seats}
    posts = list(_posts(desk))
    context = {
        "desk": desk,
        "seats": seats,
        "posts": posts,
        "free": [post for post in posts if post.pk not in taken],
        "keeps": can_keep_desks(actor, desk.organization),
        "problem": problem,
    }
    return render(request, "organizations/desk.html", context, status=status)


def _form(request: HttpRequest, form: DeskForm, body: Organization, desk: Desk | None = None) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "body": body, "desk": desk}
    return render(request, "organizations/desk_form.html", context, status=status)
