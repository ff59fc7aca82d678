"""Last days of campaigns in the reminders and in the calendar of the units that took items over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree
from quanjing.study.enums import CampaignState
from quanjing.study.models import Campaign, PlanLine
from quanjing.study.queries.campaigns import campaigns_seen

LONGEST = timedelta(days=365)  # before an event


def bodies_with_lines(until: date) -> set[int]:
    """Bodies that have taken over and not yet studied what ends up to a day: two queries."""
    lines = _open_lines(_ending(Campaign.objects.all(), clock.today(), until)).order_by()
    return set(lines.values_list("plan__organization", flat=True).distinct())


def lines_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have still to study up to a day, one line a campaign: two queries.

    Once the last day is over nobody is reminded: what was studied is the unit's own word.
    """
    campaigns = {one.pk: one for one in _ending(Campaign.objects.all(), clock.today(), until)}
    lines = _open_lines(campaigns.values()).filter(plan__organization__in=list(organization_ids)).order_by()
    rows = lines.values_list("plan__organization", "item__campaign").annotate(count=Count("pk"))
    return [_dated(body, campaigns[campaign], count) for body, campaign, count in rows]


def campaigns_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The last days that the actor sees, of campaigns made or taken over there: one query."""
    at = Q(organization__path=path) if own else in_subtree(path, "organization__")
    taken = Q(plan__organization__path=path) if own else in_subtree(path, "plan__organization__")
    lines = PlanLine.objects.filter(taken, item__campaign=OuterRef("pk"))
    found = campaigns_seen(actor).filter(at | Q(Exists(lines)))
    return [
        Dated(one.organization_id, one.organization_id, one.until, _since(one), one.name, _link(one))
        for one in _ending(found, first, last)
        if one.until is not None
    ]


def _ending(campaigns: QuerySet[Campaign], first: date, last: date) -> list[Campaign]:
    """Those announced whose last day lies in the span."""
    event = Q(event__happens_on__gte=first, event__happens_on__lte=last + LONGEST)
    found = campaigns.filter(event | Q(ends_on__gte=first, ends_on__lte=last), state=CampaignState.ANNOUNCED)
    rows = found.select_related("event").order_by("pk")
    return [one for one in rows if one.until is not None and first <= one.until <= last]


def _open_lines(campaigns: Collection[Campaign]) -> QuerySet[PlanLine]:
    return PlanLine.objects.filter(item__campaign__in=[one.pk for one in campaigns], studied_on=None)


def _dated(body: int, campaign: Campaign, count: int) -> Dated:
    assert campaign.until is not None
    words = ngettext(
        "%(name)s: %(count)d item of the plan not studied yet",
        "%(name)s: %(count)d items of the plan not studied yet",
        count,
    ) % {"name": campaign.name, "count": count}
    return Dated(body, campaign.organization_id, campaign.until, _since(campaign), words, _link(campaign))


def _since(campaign: Campaign) -> date:
    return campaign.made_at.astimezone(clock.CHINA).date()


def _link(campaign: Campaign) -> str:
    return reverse("campaign_page", args=[campaign.code])
