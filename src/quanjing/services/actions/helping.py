"""What a desk does with a request: ask, pass on, write down how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of
from quanjing.services.actions.requests import end_request, locked_request
from quanjing.services.enums import AskState, Field, RequestState
from quanjing.services.models import HelpAsk, Helper, Referral, ServiceRequest
from quanjing.services.queries import bodies_to_refer, candidates_for
from quanjing.services.rules import can_keep, need_keeper


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """How it was helped with: an answer, or a visit with its day and place."""

    result: str
    visited_on: date | None = None
    visited_place: str = ""


@transaction.atomic
def ask_helper(*, actor: Actor, request: ServiceRequest, helper: Helper) -> HelpAsk:
    """Ask an expert or a team; the body that lists them answers. He goes to the end of the fair order.

    Raises: `Denied`; `WrongState` for a request that has ended; `Invalid` for somebody who does not match.
    """
    current = _at_desk(actor, request)
    if helper.pk not in {one.helper.pk for one in candidates_for(current)}:
        raise Invalid([Problem("helper", _("He is not on the list for this request."))])
    made = HelpAsk.objects.create(
        request=current, helper=helper, organization_id=helper.organization_id, asked_at=clock.now()
    )
    Helper.objects.filter(pk=helper.pk).update(last_asked_at=clock.now())
    record(
        actor=actor, verb="services.ask_helper", on=current, detail={"ask": made.code, "kind": helper.kind}
    )
    tell(
        post_ids=handlers_of([helper.organization_id]).values_list("pk", flat=True),
        kind="help_asked",
        values={"title": current.title, "field": str(Field(current.field).label)},
        link=reverse("help_ask", args=[made.code]),
        key=f"help_asked:{made.code}",
    )
    return made


@transaction.atomic
def answer_ask(*, actor: Actor, ask: HelpAsk, helps: bool, reason: str = "") -> HelpAsk:
    """Say for those of the own body whether they help; the desk is told. Raises `Denied`, `WrongState`."""
    request = locked_request(ask.request)
    current = HelpAsk.objects.select_for_update(of=("self",)).select_related("organization").get(pk=ask.pk)
    need_keeper(actor, current.organization_id)
    if current.state != AskState.ASKED or not request.is_under_way:
        raise WrongState
    current.state = AskState.ACCEPTED if helps else AskState.DECLINED
    current.reason, current.answered_at = reason.strip()[:300], clock.now()
    current.save()
    if helps:
        request.state = RequestState.MATCHED
        request.save(update_fields=["state"])
    record(actor=actor, verb="services.answer_ask", on=request, detail={"ask": ask.code, "helps": helps})
    answer = str(AskState(current.state).label)
    _tell(
        request.desk_id,
        "help_answered",
        request,
        current.code,
        organization=current.organization.name,
        answer=answer,
    )
    return current


@transaction.atomic
def refer(*, actor: Actor, request: ServiceRequest, to: str, note: str) -> ServiceRequest:
    """Pass a request outside the own field on to another body, by its code, with a note.

    Raises: `Denied`, `WrongState`; `Invalid` without a body that takes it or without a note.
    """
    current = _at_desk(actor, request)
    problems = []
    if to not in dict(bodies_to_refer(actor, current)):
        problems.append(Problem("to", _("Please choose a body.")))
    if not note.strip():
        problems.append(Problem("note", _("What has the next body to know?")))
    if problems:
        raise Invalid(problems)
    target = Organization.objects.get(code=to)
    note = note.strip()[:500]
    Referral.objects.create(request=current, by=current.desk, to=target, note=note, on=clock.today())
    current.desk, current.state = target, RequestState.OPEN
    current.save(update_fields=["desk", "state"])
    record(actor=actor, verb="services.refer", on=current, detail={"to": target.code, "note": note})
    _tell(
        target.pk, "help_referred", current, f"{target.code}:{clock.now()}",
        organization=actor.organization_name, note=note,
    )  # fmt: skip
    return current


@transaction.atomic
def finish_request(*, actor: Actor, request: ServiceRequest, facts: ResultFacts) -> ServiceRequest:
    """Write down how it was helped with; who asked may then say whether it solved the matter.

    Raises: `Denied`, `WrongState`, `Invalid`.
    """
    current = _at_desk(actor, request)
    problems = [] if facts.result.strip() else [Problem("result", _("What was the result?"))]
    if facts.visited_on is not None and facts.visited_on > clock.today():
        problems.append(Problem("visited_on", _("This day is yet to come.")))
    if problems:
        raise Invalid(problems)
    current.result, current.visited_on = facts.result.strip(), facts.visited_on
    current.visited_place, current.done_name = facts.visited_place.strip()[:200], actor.signature
    end_request(current, RequestState.DONE)
    HelpAsk.objects.filter(request=current, state=AskState.ASKED).update(state=AskState.DECLINED)
    detail = {"visited_on": str(facts.visited_on or "")}
    record(actor=actor, verb="services.finish_request", on=current, detail=detail)
    _tell_asker(current)
    return current


@transaction.atomic
def close_request(*, actor: Actor, request: ServiceRequest, reason: str) -> ServiceRequest:
    """Say that nobody can help with it, and why. Raises as `finish_request`."""
    current = _at_desk(actor, request)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.reason, current.done_name = reason.strip()[:300], actor.signature
    end_request(current, RequestState.DECLINED)
    record(actor=actor, verb="services.close_request", on=current, detail={"reason": current.reason})
    _tell_asker(current)
    return current


def _at_desk(actor: Actor, request: ServiceRequest) -> ServiceRequest:
    current = locked_request(request)
    if not can_keep(actor, current.desk_id):
        raise Denied
    if not current.is_under_way:
        raise WrongState
    return current


def _tell_asker(request: ServiceRequest) -> None:
    if request.organization_id:
        state = str(RequestState(request.state).label)
        _tell(request.organization_id, "help_moved", request, str(request.state), state=state)


def _tell(organization_id: int, kind: str, request: ServiceRequest, key: str, **values: str) -> None:
    tell(
        post_ids=handlers_of([organization_id]).values_list("pk", flat=True),
        kind=kind,
        values={"title": request.title, **values},
        link=reverse("request_page", args=[request.code]),
        key=f"{kind}:{request.code}:{key}",
    )
