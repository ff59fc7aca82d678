"""Planning an inspection, announcing it to the bodies that it concerns, concluding it, calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.inspections.actions.writing import locked_inspection, tell_body
from quanjing.inspections.enums import InspectionState, Mode, SelfState, Strata, VisitState
from quanjing.inspections.models import Checklist, InspectedBody, Inspection, InspectionStage
from quanjing.inspections.queries import audience_of, guidance_seen
from quanjing.inspections.rules import can_plan, owns
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection, get
from quanjing.registers.models import RegisterEntry
from quanjing.tasks.queries import directive_list

MOST_STAGES = 8
BATCH = 1000


@dataclass(frozen=True, slots=True)
class StageWanted:
    name: str
    last_day: date


@dataclass(frozen=True, slots=True)
class InspectionWanted:
    """Columns of `Inspection` of the same names; `directive` and `guidance` are codes."""

    name: str
    purpose: str
    checklist: Checklist
    first_day: date
    last_day: date
    selection: Selection
    mode: Mode = Mode.BOTH
    self_by: date | None = None
    short_reason: str = ""
    allows_nil: bool = True
    head_confirms: bool = False
    basis: str = ""
    directive: str = ""
    guidance: str = ""
    per_part: int | None = None
    strata: Strata = Strata.NONE
    red_days: int = 7
    stages: Sequence[StageWanted] = field(default=())


@transaction.atomic
def plan_inspection(*, actor: Actor, wanted: InspectionWanted) -> Inspection:
    """Begin a plan that nobody else sees. Raises `Denied`; `Invalid` with every problem."""
    if not can_plan(actor) or actor.organization_id is None:
        raise Denied
    made = Inspection(organization_id=actor.organization_id, made_name=actor.signature, made_at=clock.now())
    _put(actor, made, wanted)
    record(actor=actor, verb="inspections.plan", on=made, detail={"name": made.name})
    return made


@transaction.atomic
def change_inspection(*, actor: Actor, inspection: Inspection, wanted: InspectionWanted) -> Inspection:
    """Change a plan that is not announced yet. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _led(actor, inspection, InspectionState.DRAFT)
    _put(actor, current, wanted)
    record(actor=actor, verb="inspections.change", on=current)
    return current


@transaction.atomic
def drop(*, actor: Actor, inspection: Inspection) -> None:
    """Throw away a plan that was never announced. Raises `Denied`, `WrongState`."""
    current = _led(actor, inspection, InspectionState.DRAFT)
    record(actor=actor, verb="inspections.drop", on=current, detail={"name": current.name})
    current.delete()


@transaction.atomic
def announce(*, actor: Actor, inspection: Inspection) -> Inspection:
    """Freeze the bodies and the checklist, and tell those that are asked for a self-check.

    Where all bodies are visited, they are set for it at once; where some are drawn, that comes later.

    Raises: `Denied`, `WrongState`; `Invalid` for a plan that reaches nobody or whose self-check is due today
    or
        sooner without a reason.
    """
    current = _led(actor, inspection, InspectionState.DRAFT)
    bodies = list(audience_of(current))
    problems = _untimely(current)
    if not bodies:
        problems.append(Problem("under", _("This reaches no body.")))
    if problems:
        raise Invalid(problems)
    current.template = current.checklist.template
    current.state, current.announced_on = InspectionState.ANNOUNCED, clock.today()
    current.changed_at = clock.now()
    current.save()
    state = SelfState.DUE if current.asks_self else ""
    visited = current.has_visits and current.per_part is None
    InspectedBody.objects.bulk_create(
        (
            InspectedBody(
                inspection=current, organization=one, part=_part(current, one), is_visited=visited,
                self_state=state
            )
            for one in bodies
        ),
        batch_size=BATCH,
    )  # fmt: skip
    if current.asks_self:
        _tell(current, [one.pk for one in bodies])
    record(actor=actor, verb="inspections.announce", on=current, detail={"bodies": len(bodies)})
    return current


@transaction.atomic
def conclude(*, actor: Actor, inspection: Inspection, result: str) -> Inspection:
    """Close an inspection with its result in words; findings go on until each is closed.

    Raises: `Denied`, `WrongState`; `Invalid` without a result, or while a visit is planned.
    """
    current = _led(actor, inspection, InspectionState.ANNOUNCED)
    problems = [] if result.strip() else [Problem("reason", _("Please say in a few words how it ended."))]
    if current.visits.filter(state=VisitState.PLANNED).exists():
        problems.append(Problem("reason", _("A visit is still planned: make it or call it off first.")))
    if problems:
        raise Invalid(problems)
    _end(current, InspectionState.CLOSED, result)
    record(actor=actor, verb="inspections.conclude", on=current, detail={"reason": current.reason})
    return current


@transaction.atomic
def call_off(*, actor: Actor, inspection: Inspection, reason: str) -> Inspection:
    """Call an announced inspection off: planned visits too; findings that are there go on.

    Raises `Denied`, `WrongState`, `Invalid` without a reason.
    """
    current = _led(actor, inspection, InspectionState.ANNOUNCED)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.visits.filter(state=VisitState.PLANNED).update(
        state=VisitState.CALLED_OFF, reason=reason.strip()[:300], changed_at=clock.now()
    )
    ids = current.bodies.exclude(self_state="", is_visited=False).values_list("organization_id", flat=True)
    values = {"name": current.name, "reason": reason.strip()[:300]}
    link = reverse("inspection_page", args=[current.code])
    tell_body(list(ids), "inspection_off", values, link, f"inspection_off:{current.code}")
    _end(current, InspectionState.CALLED_OFF, reason)
    record(actor=actor, verb="inspections.call_off", on=current, detail={"reason": current.reason})
    return current


