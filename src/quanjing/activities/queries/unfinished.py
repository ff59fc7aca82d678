"""What a body that ends has still planned."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity
from quanjing.organizations.registry import OpenWork


def planned_of(organization_ids: Sequence[int]) -> QuerySet[Activity]:
    """Activities that these bodies lead and that are still planned."""
    return Activity.objects.filter(organization_id__in=organization_ids, state=ActivityState.PLANNED)


def open_activities_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; one query."""
    count = planned_of(organization_ids).count()
    link = f"{reverse('activity_list')}?state={ActivityState.PLANNED}"
    return [OpenWork(_("planned activities"), link, count)] if count else []
