"""Kinds of activities and their rhythm: defined by the desk of an association for its subtree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.activities.enums import Part, Period
from quanjing.activities.models import ActivityKind, RhythmRule
from quanjing.activities.queries import kinds_for
from quanjing.activities.rules import can_define, owns
from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, audience_of, get

MOST = 100  # times in a span


@dataclass(frozen=True, slots=True)
class RhythmWanted:
    """At least `minimum` times in every `period`, from the first whole period after `valid_from` on."""

    kind: ActivityKind
    minimum: int
    period: Period
    valid_from: date
    valid_to: date | None = None
    basis: str = ""
    directive: Directive | None = None


@transaction.atomic
def define_kind(
    *, actor: Actor, name_zh: str, name_en: str = "", parts: Sequence[Part] = (), position: int = 100
) -> ActivityKind:
    """Add a kind for the actor's body and all below. Raises `Denied`; `Invalid` for a name already there."""
    body = _own(actor)
    name = name_zh.strip()
    problems = [] if name else [Problem("name_zh", _("A name is missing."))]
    if name and kinds_for(body.path, clock.today()).filter(name_zh=name).exists():
        problems.append(Problem("name_zh", _("There is a kind of this name.")))
    if problems:
        raise Invalid(problems)
    made = ActivityKind.objects.create(
        organization=body,
        name_zh=name[:60],
        name_en=name_en.strip()[:60],
        parts=[Part(part).value for part in parts],
        position=position,
        valid_from=clock.today(),
    )
    detail = {"name": made.name_zh, "parts": made.parts}
    record(actor=actor, verb="activities.define_kind", on=made, detail=detail)
    return made


@transaction.atomic
def end_kind(*, actor: Actor, kind: ActivityKind, last_day: date) -> ActivityKind:
    """Let a kind that the own body defined end; what was recorded keeps it. Raises `Denied`, `Invalid`."""
    locked = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    if not owns(actor, locked):
        raise Denied
    if locked.valid_from is not None and last_day < locked.valid_from:
        raise Invalid([Problem("last_day", _("The last day lies before the first."))])
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    record(actor=actor, verb="activities.end_kind", on=locked, detail={"last_day": last_day.isoformat()})
    return locked


def preview_rhythm(*, actor: Actor, wanted: RhythmWanted, selection: Selection) -> int:
    """How many bodies a rule would reach today. Raises `Denied`, `Missing`, `Invalid`."""
    body = _own(actor)
    _refuse(wanted)
    return audience_of(_rule(body, actor, wanted, selection)).count()


@transaction.atomic
def set_rhythm(*, actor: Actor, wanted: RhythmWanted, selection: Selection) -> RhythmRule:
    """Set a rhythm for the bodies of a selection in the own subtree, its head included.

    Raises:
        Denied: not the desk of an association.
        Missing: the head of the selection is not visible to the actor.
        Invalid: a minimum below 1, an end before the start, a kind that is not in use, nobody reached.
    """
    body = _own(actor)
    _refuse(wanted)
    rule = _rule(body, actor, wanted, selection)
    reached = audience_of(rule).count()
    if not reached:
        raise Invalid([Problem("kinds", _("No organization is chosen."))])
    rule.save()
    detail = {
        "kind": str(wanted.kind),
        "minimum": rule.minimum,
        "period": rule.period,
        "under": selection.under,
        "organizations": reached,
    }
    record(actor=actor, verb="activities.set_rhythm", on=rule, detail=detail)
    return rule


@transaction.atomic
def end_rhythm(*, actor: Actor, rule: RhythmRule, last_day: date) -> RhythmRule:
    """Let a rule of the own body end; what was due before stays. Raises `Denied`, `WrongState`, `Invalid`."""
    locked = RhythmRule.objects.select_for_update(of=("self",)).select_related("kind").get(pk=rule.pk)
    if not owns(actor, locked):
        raise Denied
    if locked.valid_to is not None:
        raise WrongState
    if last_day < locked.valid_from:
        raise Invalid([Problem("last_day", _("The last day lies before the first."))])
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    record(actor=actor, verb="activities.end_rhythm", on=locked, detail={"last_day": last_day.isoformat()})
    return locked


def _own(actor: Actor) -> Organization:
    body: Organization | None = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not can_define(actor, body):
        raise Denied
    return body


def _refuse(wanted: RhythmWanted) -> None:
    problems = []
    if not 1 <= wanted.minimum <= MOST:
        problems.append(Problem("minimum", _("At least once, at most a hundred times.")))
    if wanted.valid_to is not None and wanted.valid_to < wanted.valid_from:
        problems.append(Problem("valid_to", _("The last day lies before the first.")))
    if problems:
        raise Invalid(problems)


def _rule(body: Organization, actor: Actor, wanted: RhythmWanted, selection: Selection) -> RhythmRule:
    under = get(actor, selection.under)
    if not kinds_for(under.path, clock.today()).filter(pk=wanted.kind.pk).exists():
        raise Invalid([Problem("activity", _("This kind is not in use for the bodies below."))])
    return RhythmRule(
        organization=body,
        under=under,
        kind=wanted.kind,
        minimum=wanted.minimum,
        period=wanted.period,
        kinds=list(selection.kinds),
        levels=list(selection.levels),
        classes=[int(one) for one in selection.classes],
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        basis=wanted.basis.strip()[:300],
        directive=wanted.directive,
        made_at=clock.now(),
    )
