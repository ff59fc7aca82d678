"""Counted duties: set for organizations, recorded by them, records taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import Selection, handlers_of, selected
from quanjing.tasks.models import Assignment, Duty, DutyLine, DutyRecord, Task

BATCH = 500


@dataclass(frozen=True, slots=True)
class DutyWanted:
    """`required` times from `first_on` to `last_on`, both days included."""

    name: str
    required: int
    first_on: date
    last_on: date


def preview_duty(*, actor: Actor, selection: Selection) -> int:
    """For how many organizations it would be set. Raises `Denied`, `Missing`."""
    if not actor.may(Right.ISSUE):
        raise Denied
    return selected(actor, selection).count()


@transaction.atomic
def set_duty(*, actor: Actor, wanted: DutyWanted, selection: Selection, task: Task | None = None) -> Duty:
    """Set a counted duty for the selected organizations, and tell each once.

    Args:
        task: the request of a notice of the own body that it comes from.

    Raises:
        Denied: no right to issue, or the task is another body's.
        Invalid: no name, a count below 1, an end before the start or in the past, nobody selected.
        Missing: the head of the selection is not visible to the actor.
    """
    if not actor.may(Right.ISSUE) or actor.organization_id is None:
        raise Denied
    if task is not None and task.directive.organization_id != actor.organization_id:
        raise Denied
    bodies = list(selected(actor, selection).values_list("pk", flat=True))
    _refuse(wanted, bodies)
    duty = Duty.objects.create(
        organization_id=actor.organization_id, task=task, name=wanted.name.strip()[:300],
        required=wanted.required, first_on=wanted.first_on, last_on=wanted.last_on, made_at=clock.now(),
    )  # fmt: skip
    lines = [DutyLine(duty=duty, organization_id=body) for body in bodies]
    DutyLine.objects.bulk_create(lines, batch_size=BATCH)
    detail = {"name": duty.name, "required": duty.required, "organizations": len(bodies)}
    record(actor=actor, verb="tasks.set_duty", on=duty, detail=detail)
    _tell(actor, duty, bodies)
    return duty


@transaction.atomic
def add_record(
    *, actor: Actor, line: DutyLine, happened_on: date, note: str, report: Assignment | None = None
) -> DutyRecord:
    """Record that the duty was done once, on a day of its window; more than required is no fault.

    Raises:
        Denied: not the actor's own body, or the post does not report; a report of another body.
        Invalid: no note, a day outside the window or in the future.
    """
    if not actor.may(Right.REPORT) or line.organization_id != actor.organization_id:
        raise Denied
    if report is not None and report.organization_id != actor.organization_id:
        raise Denied
    problems = []
    if not note.strip():
        problems.append(Problem("note", _("Say in a few words what it was.")))
    if not line.duty.first_on <= happened_on <= min(line.duty.last_on, clock.today()):
        problems.append(Problem("happened_on", _("A day within the window, and not in the future.")))
    if problems:
        raise Invalid(problems)
    assert actor.post_id is not None
    made = DutyRecord.objects.create(
        line=line, happened_on=happened_on, note=note.strip()[:300], report=report,
        made_by_id=actor.post_id, made_at=clock.now(),
    )  # fmt: skip
    detail = {"duty": line.duty.code, "day": happened_on.isoformat(), "note": made.note}
    record(actor=actor, verb="tasks.add_record", on=made, detail=detail)
    return made


@transaction.atomic
def undo_record(*, actor: Actor, made: DutyRecord) -> None:
    """Take a record back; it is no longer counted. Raises `Denied`; `WrongState` where it was before."""
    locked = DutyRecord.objects.select_for_update(of=("self",)).select_related("line__duty").get(pk=made.pk)
    if not actor.may(Right.REPORT) or locked.line.organization_id != actor.organization_id:
        raise Denied
    if locked.undone:
        raise WrongState
    locked.undone = True
    locked.save(update_fields=["undone"])
    record(actor=actor, verb="tasks.undo_record", on=locked, detail={"duty": locked.line.duty.code})


def count_duty(*, actor: Actor, line: DutyLine, happened_on: date, note: str) -> DutyRecord:
    """Count the duty once for what is recorded elsewhere; a step of that action, which leaves the entry."""
    assert actor.post_id is not None
    return DutyRecord.objects.create(
        line=line, happened_on=happened_on, note=note[:300], made_by_id=actor.post_id, made_at=clock.now()
    )


def uncount_duty(*, made: DutyRecord) -> None:
    """What was counted so no longer counts; a step as above."""
    made.undone = True
    made.save(update_fields=["undone"])


def _refuse(wanted: DutyWanted, bodies: list[int]) -> None:
    problems = []
    if not wanted.name.strip():
        problems.append(Problem("name", _("A duty needs a name.")))
    if not 1 <= wanted.required <= 366:
        problems.append(Problem("required", _("At least once.")))
    if wanted.last_on < wanted.first_on:
        problems.append(Problem("last_on", _("The last day lies before the first.")))
    elif wanted.last_on < clock.today():
        problems.append(Problem("last_on", _("This date has passed.")))
    if not bodies:
        problems.append(Problem("organizations", _("No organization is chosen.")))
    if problems:
        raise Invalid(problems)


def _tell(actor: Actor, duty: Duty, bodies: list[int]) -> None:
    posts = list(handlers_of(bodies).values_list("pk", flat=True))
    values: dict[str, object] = {
        "title": duty.name,
        "issuer": actor.organization_name,
        "required": duty.required,
        "until": duty.last_on.isoformat(),
    }
    link, key = reverse("duty_page", args=[duty.code]), f"duty_set:{duty.code}"
    transaction.on_commit(lambda: tell(post_ids=posts, kind="duty_set", values=values, link=link, key=key))
