"""Beginning and changing a measurement; its formula is fixed as soon as items are collected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.influence.enums import State
from quanjing.influence.models import Dimension, Measurement
from quanjing.influence.rules import can_begin, can_keep, problems_with
from quanjing.influence.rules.formula import DimensionFacts
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import get as get_body


@dataclass(frozen=True, slots=True)
class MeasurementFacts:
    """A measurement as it is typed; `under` is a code, empty for the own body."""

    name: str
    year: int | None
    first_day: date | None
    last_day: date | None
    collect_until: date | None
    check_until: date | None
    aliases: Sequence[str] = ()
    intro: str = ""
    method: str = ""
    under: str = ""
    kinds: Sequence[str] = ("society",)
    levels: Sequence[str] = ()
    classes: Sequence[int] = ()
    per_outlet_month: int = 2
    per_outlet: int = 10
    front: int = 10
    dimensions: Sequence[DimensionFacts] = ()


PLAIN = tuple(one.name for one in fields(MeasurementFacts) if one.name not in ("under", "dimensions"))


@transaction.atomic
def begin(*, actor: Actor, facts: MeasurementFacts) -> Measurement:
    """A draft that only the own desk sees. Raises `Denied`, `Invalid` with every problem at its place."""
    body = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not can_begin(actor, body):
        raise Denied
    measurement = Measurement(organization=body, made_name=actor.signature, made_at=clock.now())
    _write(actor, measurement, facts)
    record(actor=actor, verb="influence.begin", on=measurement)
    return measurement


@transaction.atomic
def change(*, actor: Actor, measurement: Measurement, facts: MeasurementFacts, version: int) -> Measurement:
    """Change a draft. Raises `Denied`, `WrongState` once it is open, `Conflict`, `Invalid`."""
    current = Measurement.objects.select_for_update(of=("self",)).select_related("organization")
    found = current.get(pk=measurement.pk)
    if not can_keep(actor, found):
        raise Denied
    if found.state != State.DRAFT:
        raise WrongState
    if found.version != version:
        raise Conflict
    found.version += 1
    _write(actor, found, facts)
    record(actor=actor, verb="influence.change", on=found)
    return found


def _write(actor: Actor, measurement: Measurement, facts: MeasurementFacts) -> None:
    for name in PLAIN:
        value = getattr(facts, name)
        setattr(measurement, name, list(value) if isinstance(value, tuple) else value)
    measurement.name = measurement.name.strip()
    measurement.under = get_body(actor, facts.under) if facts.under else measurement.organization
    problems = problems_with(measurement, facts.dimensions)
    if problems:
        raise Invalid(problems)
    measurement.save()
    measurement.dimensions.all().delete()
    Dimension.objects.bulk_create(
        Dimension(
            measurement=measurement, position=place, key=f"d{place}", name=one.name, hint=one.hint,
            weight=one.weight, full=one.full,
        )
        for place, one in enumerate(facts.dimensions, start=1)
    )  # fmt: skip
