"""Procedures around an entry: read by those below, steps taken, bodies asked beforehand."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.registers.actions.dating import keep_dates
from quanjing.registers.actions.entering import kept, locked
from quanjing.registers.enums import EntryState, Opinion
from quanjing.registers.models import Acknowledgement, Consultation, EntryStep, RegisterEntry
from quanjing.registers.queries import bodies_to_ask
from quanjing.registers.rules import can_answer, can_keep

LONGEST = 20_000


@transaction.atomic
def acknowledge(*, actor: Actor, entry: RegisterEntry) -> Acknowledgement:
    """Say for the own body that it has read what is in force; one press for the whole body, once.

    Raises `Denied` for the body whose entry it is and for who keeps nothing; `WrongState` where it is no
    longer in force or asks for no such thing.
    """
    body = actor.organization_id
    if not can_keep(actor) or body is None or entry.organization_id == body:
        raise Denied
    if not entry.kind.is_acknowledged or not entry.is_in_force:
        raise WrongState
    made, is_new = Acknowledgement.objects.get_or_create(
        entry=entry,
        organization_id=body,
        defaults={"said_name": actor.signature, "said_at": clock.now()},
    )
    if is_new:
        record(actor=actor, verb="registers.acknowledge", on=entry)
    return made


@transaction.atomic
def take_step(
    *, actor: Actor, entry: RegisterEntry, position: int, done_on: date | None, paper: str = ""
) -> EntryStep:
    """Say on which day a step was taken and by which paper; without a day it is open again.

    Raises `Denied`, `WrongState` for a closed entry, `Invalid`.
    """
    current = kept(actor, entry)
    if current.state == EntryState.CLOSED:
        raise WrongState
    step = current.steps.select_for_update().filter(position=position).first()
    if step is None:
        raise WrongState
    if done_on is not None and done_on > clock.today():
        raise Invalid([Problem("done_on", _("This day is still to come."))])
    step.done_on, step.paper = done_on, paper.strip()[:100] if done_on else ""
    step.done_name = actor.signature if done_on else ""
    step.save(update_fields=["done_on", "paper", "done_name"])
    keep_dates([current])
    detail = {"step": step.name, "done_on": done_on.isoformat() if done_on else None, "paper": step.paper}
    record(actor=actor, verb="registers.take_step", on=current, detail=detail)
    return step


@transaction.atomic
def ask_body(*, actor: Actor, entry: RegisterEntry, asked: str, question: str, due_on: date) -> Consultation:
    """Ask a body above, below or beside about a matter before it is decided; it sees the entry from then on.

    Args:
        asked: its code.

    Raises: `Denied`, `WrongState` for a closed entry or a kind without it, `Invalid`.
    """
    current = kept(actor, entry)
    if not current.kind.is_consulted or current.state == EntryState.CLOSED:
        raise WrongState
    body = bodies_to_ask(current.organization).filter(code=asked).first()
    problems = []
    if body is None:
        problems.append(Problem("asked", _("Please choose the body that is asked.")))
    if not question.strip():
        problems.append(Problem("question", _("What is it asked?")))
    if due_on < clock.today():
        problems.append(Problem("due_on", _("This day has passed.")))
    if body is not None and current.consultations.filter(asked=body, answered_at=None).exists():
        problems.append(Problem("asked", _("It is asked already and has not answered yet.")))
    if problems or body is None:
        raise Invalid(problems)
    made = Consultation.objects.create(
        entry=current, asked=body, question=question.strip()[:LONGEST], due_on=due_on,
        asked_name=actor.signature, asked_at=clock.now(),
    )  # fmt: skip
    keep_dates([current])
    _tell(made, body.pk, "register_asked", {"name": current.name, "title": current.organization.name})
    detail = {"asked": body.code, "due_on": due_on.isoformat()}
    record(actor=actor, verb="registers.ask", on=current, detail=detail)
    return made


@transaction.atomic
def answer(*, actor: Actor, asked: Consultation, opinion: Opinion, text: str) -> Consultation:
    """Answer for the body that was asked, once. Raises `Denied`, `WrongState`, `Invalid`.

    Agreeing needs no words; advice and “not yet” say what has to be done about the matter.
    """
    current = Consultation.objects.select_for_update(of=("self",)).select_related("asked").get(pk=asked.pk)
    if not can_answer(actor, current):
        raise Denied
    if current.answered_at is not None:
        raise WrongState
    if opinion != Opinion.AGREED and not text.strip():
        raise Invalid([Problem("text", _("Please say what has to be done about the matter."))])
    current.opinion, current.answer = opinion, text.strip()[:LONGEST]
    current.answered_name, current.answered_at = actor.signature, clock.now()
    current.save()
    entry = locked(current.entry)
    keep_dates([entry])
    values: dict[str, object] = {"name": entry.name, "title": current.asked.name}
    _tell(current, entry.organization_id, "register_answered", values)
    record(actor=actor, verb="registers.answer", on=entry, detail={"opinion": opinion.value})
    return current


def _tell(asked: Consultation, organization_id: int, kind: str, values: dict[str, object]) -> None:
    if kind == "register_asked":
        values = values | {"due": clock.end_of(asked.due_on).isoformat()}
    tell(
        post_ids=handlers_of([organization_id]).values_list("pk", flat=True),
        kind=kind,
        values=values,
        link=reverse("register_entry", args=[asked.entry.code]),
        key=f"{kind}:{asked.code}",
    )
