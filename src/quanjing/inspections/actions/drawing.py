"""Drawing the bodies to be visited from a seed that is fixed first, and adding one by hand with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.inspections.actions.writing import locked_inspection
from quanjing.inspections.enums import InspectionState
from quanjing.inspections.matching import draw
from quanjing.inspections.models import Draw, InspectedBody, Inspection
from quanjing.inspections.queries import body_to_add
from quanjing.inspections.rules import owns


@transaction.atomic
def fix_seed(*, actor: Actor, inspection: Inspection, seed: str, source: str) -> Inspection:
    """Fix the seed, once and for all,
    and say where it comes from; everybody sees it before anything is drawn.

    Raises: `Denied`; `WrongState` before announcing, where all are visited, or where a seed is fixed;
    `Invalid`.
    """
    current = _to_be_drawn(actor, inspection)
    if current.seed:
        raise WrongState(_("The seed is fixed and is never changed."))
    problems = []
    if not seed.strip():
        problems.append(Problem("seed", _("Please give the seed: a number or some words.")))
    if not source.strip():
        problems.append(Problem("source", _("Please say where the seed comes from.")))
    if problems:
        raise Invalid(problems)
    current.seed, current.seed_source = seed.strip()[:100], source.strip()[:200]
    current.seed_name, current.seed_at = actor.signature, clock.now()
    current.changed_at = clock.now()
    current.save()
    detail = {"seed": current.seed, "source": current.seed_source}
    record(actor=actor, verb="inspections.fix_seed", on=current, detail=detail)
    return current


@transaction.atomic
def draw_bodies(*, actor: Actor, inspection: Inspection) -> Draw:
    """Draw from the frozen list by the fixed seed, once; the record holds all that is needed to do it again.

    Raises: `Denied`; `WrongState` without a seed, or where it was done.
    """
    current = _to_be_drawn(actor, inspection)
    if not current.seed or Draw.objects.filter(inspection=current).exists():
        raise WrongState
    rows = current.bodies.filter(added_reason="").order_by("organization__path")
    population = dict(rows.values_list("organization__code", "part"))
    assert current.per_part is not None
    chosen = draw(current.seed, population, current.per_part)
    current.bodies.filter(organization__code__in=chosen).update(is_visited=True)
    made = Draw.objects.create(
        inspection=current, seed=current.seed, size=current.per_part, population=population, chosen=chosen,
        drawn_name=actor.signature, drawn_at=clock.now(),
    )  # fmt: skip
    detail = {"seed": current.seed, "of": len(population), "chosen": chosen}
    record(actor=actor, verb="inspections.draw", on=current, detail=detail)
    return made


@transaction.atomic
def add_body(*, actor: Actor, inspection: Inspection, code: str, reason: str) -> InspectedBody:
    """Set a body for a visit by hand, marked as such with the reason.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = locked_inspection(inspection)
    if not owns(actor, current):
        raise Denied
    if current.state != InspectionState.ANNOUNCED or not current.has_visits:
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say why it is added by hand."))])
    body = body_to_add(actor, current, code)
    row, _is_new = InspectedBody.objects.get_or_create(inspection=current, organization=body)
    if row.is_visited:
        raise Invalid([Problem("code", _("It is to be visited already."))])
    row.is_visited, row.added_reason = True, reason.strip()[:300]
    row.save(update_fields=["is_visited", "added_reason"])
    detail = {"body": body.code, "reason": row.added_reason}
    record(actor=actor, verb="inspections.add_body", on=current, detail=detail)
    return row


def _to_be_drawn(actor: Actor, inspection: Inspection) -> Inspection:
    current = locked_inspection(inspection)
    if not owns(actor, current):
        raise Denied
    if current.state != InspectionState.ANNOUNCED or not current.has_visits or current.per_part is None:
        raise WrongState
    return current
