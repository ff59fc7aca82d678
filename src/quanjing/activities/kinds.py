"""Activities as the search finds them, with what can be read of their papers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, ActivityHost
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable
from quanjing.organizations.queries import in_scope


def _activities() -> QuerySet[Any]:
    return Activity.objects.exclude(state=ActivityState.CANCELLED).prefetch_related("papers")


def _facts(thing: Activity) -> Facts:
    texts = [thing.place, thing.campaign, thing.agenda, thing.decisions, thing.studied]
    texts += [paper.text for paper in thing.papers.all()]
    text = "\n".join(filter(None, texts))
    return Facts(thing.name, text, thing.organization_id, thing.day, thing.code)


def _seen(actor: Actor) -> Q:
    """Those that a body in sight leads; those that the own body holds with others."""
    joint = ActivityHost.objects.filter(organization=actor.organization_id).order_by().values("activity")
    return in_scope(actor, "organization__") | Q(object_id__in=joint)


def _to_activity(_actor: Actor, document: Any) -> str:
    return reverse("activity_page", args=[document.code])


ACTIVITIES = Findable("activity", _("activity"), 55, _activities, _facts, _seen, _to_activity)
