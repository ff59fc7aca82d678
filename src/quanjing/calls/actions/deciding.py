"""Decisions: prepared from what the rules propose, changed line by line, released by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.activities.models import Activity
from quanjing.audit.actions import record
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.enums import RELEASING, ApplicationState, CallState
from quanjing.calls.models import Application, Call, Decision, DecisionLine
from quanjing.calls.queries.decisions import lines_of, proposals
from quanjing.calls.queries.panel_results import results
from quanjing.calls.queries.panels import judged_of
from quanjing.calls.rules.judging import can_release, need_run
from quanjing.calls.signals import decision_released
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """Who decided when, with the minutes as text or as a file, and the meeting where it is known."""

    body: str = ""
    decided_on: date | None = None
    minutes: str = ""
    activity: Activity | None = None
    file: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True)
class LineGiven:
    """What was decided on one application."""

    is_selected: bool
    grade: str = ""
    amount: Decimal | None = None
    reason: str = ""


@transaction.atomic
def prepare_decision(*, actor: Actor, call: Call) -> Decision:
    """A decision with a line for every application not decided yet, as the rules propose it.

    Raises `Denied`; `WrongState` while the call is judged, or while another decision waits for its release.
    """
    need_run(actor, call)
    current = Call.objects.select_for_update().get(pk=call.pk)
    waiting = current.decisions.filter(released_at=None).exists()
    if current.state != CallState.DECIDING or waiting:
        raise WrongState
    find_conflicts(call=current)
    made = Decision.objects.create(
        call=current, number=current.decisions.count() + 1, prepared_name=actor.signature,
        prepared_post=actor.post_code, prepared_at=clock.now(),
    )  # fmt: skip
    open_now = set(judged_of(current).filter(state=ApplicationState.ADMITTED).values_list("pk", flat=True))
    DecisionLine.objects.bulk_create(
        DecisionLine(
            decision=made, application_id=one.application, is_selected=bool(one.is_selected),
            proposed=one.is_selected, result=one.result, rank=one.place, share_id=one.share,
            share_bound=one.bound,
        )
        for one in proposals(current)
        if one.application in open_now
    )  # fmt: skip
    record(actor=actor, verb="calls.prepare_decision", on=made)
    return made


@transaction.atomic
def change_decision(
    *,
    actor: Actor,
    decision: Decision,
    facts: DecisionFacts,
    lines: Mapping[int, LineGiven],
    version: int,
) -> Decision:
    """Write down what was decided; `lines` are by the primary key of the line, others stay as they are.

    Against what was proposed only with a reason. Raises `Denied`, `WrongState` once it is released,
    `Conflict`, `Invalid`, and a `GongwenError` for a file that cannot be kept.
    """
    need_run(actor, decision.call)
    current = _unreleased(decision)
    if current.version != version:
        raise Conflict
    own = {one.pk: one for one in lines_of(current)}
    problems = [each for pk, given in lines.items() if pk in own for each in _wrong(own[pk], given)]
    if problems:
        raise Invalid(problems)
    for pk, given in lines.items():
        if pk in own:
            one = own[pk]
            one.is_selected, one.grade, one.amount = given.is_selected, given.grade.strip()[:40], given.amount
            one.reason = given.reason.strip()[:500]
    changed = [own[pk] for pk in lines if pk in own]
    DecisionLine.objects.bulk_update(changed, ["is_selected", "grade", "amount", "reason"], batch_size=200)
    _write(actor, current, facts)
    record(actor=actor, verb="calls.change_decision", on=current, detail={"lines": len(changed)})
    return current


@transaction.atomic
def drop_decision(*, actor: Actor, decision: Decision) -> None:
    """Throw away what was prepared, so that the panel's work can be taken up again. Raises `WrongState`."""
    need_run(actor, decision.call)
    current = _unreleased(decision)
    record(actor=actor, verb="calls.drop_decision", on=current)
    current.delete()


