"""Who came from whom: the one body that follows others, and those that it follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from quanjing.organizations.models import Organization, Succession

MOST_STEPS = 10  # of one body that follows another


def heirs(bodies: Iterable[int], on: date) -> dict[int, Organization]:
    """The one body that follows each and is left; none where several do. A query a step, for all at once."""
    found: dict[int, Organization] = {}
    reached = {body: body for body in bodies}
    for _step in range(MOST_STEPS):
        if not reached:
            break
        after: dict[int, list[Organization]] = defaultdict(list)
        for one in Succession.objects.filter(predecessor__in=reached.values()).select_related("successor"):
            after[one.predecessor_id].append(one.successor)
        next_ones = {body: after[last][0] for body, last in reached.items() if len(after[last]) == 1}
        ended = {body for body, heir in next_ones.items() if heir.valid_to and heir.valid_to < on}
        found |= {body: heir for body, heir in next_ones.items() if body not in ended}
        reached = {body: next_ones[body].pk for body in ended}
    return found


def followed_by(body: Organization, on: date) -> set[int]:
    """The bodies that ended before a day and that this one alone follows; one query a step."""
    found: set[int] = set()
    level = {body.pk}
    for _step in range(MOST_STEPS):
        came = Succession.objects.filter(successor__in=level, predecessor__valid_to__lt=on)
        alone = came.annotate(followers=Count("predecessor__successions")).filter(followers=1)
        level = set(alone.values_list("predecessor", flat=True)) - found - {body.pk}
        if not level:
            break
        found |= level
    return found
