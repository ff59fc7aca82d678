"""A society joins, leaves, names its other names, and says that its list is right."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.influence.enums import State
from quanjing.influence.models import Measurement, Participant
from quanjing.influence.queries import contests_waiting, participant_of
from quanjing.influence.rules import can_join
from quanjing.organizations.models import Organization

MOST_NAMES = 10


@transaction.atomic
def join(*, actor: Actor, measurement: Measurement) -> Participant:
    """Take part, of one's own will; again changes nothing. Raises `Denied`."""
    body = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not can_join(actor, measurement, body):
        raise Denied
    names = [name for name in {body.short_name, *_former(body)} if name and name != body.name]
    joined, is_new = Participant.objects.get_or_create(
        measurement=measurement,
        organization=body,
        defaults={"names": sorted(names), "joined_name": actor.signature, "joined_at": clock.now()},
    )
    if is_new:
        record(actor=actor, verb="influence.join", on=measurement, detail={"organization": body.name})
    return joined


@transaction.atomic
def leave(*, actor: Actor, measurement: Measurement) -> None:
    """Take part no longer; its items count for nothing. Raises `Denied`, `WrongState` once published."""
    joined = _own(actor, measurement)
    if measurement.state not in (State.COLLECTING, State.CHECKING):
        raise WrongState
    name = joined.organization.name
    joined.delete()
    record(actor=actor, verb="influence.leave", on=measurement, detail={"organization": name})


@transaction.atomic
def name_aliases(*, actor: Actor, measurement: Measurement, names: Sequence[str]) -> Participant:
    """By which other names items about the own body are found. Raises `Denied`, `Invalid`."""
    joined = _own(actor, measurement)
    given = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(given) > MOST_NAMES or any(len(name) > 100 for name in given):
        raise Invalid([Problem("names", _("At most ten names of up to 100 characters."))])
    joined.names = given
    joined.save(update_fields=["names"])
    record(actor=actor, verb="influence.name", on=measurement, detail={"names": given})
    return joined


@transaction.atomic
def confirm(*, actor: Actor, measurement: Measurement) -> Participant:
    """Say that the own list is right as it stands. Raises `Denied`, `WrongState` while something waits."""
    joined = _own(actor, measurement)
    if measurement.state not in (State.COLLECTING, State.CHECKING):
        raise WrongState
    if contests_waiting(measurement).filter(item__organization=joined.organization_id).exists():
        raise WrongState(_("Something of your list still waits for an answer."))
    joined.confirmed_at, joined.confirmed_name = clock.now(), actor.signature
    joined.save(update_fields=["confirmed_at", "confirmed_name"])
    record(
        actor=actor, verb="influence.confirm", on=measurement,
        detail={"organization": joined.organization.name},
    )  # fmt: skip
    return joined


def leave_ended(*, bodies: Sequence[int]) -> int:
    """Bodies that end take part no longer; part of the action that ends them, which leaves the entry."""
    found = Participant.objects.filter(
        organization__in=bodies, measurement__state__in=[State.COLLECTING, State.CHECKING]
    )
    return found.delete()[0]


def _own(actor: Actor, measurement: Measurement) -> Participant:
    joined = participant_of(actor, measurement)
    if joined is None or not actor.may(Right.REPORT):
        raise Denied
    return joined


def _former(body: Organization) -> list[str]:
    return list(body.names.values_list("name", flat=True))
