"""Deciding many reports in one step: what changed meanwhile is left out and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from quanjing.audit.actions import record_many
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.submissions.actions.locking import RELATED
from quanjing.submissions.actions.reviewing import ACCEPTABLE, RETURNABLE
from quanjing.submissions.actions.telling import tell_senders
from quanjing.submissions.enums import EntryState, SubmissionState
from quanjing.submissions.models import Claim, Entry, ReturnNote, Submission
from quanjing.submissions.queries.desks import claims_in_force, own_desks
from quanjing.submissions.rules import can_review
from quanjing.submissions.rules.claiming import hindrance
from quanjing.tasks.actions import move_many
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A report that was not decided, and why, in words."""

    submission: Submission
    why: str


@dataclass(slots=True)
class BulkResult:
    done: list[Submission] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@transaction.atomic
def accept_many(*, actor: Actor, submissions: Iterable[Submission]) -> BulkResult:
    """Accept several in one transaction; each leaves its entry in the record and is told once.

    Left out are those with a newer version, decided already, claimed by somebody else, or of another
    desk. Nil reports stay nil. The number of queries does not grow with the number of reports.

    Raises:
        Denied: one of them is not for the actor's body to review; nothing is accepted.
    """
    result = _sorted_out(actor, submissions, ACCEPTABLE)
    whole = [one for one in result.done if one.state != SubmissionState.NIL]
    Entry.objects.filter(submission__in=whole).update(state=EntryState.ACCEPTED)
    nil = [one for one in result.done if one.state == SubmissionState.NIL]
    _decide(actor, nil, SubmissionState.NIL)
    _decide(actor, whole, SubmissionState.ACCEPTED)
    move_many(assignments=[one.assignment for one in whole], to=State.ACCEPTED)
    things = [(one, {"version": one.version}) for one in result.done]
    record_many(actor=actor, verb="submissions.accept_many", things=things)
    tell_senders(whole, "submission_accepted")
    return result


@transaction.atomic
def return_many(*, actor: Actor, submissions: Iterable[Submission], reason: str, due: date) -> BulkResult:
    """Send several back as a whole, with one reason, until the end of `due` as each directive counts it.

    Left out as in `accept_many`.

    Raises:
        Denied: as `accept_many`.
        Invalid: no reason, or a date in the past; nothing is returned.
    """
    problems = []
    if not reason.strip():
        problems.append(Problem("reason", _("Please give a reason.")))
    if clock.end_of(due) <= clock.now():
        problems.append(Problem("due", _("Please give a date in the future.")))
    if problems:
        raise Invalid(problems)
    result = _sorted_out(actor, submissions, RETURNABLE)
    now = clock.now()
    notes = []
    by_moment: dict[datetime, list[Submission]] = {}
    for one in result.done:
        due_at = clock.end_of(due, one.assignment.directive.day_end or clock.DAY_END)
        by_moment.setdefault(due_at, []).append(one)
        notes.append(
            ReturnNote(
                submission=one,
                reason=reason.strip(),
                due_at=due_at,
                returned_by=actor.signature,
                returned_at=now,
            )
        )
    ReturnNote.objects.bulk_create(notes)
    _decide(actor, result.done, SubmissionState.RETURNED)
    for due_at, group in by_moment.items():
        move_many(assignments=[one.assignment for one in group], to=State.RETURNED, return_due=due_at)
        tell_senders(group, "submission_returned", places=1, due=due_at.isoformat())
    things = [(one, {"reason": reason.strip()}) for one in result.done]
    record_many(actor=actor, verb="submissions.return_many", things=things)
    return result


def _sorted_out(
    actor: Actor, submissions: Iterable[Submission], states: tuple[SubmissionState, ...]
) -> BulkResult:
    """The reports as they are now, their assignments locked, parted by whether they can be decided."""
    wanted = [one.pk for one in submissions]
    found = Submission.objects.select_related(*RELATED).filter(pk__in=wanted).order_by("submitted_at", "pk")
    ids = sorted({one.assignment_id for one in found})
    list(Assignment.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    fresh = list(found.all())
    if any(not can_review(actor, one) for one in fresh):
        raise Denied
    versions = Submission.objects.filter(assignment__in=ids).values_list("assignment")
    newest = dict(versions.annotate(Max("version")).order_by())
    claims, desks = claims_in_force(ids), own_desks(actor)
    result = BulkResult()
    for one in fresh:
        if one.version != newest[one.assignment_id]:
            why = _("The unit has sent a newer version.")
        elif one.state not in states:
            why = str(SubmissionState(one.state).label)
        else:
            why = hindrance(actor, one.assignment, claims.get(one.assignment_id), desks)
        if why:
            result.left_out.append(LeftOut(one, why))
        else:
            result.done.append(one)
    return result


def _decide(actor: Actor, submissions: list[Submission], state: SubmissionState) -> None:
    decided = {"decided_by": actor.post_id, "decided_name": actor.signature, "decided_at": clock.now()}
    Submission.objects.filter(pk__in=[one.pk for one in submissions]).update(state=state, **decided)
    Claim.objects.filter(assignment__in=[one.assignment_id for one in submissions]).delete()
