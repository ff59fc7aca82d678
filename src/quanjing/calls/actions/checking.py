"""The form check of the desk: in order, sent back once, or not admitted; each can be undone meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quanjing.audit.actions import record
from quanjing.calls.actions.application_facts import block_for
from quanjing.calls.actions.applying import locked_application
from quanjing.calls.actions.calls import locked_call
from quanjing.calls.actions.telling import tell_bodies
from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call, ReturnedField
from quanjing.calls.queries import ApplicationFilter, application_list
from quanjing.calls.rules import can_check, is_over, may_move
from quanjing.calls.rules.complete import SHEET
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState

DECIDED = (ApplicationState.ADMITTED, ApplicationState.REFUSED, ApplicationState.RETURNED)


@dataclass(frozen=True, slots=True)
class Bulk:
    """How many a filter leaves that may be found in order."""

    count: int
    words: str


@transaction.atomic
def admit(*, actor: Actor, application: Application) -> Application:
    """The form is in order; its body is told. Raises `Denied`, `WrongState`."""
    current = _checked(actor, application)
    _move(actor, current, ApplicationState.ADMITTED)
    _tell_admitted(current)
    record(actor=actor, verb="calls.admit", on=current, detail={"number": current.number})
    return current


@transaction.atomic
def admit_many(*, actor: Actor, call: Call, wanted: ApplicationFilter, count: int) -> int:
    """Find everything in order that a filter leaves and that was sent; `count` is what the page said.

    Raises: `Denied`; `Invalid` where the number has changed meanwhile, and then nothing happens.
    """
    current = _own_check(actor, call)
    chosen = list(application_list(actor, current, wanted).filter(state=ApplicationState.SENT))
    if len(chosen) != count:
        words = _("It is %(now)d applications now, not %(then)d; please look again.")
        raise Invalid([Problem("count", words % {"now": len(chosen), "then": count})])
    for one in chosen:
        _move(actor, one, ApplicationState.ADMITTED)
        _tell_admitted(one)
    record(actor=actor, verb="calls.admit_many", on=current, detail={"count": count, **wanted.as_json()})
    return count


@transaction.atomic
def return_application(
    *, actor: Actor, application: Application, reasons: Mapping[str, str], due: datetime | None = None
) -> Application:
    """Send it back, each place with its reason; only these places may be changed until `due`.

    A second chance is given once. Raises `Denied`, `WrongState`; `Invalid` without reasons or for a place
    that the form has not.
    """
    current = _checked(actor, application)
    call = current.call
    if current.returns or not call.second_chance_days:
        raise WrongState(_("The second chance was given already; the form is in order or it is not."))
    given = {where: " ".join(text.split())[:500] for where, text in reasons.items() if text.strip()}
    problems = [] if given else [Problem("", _("Please give a reason at one place at least."))]
    known = places_of(current)
    problems += [Problem(where, _("The form has no such place.")) for where in given if where not in known]
    due = due or clock.end_of(clock.today() + timedelta(days=call.second_chance_days), "17:00")
    if due <= clock.now():
        problems.append(Problem("due", _("This moment has passed.")))
    if problems:
        raise Invalid(problems)
    _move(actor, current, ApplicationState.RETURNED, returns=current.returns + 1, returned_due=due)
    ReturnedField.objects.bulk_create(
        ReturnedField(application=current, round=current.returns, where=where, reason=reason,
                      written_name=actor.signature, written_at=clock.now())
        for where, reason in given.items()
    )  # fmt: skip
    said = "; ".join(f"{known[where]}: {reason}" for where, reason in given.items())
    tell_bodies(
        current, "application_returned", [current.organization_id], title=current.title, reason=said[:400],
        due=due.isoformat(),
    )  # fmt: skip
    record(actor=actor, verb="calls.return", on=current, detail={"places": given, "due": due.isoformat()})
    return current


@transaction.atomic
def refuse(*, actor: Actor, application: Application, reason: str) -> Application:
    """Not admitted, with the reason that its body reads. Raises `Denied`, `WrongState`, `Invalid`."""
    current = _checked(actor, application)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason."))])
    _move(actor, current, ApplicationState.REFUSED, check_note=reason.strip()[:500])
    tell_bodies(
        current,
        "application_refused",
        [current.organization_id],
        title=current.title,
        reason=current.check_note,
    )
    record(actor=actor, verb="calls.refuse", on=current, detail={"reason": current.check_note})
    return current


@transaction.atomic
def undo_check(*, actor: Actor, application: Application) -> Application:
    """Take a decision back while the call is still being checked. Raises `Denied`, `WrongState`."""
    current = _checked(actor, application)
    if current.state not in (ApplicationState.ADMITTED, ApplicationState.REFUSED):
        raise WrongState
    before = current.state
    _move(actor, current, ApplicationState.SENT, check_note="")
    record(actor=actor, verb="calls.undo", on=current, detail={"before": before})
    return current


def places_of(application: Application) -> dict[str, str]:
    """The places of a form that may be sent back, with their names; empty for the whole."""
    call = application.call
    found = {"": _("The whole application"), "title": _("Title")}
    if call.nominates:
        found["subject"] = _("Nominee")
    found |= {f"{SHEET}{one.key}": one.label for one in block_for(application).fields.all()}
    parts = {
        "project": (call.from_projects, _("Project that it is based on")),
        "team": (call.asks_team, _("Team")), "goals": (call.asks_goals, _("Goals with numbers")),
        "budget": (call.asks_budget, _("Budget")), "schedule": (call.asks_schedule, _("Schedule")),
        "joint": (call.allows_joint, _("Joint units")),
    }  # fmt: skip
    found |= {name: label for name, (wanted, label) in parts.items() if wanted}
    return found | {f"condition-{one.pk}": one.text for one in call.conditions.all()}


def bulk_of(actor: Actor, call: Call, wanted: ApplicationFilter) -> Bulk:
    """What `admit_many` would do now."""
    count = application_list(actor, call, wanted).filter(state=ApplicationState.SENT).count()
    words = ngettext(
        "%(count)d application is found in order.", "%(count)d applications are found in order.", count
    )
    return Bulk(count, words % {"count": count})


def _own_check(actor: Actor, call: Call) -> Call:
    """The call, locked, in its form check. Raises `Denied`, `WrongState`."""
    current = locked_call(call)
    if not can_check(actor, current):
        raise Denied
    if not is_over(current):
        raise WrongState(_("The form check begins when applications can no longer be sent."))
    if current.state == CallState.OPEN:
        current.state = CallState.CHECKING
        current.save(update_fields=["state"])
    return current


def _checked(actor: Actor, application: Application) -> Application:
    call = _own_check(actor, application.call)
    current = locked_application(application)
    if current.organization_id == actor.organization_id:
        raise Denied
    current.call = call
    return current


def _move(actor: Actor, application: Application, to: ApplicationState, **columns: object) -> None:
    """Into another state, with who decided it. Raises `WrongState`."""
    if not may_move(application, to):
        raise WrongState
    application.state = to
    application.checked_name, application.checked_at = actor.signature, clock.now()
    application.version += 1
    for name, value in columns.items():
        setattr(application, name, value)
    application.save(update_fields=["state", "checked_name", "checked_at", "version", *columns])


def _tell_admitted(application: Application) -> None:
    tell_bodies(
        application, "application_admitted", [application.organization_id], title=application.title,
        call=application.call.title,
    )  # fmt: skip