def _end(current: Inspection, state: InspectionState, words: str) -> None:
    current.state, current.reason, current.changed_at = state, words.strip()[:300], clock.now()
    current.save()


def _led(actor: Actor, inspection: Inspection, state: InspectionState) -> Inspection:
    current = locked_inspection(inspection)
    if not owns(actor, current):
        raise Denied
    if current.state != state:
        raise WrongState
    return current


def _put(actor: Actor, current: Inspection, wanted: InspectionWanted) -> None:
    problems = _wrong(wanted)
    directive, guidance = _basis(actor, wanted, problems)
    under = _under(actor, wanted, problems)
    if problems or under is None:
        raise Invalid(problems)
    columns: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in (
            "mode",
            "first_day",
            "last_day",
            "allows_nil",
            "head_confirms",
            "per_part",
            "strata",
            "red_days",
        )
    }
    columns |= {
        "name": wanted.name.strip()[:200], "purpose": wanted.purpose.strip(),
        "basis": wanted.basis.strip()[:300],
        "short_reason": wanted.short_reason.strip()[:300], "checklist": wanted.checklist,
        "template": wanted.checklist.template, "directive": directive, "guidance": guidance, "under": under,
        "self_by": None if wanted.mode == Mode.VISITS else wanted.self_by,
        "kinds": list(wanted.selection.kinds), "levels": list(wanted.selection.levels),
        "classes": list(wanted.selection.classes), "changed_at": clock.now(),
    }  # fmt: skip
    for name, value in columns.items():
        setattr(current, name, value)
    current.save()
    current.stages.all().delete()
    InspectionStage.objects.bulk_create(
        InspectionStage(inspection=current, position=place, name=one.name.strip()[:60], last_day=one.last_day)
        for place, one in enumerate(wanted.stages, start=1)
    )


def _wrong(wanted: InspectionWanted) -> list[Problem]:
    problems = [
        Problem(name, words)
        for name, words in (
            ("name", _("The inspection needs a name.")),
            ("purpose", _("Please say what it is for.")),
        )
        if not getattr(wanted, name).strip()
    ]
    if wanted.last_day < wanted.first_day:
        problems.append(Problem("last_day", _("The last day lies before the first.")))
    if wanted.mode != Mode.VISITS and wanted.self_by is None:
        problems.append(Problem("self_by", _("By which day is the self-check sent?")))
    elif wanted.self_by is not None and wanted.self_by > wanted.last_day:
        problems.append(Problem("self_by", _("This lies behind the last day of the inspection.")))
    if len(wanted.stages) > MOST_STAGES:
        problems.append(Problem("stages", _("At most %(limit)d stages.") % {"limit": MOST_STAGES}))
    days = [one.last_day for one in wanted.stages]
    if days != sorted(days):
        problems.append(Problem("stages", _("The stages stand in the order of their last days.")))
    return problems


def _untimely(current: Inspection) -> list[Problem]:
    today = clock.today()
    problems = []
    if current.last_day < today:
        problems.append(Problem("last_day", _("This day has passed.")))
    if current.self_by is not None and current.self_by < today:
        problems.append(Problem("self_by", _("This day has passed.")))
    elif current.self_by == today and not current.short_reason:
        problems.append(
            Problem("short_reason", _("Due on the same day: give more time, or say why it has to be today."))
        )
    return problems


def _basis(
    actor: Actor, wanted: InspectionWanted, problems: list[Problem]
) -> tuple[Directive | None, RegisterEntry | None]:
    directive, guidance = None, None
    if wanted.directive:
        directive = directive_list(actor).filter(code=wanted.directive).first()
        if directive is None:
            problems.append(Problem("directive", _("There is no such notice.")))
    if wanted.guidance:
        guidance = next((one for one in guidance_seen(actor) if one.code == wanted.guidance), None)
        if guidance is None:
            problems.append(Problem("guidance", _("There is no such guidance in force.")))
    return directive, guidance


def _under(actor: Actor, wanted: InspectionWanted, problems: list[Problem]) -> Organization | None:
    try:
        head = get(actor, wanted.selection.under)
    except Missing:
        head = None
    if head is None or not actor.covers(head.path):
        problems.append(Problem("under", _("Please choose a body of your own subtree.")))
        return None
    return head


def _part(inspection: Inspection, body: Organization) -> str:
    """The part of the list that a body belongs to.

    Names of columns, so that it never depends on a language.
    """
    by_class = f"class {body.society_class}"
    by_level = f"level {body.level or 'none'}"
    if inspection.strata == Strata.CLASS:
        return by_class
    if inspection.strata == Strata.LEVEL:
        return by_level
    return f"{by_class}, {by_level}" if inspection.strata == Strata.BOTH else ""


def _tell(current: Inspection, ids: list[int]) -> None:
    assert current.self_by is not None
    values = {
        "name": current.name,
        "issuer": current.organization.name,
        "last_day": current.self_by.isoformat(),
    }
    link = reverse("inspection_page", args=[current.code])
    tell_body(ids, "inspection_announced", values, link, f"inspection:{current.code}")
