"""Sending an application, taking it back, withdrawing it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.answering import answer_task
from quanjing.calls.actions.application_facts import block_for, said_of, snapshot, words_of
from quanjing.calls.actions.applying import own_application
from quanjing.calls.actions.calls import locked_call
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.actions.telling import tell_bodies, tell_desk
from quanjing.calls.enums import HANDED_IN, ApplicationState
from quanjing.calls.models import Application, ApplicationVersion, Call
from quanjing.calls.queries import Room, doubles_in, rooms_for
from quanjing.calls.rules import clean_values, is_open, is_writable, may_move, problems_of
from quanjing.foundation import clock, facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState

TAKEN = {
    "direction": _(
        "Your body has sent as many applications in this direction as the call allows (%(most)d)."
    ),
    "body": _("Your body has sent as many applications as the call allows (%(most)d)."),
    "quota": _("%(whose)s and the bodies below it have sent as many as their quota allows (%(most)d)."),
}


@transaction.atomic
def send_application(*, actor: Actor, application: Application) -> Application:
    """Check it completely and send it: numbered in the order of sending, kept as a version.

    The call is locked meanwhile, so that quotas and numbers hold however many send at once.

    Raises: `Denied`; `WrongState` where the time is over; `Invalid` with every problem at its place.
    """
    call = locked_call(application.call)
    current = own_application(actor, application)
    if not is_writable(current):
        raise WrongState(_("The time to send is over; what was saved is kept."))
    problems = all_problems(actor, current, call)
    if problems:
        raise Invalid(problems)
    block = block_for(current)
    current.values = clean_values(current, block, facts.known(current.organization_id, actor))
    current.words = words_of(current, block)
    again = current.state == ApplicationState.RETURNED
    if current.number is None:
        top = Application.objects.filter(call=call).aggregate(top=Max("number"))["top"]
        current.number = (top or 0) + 1
    now = clock.now()
    current.state, current.sent_name, current.sent_at = ApplicationState.SENT, actor.signature, now
    current.version += 1
    current.save()
    ApplicationVersion.objects.create(
        application=current, number=current.versions.count() + 1, facts=snapshot(current),
        sent_name=actor.signature, sent_at=now,
    )  # fmt: skip
    answered = not again and answer_task(actor, current)
    find_conflicts(call=call, applications=[current])  # judges may sit already
    _tell(current, call)
    detail = {"number": current.number, "again": again, "answered_task": answered}
    record(actor=actor, verb="calls.send", on=current, detail=detail)
    return current


def all_problems(actor: Actor, application: Application, call: Call) -> list[Problem]:
    """Everything that keeps it from being sent now: its content, and what the call still has room for."""
    found = problems_of(application, call, block_for(application), said_of(actor, application, call))
    if application.state not in HANDED_IN:
        for room in rooms_for(call, application.organization, application.direction):
            if room.left == 0:
                found.append(Problem("direction", taken_words(room)))
    return found


def taken_words(room: Room) -> str:
    """Why nothing more may be sent."""
    return _(TAKEN[room.what]) % {"most": room.most, "whose": room.whose}


@transaction.atomic
def take_back(*, actor: Actor, application: Application) -> Application:
    """Take it back as a draft while the call is open; it keeps its number. Raises `Denied`, `WrongState`."""
    current = own_application(actor, application)
    if current.state != ApplicationState.SENT or not is_open(current.call) or current.returns:
        raise WrongState(_("It can no longer be taken back; please ask the desk."))
    current.state = ApplicationState.DRAFT
    current.version += 1
    current.changed_at = clock.now()
    current.save(update_fields=["state", "version", "changed_at"])
    record(actor=actor, verb="calls.take_back", on=current, detail={"number": current.number})
    return current


@transaction.atomic
def withdraw(*, actor: Actor, application: Application, reason: str = "") -> Application:
    """Withdraw it for good, before the panels or later. Raises `Denied`, `WrongState`."""
    current = own_application(actor, application)
    if not may_move(current, ApplicationState.WITHDRAWN):
        raise WrongState
    current.state = ApplicationState.WITHDRAWN
    current.version += 1
    current.save(update_fields=["state", "version"])
    record(actor=actor, verb="calls.withdraw", on=current, detail={"reason": reason[:300]})
    return current


def _tell(application: Application, call: Call) -> None:
    values = {"number": application.number, "title": application.title, "call": call.title}
    tell_bodies(application, "application_sent", [application.organization_id], **values)
    joint = [one.organization_id for one in application.joint_units.all()
             if one.organization_id and one.confirmed_at is None]  # fmt: skip
    if joint:
        tell_bodies(
            application, "application_joint", joint, title=application.title,
            organization=application.organization.name,
        )  # fmt: skip
    others = doubles_in(call, [application]).get(application.pk, [])
    if others:
        bodies = {application.organization_id: application.organization.name}
        bodies |= {one.organization_id: one.organization.name for one in others}
        said = {"subject": application.subject, "call": call.title, "bodies": _(", ").join(bodies.values())}
        tell_desk(application, "application_double", **said)
        for one in (application, *others):
            tell_bodies(one, "application_double", [one.organization_id], **said)
