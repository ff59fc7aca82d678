"""Opening a call, and what becomes of it while it is open: for everybody alike, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record
from quanjing.calls.actions.calls import fields_of, locked_call, own_draft
from quanjing.calls.actions.telling import tell_judges, tell_reached
from quanjing.calls.enums import CallState, Mean, Tie
from quanjing.calls.models import Call, CallVersion, Criterion
from quanjing.calls.queries import reached_by
from quanjing.calls.rules import Obstacle, is_over, may_move_call, obstacles_to, owns_call
from quanjing.calls.rules.judging import RULE_STATES, may_correct_rules
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState

TEXTS = ("title", "intro", "award", "fewest", "notice_days")
RULES = (
    "mean", "trim_from", "ties", "seed", "show_share", "show_weight", "places", "judges_each", "is_blind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """What opening would do now."""

    bodies: int
    fields: int
    obstacles: tuple[Obstacle, ...]

    @property
    def needs_reason(self) -> bool:
        return any(one.needs_reason for one in self.obstacles)

    @property
    def must_be_mended(self) -> bool:
        return any(not one.needs_reason for one in self.obstacles)


def preview_opening(*, actor: Actor, call: Call) -> Preview:
    """Count and check without writing. Raises `Denied`."""
    if not owns_call(actor, call):
        raise Denied
    fields = fields_of(call)
    bodies = reached_by(call).count()
    return Preview(bodies, len(fields), tuple(obstacles_to(call, fields, bodies, clock.now())))


@transaction.atomic
def open_call(*, actor: Actor, call: Call, reason: str = "") -> Call:
    """Open a draft and tell everybody whom it reaches; from now on its rules are frozen.

    Raises: `Denied`, `WrongState`; `Invalid` with what must be mended or needs a reason.
    """
    current = own_draft(actor, call)
    found = preview_opening(actor=actor, call=current)
    standing = [one for one in found.obstacles if not (one.needs_reason and reason.strip())]
    if standing:
        raise Invalid([one.problem for one in standing])
    current.state, current.opened_at = CallState.OPEN, clock.now()
    current.version = 1
    current.save(update_fields=["state", "opened_at", "version"])
    tell_reached(
        current, "call_opened", title=current.title, issuer=current.organization.name,
        closes_at=current.closes_at.isoformat(),
    )  # fmt: skip
    detail = {"title": current.title, "bodies": found.bodies, "reason": reason.strip()}
    record(actor=actor, verb="calls.open", on=current, detail=detail)
    return current


@transaction.atomic
def extend_call(*, actor: Actor, call: Call, closes_at: datetime, reason: str) -> Call:
    """Give everybody more time; a call in its form check is open again. A version that everybody sees.

    Raises: `Denied`; `WrongState` where panels have begun; `Invalid` without reason or for an earlier moment.
    """
    current = _own(actor, call)
    if current.state not in (CallState.OPEN, CallState.CHECKING):
        raise WrongState
    problems = _reason(reason)
    if closes_at <= max(current.closes_at, clock.now()):
        problems.append(Problem("closes_at", _("The new last moment lies after the old one and after now.")))
    if problems:
        raise Invalid(problems)
    before, current.closes_at, current.state = current.closes_at, closes_at, CallState.OPEN
    what = {"closes_at": [_moment(before), _moment(closes_at)]}
    _keep(actor, current, what, reason)
    record(actor=actor, verb="calls.extend", on=current, detail={"what": what, "reason": reason})
    return current


@transaction.atomic
def correct_call(
    *,
    actor: Actor,
    call: Call,
    changes: Mapping[str, Any],
    reason: str,
    weights: Mapping[int, int] | None = None,
) -> Call:
    """Correct an open call: its texts at any time, its rules only while nobody has scored anything.

    Raises: `Denied`; `WrongState` for rules once there is a score; `Invalid`.
    """
    current = _own(actor, call)
    if current.state not in RULE_STATES:
        raise WrongState
    what = {
        name: [_in_words(name, getattr(current, name)), _in_words(name, value)]
        for name, value in changes.items()
        if name in (*TEXTS, *RULES) and getattr(current, name) != value
    }
    touched = bool(weights) or any(name in RULES for name in what)
    if touched and not may_correct_rules(current):
        raise WrongState(_("Somebody has scored already: the rules stay as they are."))
    for name in what:
        setattr(current, name, changes[name])
    what |= _weigh(current, weights or {})
    problems = [*_reason(reason), *_wrong(current)]
    if not what:
        problems.append(Problem("", _("Nothing was changed.")))
    if problems:
        raise Invalid(problems)
    _keep(actor, current, what, reason)
    if touched:
        tell_judges(current, "call_changed", **_said(current, what, reason))
    record(actor=actor, verb="calls.correct", on=current, detail={"what": what, "reason": reason})
    return current


@transaction.atomic
def call_off(*, actor: Actor, call: Call, reason: str) -> Call:
    """Call it off; what was sent stays with its bodies. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _own(actor, call)
    if not may_move_call(current, CallState.CANCELLED):
        raise WrongState
    problems = _reason(reason)
    if problems:
        raise Invalid(problems)
    current.state, current.reason = CallState.CANCELLED, reason.strip()[:300]
    current.save(update_fields=["state", "reason"])
    tell_reached(current, "call_off", title=current.title, reason=current.reason)
    record(actor=actor, verb="calls.call_off", on=current, detail={"reason": current.reason})
    return current


