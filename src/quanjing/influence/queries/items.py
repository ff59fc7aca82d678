"""Public items: who sees which, lists of them, what waits for an answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.influence.enums import WAITING, ItemState, State
from quanjing.influence.models import Contest, ItemTable, Measurement, PublicItem
from quanjing.influence.queries.measurements import get, oversees, own_third_party

SORTS = {
    "order": ("organization__path", "on", "pk"),
    "day": ("-on", "pk"),
    "outlet": ("outlet", "on", "pk"),
}

OPEN_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What a list is narrowed to: a body (code), a dimension (key), a state, what waits, words."""

    body: str = ""
    dimension: str = ""
    state: str = ""
    waits: bool = False
    text: str = ""


def items_for(actor: Actor, measurement: Measurement) -> QuerySet[PublicItem]:
    """All to the desk and the third party; what stands to everybody once published; before that one's own."""
    found = PublicItem.objects.filter(measurement=measurement)
    if oversees(actor, measurement) or own_third_party(actor, measurement):
        return found
    shown = Q(organization=actor.organization_id) if actor.organization_id else Q(pk__in=[])
    if measurement.state == State.PUBLISHED:
        shown |= Q(state=ItemState.STANDING)
    return found.filter(shown)


def items_of(actor: Actor, measurement: Measurement, wanted: ItemFilter) -> QuerySet[PublicItem]:
    """The list that a filter describes, with what its rows show."""
    found = items_for(actor, measurement)
    if wanted.body:
        found = found.filter(organization__code=wanted.body)
    if wanted.dimension:
        found = found.filter(dimension__key=wanted.dimension)
    if wanted.state in ItemState.values:
        found = found.filter(state=wanted.state)
    elif not wanted.waits:
        found = found.exclude(state=ItemState.REMOVED)
    if wanted.waits:
        waiting = Exists(Contest.objects.filter(item=OuterRef("pk"), state__in=WAITING))
        found = found.filter(waiting | Q(state=ItemState.PROPOSED))
    if wanted.text:
        found = found.filter(
            Q(title__icontains=wanted.text)
            | Q(outlet__icontains=wanted.text)
            | Q(organization__name__icontains=wanted.text)
        )
    open_ones = Prefetch("contests", Contest.objects.filter(state__in=WAITING), to_attr="waiting")
    return found.select_related("organization", "dimension").prefetch_related(open_ones)


def get_item(actor: Actor, code: str) -> PublicItem:
    """One item that the actor sees, with its measurement. Raises `Missing`."""
    rows = PublicItem.objects.select_related("measurement__organization", "organization", "dimension")
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    measurement = get(actor, found.measurement.code)
    if not items_for(actor, measurement).filter(pk=found.pk).exists():
        raise Missing
    return found


def contest_open_of(item: PublicItem) -> Contest | None:
    """What waits for an answer at an item."""
    return Contest.objects.filter(item=item, state__in=WAITING).first()


def contests_waiting(measurement: Measurement) -> QuerySet[Contest]:
    return Contest.objects.filter(item__measurement=measurement, state__in=WAITING)


def proposals_waiting(measurement: Measurement) -> QuerySet[PublicItem]:
    return PublicItem.objects.filter(measurement=measurement, state=ItemState.PROPOSED)


def counted_of(measurement: Measurement) -> QuerySet[PublicItem]:
    """The items that stand, of bodies that joined."""
    return PublicItem.objects.filter(
        measurement=measurement,
        state=ItemState.STANDING,
        organization__in=measurement.participants.values("organization"),
    )


def open_tables(actor: Actor, measurement: Measurement) -> QuerySet[ItemTable]:
    """The last tables that the actor looked at under the present post and has not entered."""
    found = ItemTable.objects.filter(measurement=measurement, post=actor.post_id, done_at=None)
    return found.order_by("-made_at", "-pk")[:OPEN_SHOWN]


def get_table(actor: Actor, code: str) -> ItemTable:
    """A table that the actor uploaded under the present post. Raises `Missing`."""
    rows = ItemTable.objects.select_related("measurement__organization", "measurement__under")
    found = rows.filter(code=code, post=actor.post_id).first()
    if found is None:
        raise Missing
    return found
