"""Writing a scheme: its frame, and from the one that stands ready."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Indicator, Scheme
from quanjing.assessment.queries import Placed
from quanjing.assessment.rules import can_begin, can_keep
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.foundation.refusing import refusals
from quanjing.organizations.models import Organization

READY = Path(__file__).resolve().parents[1] / "ready"  # schemes to begin from
YEARLY = "yearly"
COPIED = (
    "key", "position", "label", "definition", "pattern", "parameters", "options", "source", "fact", "most",
    "is_bonus", "needs_evidence", "only", "weights",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SchemeWanted:
    """Columns of `Scheme` of the same names."""

    name: str
    year: int
    facts_from: date
    facts_to: date
    opens_on: date
    due_on: date
    addressed: dict[str, list[Any]] = field(default_factory=dict)
    grace_days: int = 3
    appeal_days: int = 5
    base: Decimal = Decimal(100)
    bonus: Decimal = Decimal(0)
    total: Decimal = Decimal(100)
    places: int = 2
    tiers: list[dict[str, str]] = field(default_factory=list)
    grades: list[dict[str, Any]] = field(default_factory=list)
    tie: str = "in"
    quota_group: str = "class"
    names_reviewers: bool = False


@transaction.atomic
def begin_scheme(*, actor: Actor, wanted: SchemeWanted, ready: str = "") -> Scheme:
    """Begin a scheme of the actor's body, with the indicators of one that stands `ready` where it is named.

    Raises `Denied`; `Invalid` with every problem.
    """
    body = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not can_begin(actor, body):
        raise Denied
    _check(wanted)
    made = Scheme(organization=body, changed_at=clock.now(), **asdict(wanted))
    if ready:
        _like(made, _ready(ready))
    made.save()
    if ready:
        plant(made, _ready(ready)["indicators"])
    record(actor=actor, verb="assessment.begin", on=made, detail={"year": made.year, "ready": ready})
    return made


@transaction.atomic
def change_scheme(*, actor: Actor, scheme: Scheme, wanted: SchemeWanted) -> Scheme:
    """Change the frame of a draft. Raises `Denied`, `WrongState`, `Invalid`."""
    current = draft(actor, scheme)
    _check(wanted)
    for name, value in asdict(wanted).items():
        setattr(current, name, value)
    current.changed_at = clock.now()
    current.save()
    record(actor=actor, verb="assessment.change", on=current)
    return current


@transaction.atomic
def drop_scheme(*, actor: Actor, scheme: Scheme) -> None:
    """Throw a draft away. Raises `Denied`, `WrongState`."""
    current = draft(actor, scheme)
    record(actor=actor, verb="assessment.drop", on=current)
    current.delete()


def draft(actor: Actor, scheme: Scheme) -> Scheme:
    """The scheme under a lock, to be changed. Raises `Denied`, `WrongState` for one that is issued."""
    current = locked(scheme)
    if not can_keep(actor, current):
        raise Denied
    if current.state != SchemeState.DRAFT:
        raise WrongState(_("The scheme is issued: it is changed by a new version with a reason."))
    return current


def locked(scheme: Scheme) -> Scheme:
    rows = Scheme.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=scheme.pk)


def plant(scheme: Scheme, indicators: list[dict[str, Any]], parent: Indicator | None = None) -> None:
    """Indicators as data, put below a scheme."""
    for position, one in enumerate(indicators, start=1):
        values = {name: one[name] for name in COPIED if name in one and name != "position"}
        made = Indicator.objects.create(scheme=scheme, parent=parent, position=position, **values)
        plant(scheme, one.get("below", []), made)


def copy_tree(tree: list[Placed], to: Scheme) -> None:
    """The indicators of one scheme for another, keys kept, so that answers find them again."""
    made: dict[int, Indicator] = {}
    for placed in tree:
        one = placed.indicator
        values = {name: getattr(one, name) for name in COPIED}
        parent = made.get(one.parent_id) if one.parent_id else None
        made[one.pk] = Indicator.objects.create(scheme=to, parent=parent, **values)


def _ready(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((READY / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _like(scheme: Scheme, ready: dict[str, Any]) -> None:
    for name in ("bonus", "grades", "tiers"):
        setattr(scheme, name, ready[name])
    scheme.base, scheme.total = Decimal(ready["base"]), Decimal(ready["total"])
    scheme.bonus = Decimal(ready["bonus"])


def _check(wanted: SchemeWanted) -> None:
    problems = refusals("name", wanted.name)
    if not wanted.name.strip():
        problems.append(Problem("name", _("The scheme needs a name.")))
    if wanted.facts_to < wanted.facts_from or wanted.facts_from.day != 1 or wanted.facts_to.day != 1:
        problems.append(
            Problem("facts_to", _("Facts are taken over whole months, from the first to the last."))
        )
    if (wanted.facts_to.year - wanted.facts_from.year) * 12 > 36:
        problems.append(Problem("facts_to", _("At most three years of facts.")))
    if wanted.due_on < wanted.opens_on:
        problems.append(Problem("due_on", _("The last day lies before the first.")))
    if not 0 <= wanted.places <= 2:
        problems.append(Problem("places", _("Marks have at most two places.")))
    if problems:
        raise Invalid(problems)
