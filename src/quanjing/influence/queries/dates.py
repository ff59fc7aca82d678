"""Lists that societies have still to look at: for reminders and calendars."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree
from quanjing.influence.enums import State
from quanjing.influence.models import Participant
from quanjing.organizations.registry import OpenWork


def _to_check() -> QuerySet[Participant]:
    found = Participant.objects.filter(measurement__state=State.CHECKING, confirmed_at=None)
    return found.select_related("measurement")


def bodies_to_check(until: date) -> Iterable[int]:
    """Bodies that joined and have not confirmed their list, up to a day."""
    return _to_check().filter(measurement__check_until__lte=until).values_list("organization", flat=True)


def checks_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have to look at."""
    found = _to_check().filter(organization__in=organization_ids, measurement__check_until__lte=until)
    return [_dated(one) for one in found]


def checks_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The same for a calendar: of one body, or of a subtree that the actor reads."""
    days = {"measurement__check_until__gte": first, "measurement__check_until__lte": last}
    if own:
        return [_dated(one) for one in _to_check().filter(organization__path=path, **days)]
    if not (actor.reads_subtree and actor.covers(path)):
        return []
    return [_dated(one) for one in _to_check().filter(in_subtree(path, "organization__"), **days)]


def measured_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """Measurements in which these bodies take part and that are not published."""
    count = Participant.objects.filter(
        organization__in=organization_ids, measurement__state__in=[State.COLLECTING, State.CHECKING]
    ).count()
    return [OpenWork(_("Open measurements"), reverse("influence_list"), count)] if count else []


def _dated(one: Participant) -> Dated:
    found = one.measurement
    return Dated(
        one.organization_id,
        found.organization_id,
        found.check_until,
        found.collect_until,
        _("Look at your list: %(name)s") % {"name": found.name},
        reverse("influence_page", args=[found.code]),
    )
