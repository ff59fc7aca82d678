"""The steps of a measurement: opened, checked by the societies, published, called off."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.influence.actions.telling import tell_bodies
from quanjing.influence.enums import State
from quanjing.influence.measuring import measure
from quanjing.influence.models import Measurement
from quanjing.influence.queries import (
    contests_waiting,
    formula_of,
    items_as_facts,
    participants_of,
    proposals_waiting,
)
from quanjing.influence.queries.results import as_kept
from quanjing.influence.rules import can_keep, may_move
from quanjing.organizations.queries import audience_of


@transaction.atomic
def open_measurement(*, actor: Actor, measurement: Measurement) -> Measurement:
    """Tell whom it is for; who wants to take part joins. Raises `Denied`, `WrongState`, `Invalid`."""
    found = _moved(actor, measurement, State.COLLECTING)
    if found.collect_until < clock.today():
        raise Invalid([Problem("collect_until", _("The last day for collecting is past."))])
    if not found.method.strip():
        raise Invalid([Problem("method", _("How the third party collects is published; please say it."))])
    found.save(update_fields=["state", "version"])
    bodies = list(audience_of(found).exclude(pk=found.organization_id).values_list("pk", flat=True))
    values = {"name": found.name, "last_day": found.collect_until.isoformat()}
    tell_bodies(found, bodies, "influence_open", values)
    record(actor=actor, verb="influence.open", on=found, detail={"count": len(bodies)})
    return found


@transaction.atomic
def check(*, actor: Actor, measurement: Measurement) -> Measurement:
    """Ask the societies that joined to look at their lists. Raises `Denied`, `WrongState`."""
    found = _moved(actor, measurement, State.CHECKING)
    found.save(update_fields=["state", "version"])
    values = {"name": found.name, "last_day": found.check_until.isoformat()}
    tell_bodies(found, _joined(found), "influence_check", values)
    record(actor=actor, verb="influence.check", on=found)
    return found


@transaction.atomic
def reopen(*, actor: Actor, measurement: Measurement, collect_until: date, check_until: date) -> Measurement:
    """Collect some more, with new last days for everybody. Raises `Denied`, `WrongState`, `Invalid`."""
    found = _moved(actor, measurement, State.COLLECTING)
    if collect_until < clock.today() or check_until < collect_until:
        raise Invalid([Problem("collect_until", _("The last day for collecting is past."))])
    found.collect_until, found.check_until = collect_until, check_until
    found.save(update_fields=["state", "version", "collect_until", "check_until"])
    detail = {"collect_until": collect_until.isoformat(), "check_until": check_until.isoformat()}
    record(actor=actor, verb="influence.reopen", on=found, detail=detail)
    return found


@transaction.atomic
def publish(*, actor: Actor, measurement: Measurement) -> Measurement:
    """Keep the result as it is computed now, and show it with every item that stands.

    Raises:
        Denied, WrongState.
        Invalid: societies still have time, or something waits for an answer.
    """
    found = _moved(actor, measurement, State.PUBLISHED)
    problems = _not_yet(found)
    if problems:
        raise Invalid(problems)
    bodies = [one.organization for one in participants_of(found)]
    results = measure(items_as_facts(found), formula_of(found), [body.code for body in bodies])
    found.results = as_kept(results)
    found.published_at = clock.now()
    found.save(update_fields=["state", "version", "results", "published_at"])
    tell_bodies(found, [body.pk for body in bodies], "influence_published", {"name": found.name})
    record(actor=actor, verb="influence.publish", on=found, detail={"count": len(bodies)})
    return found


@transaction.atomic
def call_off(*, actor: Actor, measurement: Measurement, reason: str) -> Measurement:
    """Call it off with a reason that everybody reads. Raises `Denied`, `WrongState`, `Invalid`."""
    found = _moved(actor, measurement, State.CANCELLED)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason."))])
    found.reason = reason.strip()
    found.save(update_fields=["state", "version", "reason"])
    tell_bodies(found, _joined(found), "influence_off", {"name": found.name, "reason": found.reason})
    record(actor=actor, verb="influence.call_off", on=found, detail={"reason": found.reason})
    return found


def _moved(actor: Actor, measurement: Measurement, to: State) -> Measurement:
    """The row under its lock, in its new state but not saved."""
    rows = Measurement.objects.select_for_update(of=("self",)).select_related("organization", "under")
    found = rows.get(pk=measurement.pk)
    if not can_keep(actor, found):
        raise Denied
    if not may_move(found, to):
        raise WrongState
    found.state = to
    found.version += 1
    return found


def _not_yet(measurement: Measurement) -> list[Problem]:
    problems = []
    if clock.today() <= measurement.check_until:
        problems.append(Problem("check_until", _("The societies can still look at their lists.")))
    waiting = contests_waiting(measurement).count() + proposals_waiting(measurement).count()
    if waiting:
        words = ngettext(
            "%(count)d item waits for an answer.", "%(count)d items wait for an answer.", waiting
        )
        problems.append(Problem("items", words % {"count": waiting}))
    return problems


def _joined(measurement: Measurement) -> list[int]:
    return list(measurement.participants.values_list("organization", flat=True))
