"""How many applications a body may still send, and why not more."""

from __future__ import annotations

from dataclasses import dataclass

from quanjing.calls.enums import HANDED_IN
from quanjing.calls.models import Application, Call, CallQuota, Direction
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Room:
    """A limit, how much of it is taken; `whose` is the body of a quota, empty for the body's own limits."""

    what: str  # "direction", "body" or "quota"
    most: int
    taken: int
    whose: str = ""

    @property
    def left(self) -> int:
        return max(self.most - self.taken, 0)


def rooms_for(call: Call, body: Organization, direction: Direction | None = None) -> list[Room]:
    """Every limit that holds for a body: at most one query a limit, and limits are few."""
    sent = Application.objects.filter(call=call, state__in=HANDED_IN).exclude(
        consent__withdrawn_at__isnull=False
    )
    own = sent.filter(organization=body)
    found = []
    if call.per_direction and direction is not None:
        found.append(Room("direction", call.per_direction, own.filter(direction=direction).count()))
    if call.per_body:
        found.append(Room("body", call.per_body, own.count()))
    for quota in quotas_over(call, body):
        taken = sent.filter(in_subtree(quota.organization.path, "organization__")).count()
        found.append(Room("quota", quota.number, taken, quota.organization.name))
    return found


def quotas_over(call: Call, body: Organization) -> list[CallQuota]:
    """The quotas in whose subtree a body stands, the nearest last."""
    quotas = CallQuota.objects.filter(call=call).select_related("organization")
    held = [one for one in quotas if body.path.startswith(one.organization.path)]
    return sorted(held, key=lambda one: len(one.organization.path))