@transaction.atomic
def begin_check(*, actor: Actor, call: Call) -> Call:
    """Close a call whose time has passed for the form check. Raises `Denied`, `WrongState`."""
    current = _own(actor, call)
    if current.state != CallState.OPEN or not is_over(current):
        raise WrongState(_("Applications may still be sent."))
    current.state = CallState.CHECKING
    current.save(update_fields=["state"])
    record(actor=actor, verb="calls.close", on=current, detail={"title": current.title})
    return current


def _own(actor: Actor, call: Call) -> Call:
    current = locked_call(call)
    if not owns_call(actor, current):
        raise Denied
    return current


def _keep(actor: Actor, call: Call, what: Mapping[str, Any], reason: str) -> None:
    call.version += 1
    call.save()
    CallVersion.objects.create(
        call=call, number=call.version, what=dict(what), reason=reason.strip()[:500],
        changed_name=actor.signature, changed_at=clock.now(),
    )  # fmt: skip
    tell_reached(call, "call_changed", **_said(call, what, reason))


def _said(call: Call, what: Mapping[str, Any], reason: str) -> dict[str, object]:
    said = " ".join(f"{before} → {after}." for before, after in what.values())
    return {"title": call.title, "what": said[:300], "reason": reason.strip()[:300]}


def _weigh(call: Call, weights: Mapping[int, int]) -> dict[str, list[str]]:
    found = {}
    for one in Criterion.objects.filter(call=call, pk__in=list(weights)):
        if one.weight != weights[one.pk]:
            found[f"weight.{one.position}"] = [f"{one.name} {one.weight}", f"{one.name} {weights[one.pk]}"]
            one.weight = weights[one.pk]
            one.save(update_fields=["weight"])
    return found


def _wrong(call: Call) -> list[Problem]:
    problems = []
    weights = list(Criterion.objects.filter(call=call).values_list("weight", flat=True))
    if weights and sum(weights) != 100:
        problems.append(Problem("criteria", _("The weights make %(sum)d, not 100.") % {"sum": sum(weights)}))
    if Tie.LOT in call.ties and not call.seed:
        problems.append(Problem("seed", _("A lot needs a seed that is printed beforehand.")))
    if call.mean == Mean.TRIMMED and call.trim_from < 3:
        words = _("Highest and lowest are left out of three totals or more.")
        problems.append(Problem("trim_from", words))
    return problems


def _reason(reason: str) -> list[Problem]:
    return [] if reason.strip() else [Problem("reason", _("Please give a reason; everybody sees it."))]


def _in_words(name: str, value: object) -> str:
    """A value as people read it; a rule by its words."""
    with override(settings.LANGUAGE_CODE):
        if name == "ties" and isinstance(value, list):
            return _(", ").join(str(Tie(one).label) for one in value) or "\u2014"
        return str(Mean(str(value)).label) if name == "mean" else str(value)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
