"""Items of notices and the activities that discussed them or carried them out."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity
from quanjing.activities.queries.lists import visible_to
from quanjing.directives.enums import DirectiveState
from quanjing.foundation.actor import Actor
from quanjing.tasks.models import Assignment, Task

OFFERED = 100  # items that are offered to be linked, the newest first


def items_of(activity: Activity) -> QuerySet[Task]:
    """What it discussed or carried out, with the notices, in their order."""
    return activity.tasks.select_related("directive").order_by("directive", "position", "pk")


def items_to_link(activity: Activity) -> QuerySet[Task]:
    """Items that the body of the activity is asked for and that are not linked yet, the newest first."""
    asked = Assignment.objects.filter(task=OuterRef("pk"), organization=activity.organization_id)
    found = Task.objects.filter(Exists(asked), directive__state=DirectiveState.PUBLISHED)
    linked = activity.tasks.order_by().values("pk")
    return found.exclude(pk__in=linked).select_related("directive").order_by("-directive", "position", "pk")


def activities_about(actor: Actor, tasks: Sequence[int]) -> list[Activity]:
    """The own body's activities that discussed or carried out one of these items: one query."""
    found = visible_to(actor).filter(organization=actor.organization_id, tasks__in=tasks)
    kept = found.exclude(state=ActivityState.CANCELLED).select_related("kind").distinct()
    return list(kept.order_by("-day", "-pk")[:20])
