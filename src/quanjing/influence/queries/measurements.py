"""Measurements, who takes part, and who collects."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.invited import Invited
from quanjing.foundation.paths import chain_of
from quanjing.foundation.templatetags.quanjing import cn_date
from quanjing.influence.enums import WAITING, ItemState, State
from quanjing.influence.models import Measurement, Participant, ThirdParty
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import in_scope, reaches

SORTS = {"newest": ("-year", "-pk"), "name": ("name", "pk")}
COLLECTED = (State.COLLECTING, State.CHECKING)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a measurement stands: bodies that joined and that confirmed, items, what waits for an answer."""

    joined: int
    confirmed: int
    items: int
    proposed: int
    contested: int


def third_parties_in_force() -> QuerySet[ThirdParty]:
    """Third parties whose access holds today and whose measurement is being collected or checked."""
    return ThirdParty.objects.filter(
        ended_at=None, until__gte=clock.today(), measurement__state__in=COLLECTED
    )


def visible_to(actor: Actor) -> QuerySet[Measurement]:
    """Those of the own body and of bodies below; those that reach the own body, drafts left out.

    A third party sees the one that it collects for, as long as it does.
    """
    collects = Exists(third_parties_in_force().filter(measurement=OuterRef("pk"), post=actor.post_id))
    if actor.organization_id is None:
        return Measurement.objects.filter(collects)
    own = Q(organization=actor.organization_id) if actor.may(Right.ISSUE) else Q(pk__in=[])
    opened = ~Q(state=State.DRAFT)
    above = Q(under__path__in=chain_of(actor.path)) & opened
    scope = in_scope(actor, "organization__") & opened
    return Measurement.objects.filter(above | scope | collects | own)


def get(actor: Actor, code: str) -> Measurement:
    """One that the actor sees. Raises `Missing`; also where it is for other kinds of bodies."""
    rows = visible_to(actor).select_related("organization", "under", "directive")
    found = rows.prefetch_related("dimensions").filter(code=code).first()
    if found is None or not (oversees(actor, found) or own_third_party(actor, found) or _meant(actor, found)):
        raise Missing
    return found


def reads_results(actor: Actor, measurement: Measurement) -> bool:
    """The desk reads results as they stand now, everybody who sees it once they are published."""
    return measurement.state == State.PUBLISHED or oversees(actor, measurement)


def with_results(actor: Actor, code: str) -> Measurement:
    """One of which the actor reads the results. Raises `Missing`."""
    found = get(actor, code)
    if not reads_results(actor, found):
        raise Missing
    return found


def participant_of(actor: Actor, measurement: Measurement) -> Participant | None:
    """The own body where it has joined."""
    if actor.organization_id is None:
        return None
    return Participant.objects.filter(measurement=measurement, organization=actor.organization_id).first()


def participants_of(measurement: Measurement) -> QuerySet[Participant]:
    """Who joined, in the order of the tree, with how many items stand and how many are contested."""
    standing = Q(organization__public_items__measurement=measurement.pk)
    return (
        Participant.objects.filter(measurement=measurement)
        .select_related("organization")
        .annotate(
            standing=Count(
                "organization__public_items",
                filter=standing & Q(organization__public_items__state=ItemState.STANDING),
                distinct=True,
            ),
            contested=Count(
                "organization__public_items__contests",
                filter=standing & Q(organization__public_items__contests__state__in=WAITING),
                distinct=True,
            ),
        )
        .order_by("organization__path")
    )


def third_parties_of(measurement: Measurement) -> QuerySet[ThirdParty]:
    """All that collect or collected for it, with their posts."""
    return ThirdParty.objects.filter(measurement=measurement).select_related("post__holder")


def own_third_party(actor: Actor, measurement: Measurement) -> ThirdParty | None:
    """As which third party the actor acts here, while its access holds."""
    return third_parties_in_force().filter(measurement=measurement, post=actor.post_id).first()


def invited_to_collect(actor: Actor) -> list[Invited]:
    """What a third party collects for now, as its first page lists it; no query for anybody else."""
    if not actor.may(Right.GUEST):
        return []
    rows = third_parties_in_force().filter(post=actor.post_id).select_related("measurement__organization")
    found = []
    for one in rows.order_by("until", "pk"):
        day = _("You collect items until %(day)s") % {"day": cn_date(one.until)}
        detail = f"{one.measurement.organization.name} · {day}"
        url = reverse("influence_page", args=[one.measurement.code])
        found.append(Invited(one.measurement.name, detail, url))
    return found


def progress_of(measurement: Measurement) -> Progress:
    """Two queries, however many items there are."""
    joined = measurement.participants.aggregate(
        all=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False))
    )
    items = measurement.items.aggregate(
        standing=Count("pk", filter=Q(state=ItemState.STANDING), distinct=True),
        proposed=Count("pk", filter=Q(state=ItemState.PROPOSED), distinct=True),
        contested=Count("contests", filter=Q(contests__state__in=WAITING), distinct=True),
    )
    return Progress(
        joined["all"], joined["confirmed"], items["standing"], items["proposed"], items["contested"]
    )


def oversees(actor: Actor, measurement: Measurement) -> bool:
    """Whether the actor sees all of it: people of the body that measures, and who reads above it."""
    own = measurement.organization_id == actor.organization_id and actor.organization_id is not None
    return own or (actor.reads_subtree and actor.covers(measurement.organization.path))


def _meant(actor: Actor, measurement: Measurement) -> bool:
    body = Organization.objects.filter(pk=actor.organization_id).first()
    return body is not None and reaches(measurement, body)
