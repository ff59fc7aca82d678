"""The lines of plans."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.activities.models import Activity
from quanjing.foundation.actor import Actor
from quanjing.organizations.queries import in_scope
from quanjing.study.models import PlanLine
from quanjing.study.queries.reach import one_of

RECENT = 60


def lines_of(actor: Actor, year: int, under: int | None = None) -> QuerySet[PlanLine]:
    """The lines of a body's plan of a year that the actor sees; without `under` the own body's."""
    found = PlanLine.objects.filter(in_scope(actor, "plan__organization__"), plan__year=year)
    found = found.filter(plan__organization=under or actor.organization_id)
    return found.select_related(
        "plan", "material", "activity", "item__campaign__event", "entry__reading_list"
    ).order_by("pk")


def get_line(actor: Actor, code: str) -> PlanLine:
    """A line of the own body's plan. Raises `Missing`."""
    own = PlanLine.objects.filter(plan__organization=actor.organization_id)
    return one_of(own.select_related("plan__organization"), code=code)


def recent_activities(actor: Actor) -> QuerySet[Activity]:
    """What the own body held lately, to say in which activity something was studied."""
    own = Activity.objects.filter(hosts__organization=actor.organization_id)
    return own.order_by("-day", "-pk")[:RECENT]
