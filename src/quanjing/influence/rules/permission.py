"""Who keeps a measurement, joins it, collects for it, contests and answers; and how it may move."""

from __future__ import annotations

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.influence.enums import MOVES, ItemState, State
from quanjing.influence.models import Contest, Measurement, PublicItem
from quanjing.influence.queries import own_third_party, participant_of
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import reaches


def can_begin(actor: Actor, body: Organization) -> bool:
    """Whether the actor begins measurements: the desk of an association."""
    own = actor.organization_id == body.pk
    return own and actor.may(Right.ISSUE) and body.kind == Kind.ASSOCIATION


def can_keep(actor: Actor, measurement: Measurement) -> bool:
    """Whether the actor changes and moves it: the desk of the body that measures."""
    return actor.may(Right.ISSUE) and measurement.organization_id == actor.organization_id


def can_join(actor: Actor, measurement: Measurement, body: Organization) -> bool:
    """Whether the actor joins with his body: it is meant, and collecting is not over."""
    own = actor.may(Right.REPORT) and actor.organization_id == body.pk
    in_time = clock.today() <= measurement.collect_until
    return own and measurement.state == State.COLLECTING and in_time and reaches(measurement, body)


def can_add(actor: Actor, measurement: Measurement) -> bool:
    """Whether the actor adds items: the third party, or a society for itself until checking ends."""
    if measurement.state not in (State.COLLECTING, State.CHECKING):
        return False
    if own_third_party(actor, measurement) is not None:
        return True
    return _takes_part(actor, measurement) and clock.today() <= measurement.check_until


def can_contest(actor: Actor, item: PublicItem) -> bool:
    """Whether the actor contests an item: the society that it is about, until checking ends."""
    measurement = item.measurement
    own = item.organization_id == actor.organization_id and actor.may(Right.REPORT)
    open_still = measurement.state in (State.COLLECTING, State.CHECKING)
    return (
        own and open_still and item.state == ItemState.STANDING and clock.today() <= measurement.check_until
    )


def can_answer(actor: Actor, contest: Contest) -> bool:
    """Whether the actor answers a contest: the third party first, the desk where it was put before it."""
    measurement = contest.item.measurement
    if measurement.state not in (State.COLLECTING, State.CHECKING):
        return False
    if contest.state == "appealed":
        return can_keep(actor, measurement)
    return own_third_party(actor, measurement) is not None or can_keep(actor, measurement)


def may_move(measurement: Measurement, to: State) -> bool:
    return to in MOVES[State(measurement.state)]


def _takes_part(actor: Actor, measurement: Measurement) -> bool:
    return actor.may(Right.REPORT) and participant_of(actor, measurement) is not None
