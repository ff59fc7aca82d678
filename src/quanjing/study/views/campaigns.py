"""Campaigns: list, one with its items and who studies with it, drafting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.study import actions, queries
from quanjing.study.forms import CampaignForm, ItemForm, campaign_initial
from quanjing.study.forms.parts import choose_from
from quanjing.study.models import Campaign
from quanjing.study.rules import can_keep
from quanjing.study.views.library import MOST_CHOICES

SORTS = {"newest": ("-made_at", "-pk")}
SHOWN = 20


@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns that reach the actor, of one theme over the years if asked for."""
    actor = signed_in(request)
    theme = request.GET.get("theme", "")[:100]
    found = queries.campaigns_seen(actor)
    page = page_of(request, found.filter(theme=theme) if theme else found, SORTS)
    context = {"page": page, "theme": theme, "keeps": can_keep(actor, actor.organization_id)}
    return render(request, "study/campaigns.html", context)


@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    return _edited(request, actor, None)


@require_http_methods(["GET", "POST"])
def campaign_edit(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    campaign = queries.get_campaign(actor, code)
    if not can_keep(actor, campaign.organization_id):
        raise Denied
    return _edited(request, actor, campaign)


@require_http_methods(["GET", "POST"])
def campaign_page(request: HttpRequest, code: str) -> HttpResponse:
    """One campaign; units take its items into their plan, its keepers add items and announce it."""
    actor = signed_in(request)
    campaign = queries.get_campaign(actor, code)
    keeps = can_keep(actor, campaign.organization_id)
    form = ItemForm(sent(request, "item"))
    choose_from(form, "material", queries.materials_seen(actor).order_by("-pk")[:MOST_CHOICES])
    choose_from(form, "reading_list", queries.lists_seen(actor)[:MOST_CHOICES])
    if request.method == "POST":
        if request.POST.get("step") != "item":
            return _stepped(request, actor, campaign)
        if done(form, lambda _clean: actions.add_item(actor=actor, campaign=campaign, given=form.item())):
            return redirect("campaign_page", code=code)
    context: dict[str, Any] = {
        "campaign": campaign,
        "items": campaign.items.filter(dropped_at=None).select_related("material", "reading_list"),
        "form": form,
        "keeps": keeps,
        "adopts": can_keep(actor, actor.organization_id),
        "adoptions": queries.adoptions_of(actor, campaign),
        "held": queries.held_for(actor, campaign)[:SHOWN],
    }
    return render(request, "study/campaign.html", context, status=422 if form.errors else 200)


@require_GET
def campaign_logo(request: HttpRequest, code: str) -> FileResponse:
    campaign = queries.get_campaign(signed_in(request), code)
    if campaign.logo is None:
        raise Missing
    return as_response(campaign.logo)


def _edited(request: HttpRequest, actor: Actor, campaign: Campaign | None) -> HttpResponse:
    initial = campaign_initial(campaign) if campaign else {}
    form = CampaignForm(request.POST or None, request.FILES or None, initial=initial)
    choose_from(form, "event", queries.own_events(actor))
    made: list[Campaign] = []
    if request.method == "POST" and done(
        form,
        lambda clean: made.append(
            actions.save_campaign(
                actor=actor, given=form.campaign(), campaign=campaign, version=clean["version"]
            )
        ),
    ):
        return redirect("campaign_page", code=made[0].code)
    title = campaign.name if campaign else _("New campaign")
    context = {"form": form, "title": title, "back": "campaign_list"}
    return render(request, "study/form.html", context, status=422 if form.errors else 200)


def _stepped(request: HttpRequest, actor: Actor, campaign: Campaign) -> HttpResponse:
    step, named = request.POST.get("step", ""), request.POST.getlist("code")
    items = campaign.items.filter(dropped_at=None).select_related("campaign__event", "material")
    if step == "adopt":
        chosen = items.filter(code__in=named) if named else items
        made = actions.adopt(actor=actor, items=chosen)
        messages.success(request, _("Lines added to your plan: %(count)d.") % {"count": len(made)})
        return redirect("study_plan")
    if step == "announce":
        try:
            actions.announce(actor=actor, campaign=campaign)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    elif step == "close":
        actions.close(actor=actor, campaign=campaign)
    elif step == "drop" and (item := items.filter(code__in=named[:1]).first()) is not None:
        actions.drop_item(actor=actor, item=item)
    else:
        raise Missing
    return redirect("campaign_page", code=campaign.code)
