"""Classes that take nominations now, and campaigns of which nothing stands in the own plan yet."""

from __future__ import annotations

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.study.enums import CampaignState, ClassState
from quanjing.study.models import Campaign, TrainingClass
from quanjing.study.queries import campaigns_seen, classes_seen

SHOWN = 4


def open_study(actor: Actor) -> tuple[list[TrainingClass], list[Campaign]]:
    """The first few of each, for posts that report; two queries."""
    if not actor.may(Right.REPORT):
        return [], []
    classes = classes_seen(actor).filter(state=ClassState.OPEN, nominate_until__gte=clock.today())
    classes = classes.exclude(organization=actor.organization_id).order_by("nominate_until", "pk")
    campaigns = campaigns_seen(actor).filter(state=CampaignState.ANNOUNCED)
    campaigns = campaigns.exclude(items__adopted__plan__organization=actor.organization_id)
    campaigns = campaigns.exclude(organization=actor.organization_id)
    return list(classes[:SHOWN]), list(campaigns[:SHOWN])
