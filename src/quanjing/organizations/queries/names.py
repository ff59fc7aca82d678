"""What bodies were called on a day: an old paper keeps the old name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from quanjing.organizations.models import Organization, OrganizationName


def names_on(organization_ids: Iterable[int], day: date) -> dict[int, str]:
    """The names that these bodies bore on `day`, by primary key; one query.

    A body whose history does not reach that day is left out: its present name stands.
    """
    lasting = Q(used_to=None) | Q(used_to__gte=day)
    rows = OrganizationName.objects.filter(
        lasting, organization_id__in=list(organization_ids), used_from__lte=day
    )
    return dict(rows.order_by("used_from", "pk").values_list("organization_id", "name"))


class FormerNames:
    """The names that some bodies no longer bear; one query, few rows, since few bodies were ever renamed.

    The bodies come as primary keys, or as a query of them.
    """

    def __init__(self, organization_ids: Iterable[int] | QuerySet[Any, Any]) -> None:
        self._by: dict[int, list[OrganizationName]] = {}
        past = OrganizationName.objects.filter(organization__in=organization_ids).exclude(used_to=None)
        for name in past.order_by("used_from", "pk"):
            self._by.setdefault(name.organization_id, []).append(name)

    def __contains__(self, organization_id: int) -> bool:
        """Whether a body ever bore another name."""
        return organization_id in self._by

    def of(self, body: Organization, day: date) -> str:
        """What `body` was called on `day`."""
        return self.called(body.pk, day) or body.name

    def called(self, organization_id: int, day: date) -> str:
        """The name that a body bore on `day`, empty where it bears it still."""
        for name in self._by.get(organization_id, ()):
            if name.used_to is not None and name.used_from <= day <= name.used_to:
                return name.name
        return ""
