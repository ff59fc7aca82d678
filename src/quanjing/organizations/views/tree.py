"""The register: list, one body, adding and changing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import WITH_MEMBERS, ChangeState, Kind, Level, SocietyClass
from quanjing.organizations.forms import LABELS, OrganizationForm
from quanjing.organizations.models import Organization
from quanjing.organizations.rules import (
    CONTACT_FIELDS,
    FIELDS,
    can_administer,
    can_declare,
    can_set_confirmation,
    editable_fields,
)

SORTS = {"order": ("path",), "name": ("name",), "number": ("number", "path"), "level": ("level", "path")}


@require_GET
def organization_list(request: HttpRequest) -> HttpResponse:
    """The visible part of the tree, narrowed, sorted and in pages."""
    actor = signed_in(request)
    search = queries.Search(
        under=request.GET.get("under", ""),
        kind=request.GET.get("kind", ""),
        level=request.GET.get("level", ""),
        society_class=request.GET.get("class", ""),
        text=request.GET.get("q", ""),
        closed="closed" in request.GET,
    )
    own = queries.get(actor, search.under or actor.organization_code)
    context = {
        "page": page_of(request, queries.found(actor, search), SORTS),
        "search": search,
        "own": own,
        "kinds": Kind.choices,
        "levels": Level.choices,
        "classes": SocietyClass.choices,
        "administers": can_administer(actor, own),
        "proposed": queries.changes_visible_to(actor).filter(state=ChangeState.OPEN).count(),
    }
    return render(request, "organizations/list.html", context)


@require_GET
def organization_own(request: HttpRequest) -> HttpResponse:
    """The page of the own body; a guest has none."""
    actor = signed_in(request)
    if actor.organization_id is None:
        raise Missing
    return redirect("organization_detail", code=actor.organization_code)


@require_GET
def organization_detail(request: HttpRequest, code: str) -> HttpResponse:
    """What the register knows of a body: facts, posts, names it bore, what stands under it."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    below = queries.kinds_below(body) if actor.reads_subtree else {}
    context = _beside(actor, body) | {
        "body": body,
        "above": queries.ancestors(actor, body),
        "posts": queries.posts_at(body),
        "names": body.names.order_by("-used_from", "-pk"),
        "below": [(kind, Kind(kind).label, count) for kind, count in below.items()],
        "editable": editable_fields(actor, body),
        "administers": can_administer(actor, body),
        "sets_confirmation": can_set_confirmation(actor, body),
        "classed": body.society_class != SocietyClass.NONE,
    }
    return render(request, "organizations/detail.html", context)


@require_POST
def organization_confirmation(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the head confirms reports before they leave."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    try:
        actions.set_confirmation(actor=actor, organization=body, needed=request.POST.get("needed") == "yes")
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    return redirect("organization_detail", code=code)


def _beside(actor: Actor, body: Organization) -> dict[str, Any]:
    """Party layers, members and memberships of a body, and whose pages the actor may open."""
    layers = queries.layers_of(body) if body.kind == Kind.SOCIETY else None
    members = list(queries.members_of(body)) if body.kind in WITH_MEMBERS else []
    member_of = list(queries.memberships_of(body))
    origins = list(body.origins.select_related("predecessor").order_by("last_day", "pk"))
    successions = list(body.successions.select_related("successor").order_by("last_day", "pk"))
    others = [one.predecessor for one in origins] + [one.successor for one in successions]
    others += [one.member for one in members] + [one.body for one in member_of]
    if layers:
        others += [*layers.committees, *layers.branches, *layers.work_groups]
    return {
        "layers": layers,
        "declaration": body.declarations.order_by("declared_on").last() if layers else None,
        "declares": can_declare(actor, body),
        "has_members": body.kind in WITH_MEMBERS,
        "origins": origins,
        "successions": successions,
        "members": members,
        "member_of": member_of,
        "openable": queries.may_open(actor, others),
    }


@require_http_methods(["GET", "POST"])
def organization_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new body under this one."""
    actor = signed_in(request)
    under = queries.get(actor, code)
    if not can_administer(actor, under):
        raise Denied
    initial = {"level": under.level, "region": under.region, "kind": Kind.SOCIETY, "day_end": under.day_end}
    form = OrganizationForm(request.POST or None, names=FIELDS, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            body = actions.add_organization(actor=actor, under=under, **form.values())
        except Invalid as error:
            form.take(error.problems)
        else:
            messages.success(request, _("%(name)s was entered.") % {"name": body.name})
            return redirect("organization_detail", code=body.code)
    return _form_page(request, form, under=under)


@require_http_methods(["GET", "POST"])
def organization_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a body; where somebody else was faster both versions are shown and what was typed stays."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    names = tuple(name for name in editable_fields(actor, body) if name != "valid_to" or body.valid_to)
    if not names:
        raise Denied
    known = {name: getattr(body, name) for name in names} | {"version": body.version}
    form = OrganizationForm(request.POST or None, names=names, initial=known)
    theirs: list[tuple[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_organization(
                actor=actor, organization=body, changes=form.values(), version=version
            )
        except Invalid as error:
            form.take(error.problems)
        except Conflict as error:
            form.add_error(None, str(error.message))
            theirs = _differing(error)
            form.data = _with_version(request.POST, body.version)
        else:
            messages.success(request, _("The register was changed."))
            return redirect("organization_detail", code=code)
    return _form_page(request, form, body=body, theirs=theirs, own_only=names == CONTACT_FIELDS)


def _with_version(typed: QueryDict, version: int) -> QueryDict:
    """What was typed, now against the version that is shown beside it."""
    kept = typed.copy()
    kept["version"] = str(version)
    return kept


def _differing(error: Conflict) -> list[tuple[str, Any]]:
    differing = [name for name, value in error.yours.items() if error.theirs.get(name) != value]
    return [(str(LABELS[name]), error.theirs.get(name)) for name in differing]


def _form_page(request: HttpRequest, form: OrganizationForm, **context: object) -> HttpResponse:
    status = 422 if form.errors else 200
    if context.get("theirs"):
        status = 409
    body = context.get("body")
    place: Organization = body or context["under"]  # type: ignore[assignment]
    return render(
        request, "organizations/form.html", {"form": form, "place": place, **context}, status=status
    )
