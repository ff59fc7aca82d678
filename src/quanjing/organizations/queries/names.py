"""What bodies were called on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from quanjing.organizations.models import OrganizationName


def names_on(organization_ids: Iterable[int], day: date) -> dict[int, str]:
    """The names that these bodies bore on `day`, by primary key; one query.

    A body whose history does not reach that day is left out: its present name stands.
    """
    lasting = Q(used_to=None) | Q(used_to__gte=day)
    rows = OrganizationName.objects.filter(
        lasting, organization_id__in=list(organization_ids), used_from__lte=day
    )
    return dict(rows.order_by("used_from", "pk").values_list("organization_id", "name"))
