"""The tree of a draft: adding, changing, moving and taking away indicators."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from quanjing.assessment.actions.drafting import draft
from quanjing.assessment.enums import Source
from quanjing.assessment.models import Indicator, Scheme
from quanjing.assessment.queries import places_for, tree_of
from quanjing.assessment.rules import problems_with
from quanjing.assessment.scoring import LEVELS
from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState

MOST = 300


@dataclass(frozen=True, slots=True)
class IndicatorWanted:
    """Columns of `Indicator` of the same names."""

    label: str
    definition: str = ""
    pattern: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    source: str = Source.UNIT
    fact: str = ""
    most: Decimal | None = None
    is_bonus: bool = False
    needs_evidence: bool = False
    only: dict[str, list[Any]] = field(default_factory=dict)
    weights: list[Any] = field(default_factory=list)


@transaction.atomic
def add_indicator(
    *, actor: Actor, scheme: Scheme, wanted: IndicatorWanted, parent: Indicator | None = None
) -> Indicator:
    """Add an indicator at the end, or below another. Raises `Denied`, `WrongState`, `Invalid`."""
    current = draft(actor, scheme)
    depths = {one.indicator.pk: one.depth for one in tree_of(current)}
    if len(depths) >= MOST:
        raise Invalid([Problem("label", _("At most %(count)d indicators.") % {"count": MOST})])
    if parent is not None and (depths.get(parent.pk, LEVELS) >= LEVELS or parent.pattern):
        raise Invalid([Problem("parent", _("Nothing can stand below this indicator."))])
    made = Indicator(scheme=current, parent=parent, position=_next(current, parent))
    _put(made, wanted)
    made.save()
    detail = {"key": made.key, "label": made.label}
    record(actor=actor, verb="assessment.add_indicator", on=current, detail=detail)
    return made


@transaction.atomic
def change_indicator(*, actor: Actor, indicator: Indicator, wanted: IndicatorWanted) -> Indicator:
    """Change an indicator of a draft; its key stays. Raises `Denied`, `WrongState`, `Invalid`."""
    current = draft(actor, indicator.scheme)
    one = Indicator.objects.get(pk=indicator.pk)
    if wanted.pattern and one.below.exists():
        raise Invalid([Problem("pattern", _("What is judged itself has nothing below it."))])
    _put(one, wanted)
    one.save()
    detail = {"key": one.key, "label": one.label}
    record(actor=actor, verb="assessment.change_indicator", on=current, detail=detail)
    return one


@transaction.atomic
def move_indicator(*, actor: Actor, indicator: Indicator, up: bool) -> None:
    """Change places with the one before or after, among those with the same parent.

    Raises `Denied`, `WrongState`.
    """
    current = draft(actor, indicator.scheme)
    siblings = list(current.indicators.filter(parent=indicator.parent_id).order_by("position", "pk"))
    place = [one.pk for one in siblings].index(indicator.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(siblings):
        raise WrongState(_("It stands at the end already."))
    siblings[place], siblings[other] = siblings[other], siblings[place]
    for position, one in enumerate(siblings, start=1):
        one.position = position
    Indicator.objects.bulk_update(siblings, ["position"])
    record(actor=actor, verb="assessment.move_indicator", on=current, detail={"key": indicator.key})


@transaction.atomic
def place_indicator(*, actor: Actor, indicator: Indicator, parent: Indicator | None) -> None:
    """Put an indicator, with all below it, at the end below another heading, or of the whole.

    Raises `Denied`, `WrongState`; `Invalid` below itself, below a line, or where it would stand too deep.
    """
    current = draft(actor, indicator.scheme)
    one = Indicator.objects.get(pk=indicator.pk)
    if parent is not None and parent.pk not in {place.indicator.pk for place in places_for(current, one)}:
        raise Invalid([Problem("parent", _("Nothing can stand below this indicator."))])
    if one.parent_id == (parent.pk if parent else None):
        return
    current.indicators.filter(parent=one.parent_id, position__gt=one.position).update(
        position=F("position") - 1
    )
    one.parent, one.position = parent, _next(current, parent)
    one.save(update_fields=["parent", "position"])
    detail = {"key": one.key, "below": parent.key if parent else ""}
    record(actor=actor, verb="assessment.move_indicator", on=current, detail=detail)


@transaction.atomic
def drop_indicator(*, actor: Actor, indicator: Indicator) -> None:
    """Take an indicator away with all below it. Raises `Denied`, `WrongState`."""
    current = draft(actor, indicator.scheme)
    detail = {"key": indicator.key, "label": indicator.label}
    Indicator.objects.filter(
        scheme=current, parent=indicator.parent_id, position__gt=indicator.position
    ).update(position=F("position") - 1)
    Indicator.objects.get(pk=indicator.pk).delete()
    record(actor=actor, verb="assessment.drop_indicator", on=current, detail=detail)


def _next(scheme: Scheme, parent: Indicator | None) -> int:
    return scheme.indicators.filter(parent=parent).count() + 1


def _put(one: Indicator, wanted: IndicatorWanted) -> None:
    """Write what is wanted into an indicator that is not saved yet. Raises `Invalid`."""
    for name, value in asdict(wanted).items():
        setattr(one, name, value.strip() if isinstance(value, str) else value)
    if one.source != Source.FACT or not one.pattern:
        one.fact = ""
    problems = [Problem(_place(problem, one), problem.message) for problem in problems_with(one)]
    if not one.label:
        problems.append(Problem("label", _("The indicator needs a name.")))
    if problems:
        raise Invalid(problems)


def _place(problem: Problem, one: Indicator) -> str:
    return "label" if problem.where == one.key else problem.where