@transaction.atomic
def release_decision(*, actor: Actor, decision: Decision) -> Decision:
    """Release a decision: states of applications and feedback stand from now on, all at once.

    By the head of the body or another officer, never by who prepared it. Raises `Denied`; `WrongState`;
    `Conflict` where results have changed since; `Invalid` where day, body or minutes are missing, or where
    a selected application was withdrawn.
    """
    if not can_release(actor, decision):
        raise Denied
    call = Call.objects.select_for_update().get(pk=decision.call_id)
    current = _unreleased(decision)
    if call.state not in RELEASING:
        raise WrongState
    find_conflicts(call=call)
    lines = list(lines_of(current).select_for_update(of=("self",)))
    _check_release(call, current, lines)
    current.released_name, current.released_at = actor.signature, clock.now()
    current.version += 1
    current.save()
    _move(lines)
    if not judged_of(call).filter(state=ApplicationState.ADMITTED).exists():
        call.state = CallState.NOTICED
        call.save(update_fields=["state"])
    decision_released.send(sender=Decision, decision=current)
    selected = sum(one.is_selected for one in lines)
    record(actor=actor, verb="calls.release_decision", on=current, detail={"selected": selected})
    return current


def _unreleased(decision: Decision) -> Decision:
    current = Decision.objects.select_for_update(of=("self",)).select_related("call").get(pk=decision.pk)
    if current.released_at is not None:
        raise WrongState
    return current


def _wrong(line: DecisionLine, given: LineGiven) -> list[Problem]:
    """What is wrong with one line."""
    number = line.application.number
    problems = []
    if line.proposed is not None and line.proposed != given.is_selected and not given.reason.strip():
        words = _("Application %(number)s: against what follows from the panel only with a reason.")
        problems.append(Problem(f"l{line.pk}", words % {"number": number}))
    if given.amount is not None and not 0 <= given.amount < Decimal(10) ** 12:
        words = _("Application %(number)s: the amount is a number of yuan.")
        problems.append(Problem(f"l{line.pk}", words % {"number": number}))
    return problems


def _write(actor: Actor, decision: Decision, facts: DecisionFacts) -> None:
    decision.body, decision.decided_on = facts.body.strip()[:200], facts.decided_on
    decision.minutes, decision.activity = facts.minutes.strip(), facts.activity
    if facts.file is not None:
        decision.minutes_file = store(actor=actor, name=facts.file[0], data=facts.file[1])
    decision.version += 1
    decision.prepared_name, decision.prepared_post = actor.signature, actor.post_code
    decision.save()


def _check_release(call: Call, decision: Decision, lines: list[DecisionLine]) -> None:
    problems = []
    if not decision.body:
        problems.append(Problem("body", _("Who decided?")))
    if decision.decided_on is None or decision.decided_on > clock.today():
        problems.append(Problem("decided_on", _("On which day was it decided?")))
    if not decision.minutes and decision.minutes_file is None:
        problems.append(Problem("minutes", _("Minutes are needed, as text or as a file.")))
    gone = [one for one in lines if one.is_selected and not _may_move(one)]
    words = _("Application %(number)s was withdrawn or is no longer admitted.")
    problems += [Problem(f"l{one.pk}", words % {"number": one.application.number}) for one in gone]
    if problems:
        raise Invalid(problems)
    now = {one.key: one.result for one in results(call)}
    if any(now.get(one.application_id) != one.result for one in lines if _may_move(one)):
        raise Conflict(_("Results have changed since the decision was prepared; please prepare it anew."))


def _may_move(line: DecisionLine) -> bool:
    """What waits for its decision; and who was passed over, where a later decision selects it."""
    state = ApplicationState(line.application.state)
    return state == ApplicationState.ADMITTED or (state == ApplicationState.PASSED_OVER and line.is_selected)


def _move(lines: list[DecisionLine]) -> None:
    """The applications in the states that were decided; those withdrawn since stay as they are."""
    now = clock.now()
    moving = [line for line in lines if _may_move(line)]
    for line in moving:
        one = line.application
        one.state = ApplicationState.SELECTED if line.is_selected else ApplicationState.PASSED_OVER
        one.version, one.changed_at = one.version + 1, now
    rows = [line.application for line in moving]
    Application.objects.bulk_update(rows, ["state", "version", "changed_at"], batch_size=500)
