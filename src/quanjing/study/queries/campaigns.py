"""Campaigns, who took their items into a plan, and what was held for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from quanjing.activities.enums import COUNTED
from quanjing.activities.models import Activity
from quanjing.activities.queries import visible_to as activities_visible_to
from quanjing.directives.models import Event
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import in_scope
from quanjing.study.enums import CampaignState
from quanjing.study.models import Campaign, PlanLine
from quanjing.study.queries.reach import one_of, reach
from quanjing.tasks.registry import Hanging


@dataclass(frozen=True, slots=True)
class Adoption:
    """A unit that took items into its plan, and how many of them it says it has studied."""

    organization: Organization
    adopted: int
    studied: int


def campaigns_seen(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns that reach the actor; drafts are seen by the body that makes them."""
    drafts = Q(state=CampaignState.DRAFT) & ~Q(organization=actor.organization_id)
    found = Campaign.objects.filter(reach(actor)).exclude(drafts)
    return found.select_related("organization", "event")


def get_campaign(actor: Actor, code: str) -> Campaign:
    """One. Raises `Missing`."""
    return one_of(campaigns_seen(actor), code=code)


def own_events(actor: Actor) -> QuerySet[Event]:
    """The events of the own body, to hang a campaign on."""
    return Event.objects.filter(organization=actor.organization_id)


def adoptions_of(actor: Actor, campaign: Campaign) -> list[Adoption]:
    """The units in the actor's sight that took items over, in the order of the tree: two queries."""
    lines = PlanLine.objects.filter(in_scope(actor, "plan__organization__"), item__campaign=campaign)
    counted = (
        lines.order_by()
        .values_list("plan__organization")
        .annotate(adopted=Count("pk"), studied=Count("pk", filter=~Q(studied_on=None)))
    )
    by_body = {pk: (adopted, studied) for pk, adopted, studied in counted}
    bodies = Organization.objects.filter(pk__in=by_body).order_by("path")
    return [Adoption(body, *by_body[body.pk]) for body in bodies]


def held_for(actor: Actor, campaign: Campaign) -> QuerySet[Activity]:
    """The activities in the actor's sight that were held under the campaign's name."""
    found = activities_visible_to(actor).filter(campaign=campaign.name, state__in=COUNTED)
    return found.select_related("organization", "kind").order_by("-day", "-pk")


def campaigns_on(event: Event) -> list[Hanging]:
    """The campaigns that units know of and whose last day hangs on an event: two queries.

    Units have it to do that took items over and have not yet studied all of them.
    """
    found = list(Campaign.objects.filter(event=event, state=CampaignState.ANNOUNCED).order_by("pk"))
    units: dict[int, set[int]] = defaultdict(set)
    lines = PlanLine.objects.filter(item__campaign__in=found, studied_on=None).order_by()
    for campaign, body in lines.values_list("item__campaign", "plan__organization").distinct():
        units[campaign].add(body)
    return [
        Hanging(
            one.name, reverse("campaign_page", args=[one.code]), one.days_before, frozenset(units[one.pk])
        )
        for one in found
    ]
