"""The load after publishing: per month and class, and behind each figure the societies in register order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.months import month_after
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import in_scope, visible_to
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, DirectiveLoad

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Weight:
    """What was asked: of a society in a month, or of all of a class together (`bodies` of them)."""

    requests: int = 0
    asked: int = 0
    known: int = 0
    minutes: int = 0
    bodies: int = 1

    def plus(self, load: DirectiveLoad, times: int = 1) -> Weight:
        return Weight(
            self.requests + times * load.requests,
            self.asked + times * load.fields_asked,
            self.known + times * load.fields_known,
            self.minutes + times * load.minutes,
            self.bodies,
        )

    @property
    def each(self) -> int:
        """Minutes per society."""
        return round(self.minutes / self.bodies) if self.bodies else 0


def months_back(count: int = MONTHS) -> list[date]:
    """The first days of this month and those before it, the newest first."""
    first = clock.today().replace(day=1)
    found = [first]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def load_by_month(actor: Actor, months: Sequence[date]) -> dict[date, dict[int, Weight]]:
    """By month and class (as a number) what all societies that the actor sees were asked: three queries."""
    societies = visible_to(actor).filter(kind=Kind.SOCIETY).order_by()
    sizes = dict(societies.values_list("society_class").annotate(count=Count("pk")))
    table = {month: {key: Weight(bodies=size) for key, size in sizes.items()} for month in months}
    found = (
        _handed_out(min(months), month_after(max(months)))
        .filter(in_scope(actor, "organization__"), organization__kind=Kind.SOCIETY)
        .values("directive", "organization__society_class")
        .annotate(bodies=Count("organization", distinct=True))
    )
    rows = list(found.order_by())
    loads = _loads({row["directive"] for row in rows})
    for row in rows:
        load = loads.get(row["directive"])
        key = row["organization__society_class"]
        if load is not None:
            month = _month(load)
            table[month][key] = table[month][key].plus(load, row["bodies"])
    return table


def societies_of_class(actor: Actor, society_class: int) -> QuerySet[Organization]:
    """The societies of a class that the actor sees."""
    return visible_to(actor).filter(kind=Kind.SOCIETY, society_class=society_class)


def loads_of(organizations: Sequence[Organization], month: date) -> list[tuple[Organization, Weight]]:
    """What each of these was asked in a month, in their order: two queries."""
    pairs = _handed_out(month, month_after(month)).filter(organization__in=organizations)
    rows = list(pairs.order_by().values_list("organization", "directive").distinct())
    loads = _loads({directive for _body, directive in rows})
    found = {body.pk: Weight() for body in organizations}
    for body, directive in rows:
        if directive in loads:
            found[body] = found[body].plus(loads[directive])
    return [(body, found[body.pk]) for body in organizations]


def _handed_out(first: date, after: date) -> QuerySet[Assignment]:
    start, end = (datetime.combine(day, time(), tzinfo=clock.CHINA) for day in (first, after))
    handed = Assignment.objects.filter(directive__published_at__gte=start, directive__published_at__lt=end)
    return handed.exclude(state=State.CANCELLED)


def _loads(directives: Iterable[int]) -> dict[int, DirectiveLoad]:
    found = DirectiveLoad.objects.filter(directive__in=set(directives)).select_related("directive")
    return {load.directive_id: load for load in found}


def _month(load: DirectiveLoad) -> date:
    assert load.directive.published_at is not None
    return load.directive.published_at.astimezone(clock.CHINA).date().replace(day=1)
