"""Numbers of the year as bodies entered them."""

from __future__ import annotations

from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import get as get_organization
from quanjing.worklog.models import YearCount


def year_counts(organization_id: int, year: int) -> dict[str, int]:
    """The numbers of a body in a year by kind."""
    found = YearCount.objects.filter(organization=organization_id, year=year)
    return dict(found.values_list("kind", "number"))


def year_body(actor: Actor, code: str) -> Organization:
    """The body whose numbers are asked for. Raises `Missing` for one that is not in reach."""
    return get_organization(actor, code or actor.organization_code)
