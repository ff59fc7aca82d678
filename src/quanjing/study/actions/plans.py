"""A unit's plan: lines adopted or its own, and its own word on what was studied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.activities.models import Activity
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.study.enums import CampaignState, Mode
from quanjing.study.models import PlanLine, ReadingEntry, StudyItem, StudyPlan
from quanjing.study.rules import need_keeper


@dataclass(frozen=True, slots=True)
class LineGiven:
    title: str
    chapters: str = ""
    mode: Mode = Mode.ANY
    planned_for: date | None = None


@transaction.atomic
def adopt(
    *, actor: Actor, items: Iterable[StudyItem] = (), entries: Iterable[ReadingEntry] = ()
) -> list[PlanLine]:
    """Take items of a campaign or entries of a list into the own plan; what stands there already is left out.

    The plan is that of the year in which the campaign ends, or of this year. The caller has looked that the
    actor sees them. Raises `Denied`, `WrongState` for a campaign that is closed.
    """
    body = need_keeper(actor, actor.organization_id)
    made = []
    for item in items:
        if item.campaign.state != CampaignState.ANNOUNCED or item.dropped_at is not None:
            raise WrongState
        until = item.campaign.until
        line = PlanLine(item=item, mode=item.mode, planned_for=until)
        made.append(_line(body, line, item, max(until.year if until else 0, clock.today().year)))
    made += [_line(body, PlanLine(entry=entry), entry, clock.today().year) for entry in entries]
    fresh = [one for one in made if one is not None]
    detail = {"lines": [one.title for one in fresh]}
    record(actor=actor, verb="study.adopt", on=fresh[0].plan if fresh else None, detail=detail)
    return fresh


def _line(body: int, line: PlanLine, of: StudyItem | ReadingEntry, year: int) -> PlanLine | None:
    """The line saved, or None where the body has it in a plan already."""
    there = PlanLine.objects.filter(plan__organization=body, item=line.item, entry=line.entry)
    plan, _is_new = StudyPlan.objects.get_or_create(organization_id=body, year=year)
    if there.exists():
        return None
    line.plan, line.title, line.chapters, line.material = plan, of.title, of.chapters, of.material
    line.save()
    return line


@transaction.atomic
def add_line(*, actor: Actor, year: int, given: LineGiven) -> PlanLine:
    """Write a line of one's own. Raises `Denied`, `Invalid`."""
    body = need_keeper(actor, actor.organization_id)
    if not given.title.strip():
        raise Invalid([Problem("title", _("A title is missing."))])
    plan, _is_new = StudyPlan.objects.get_or_create(organization_id=body, year=year)
    made = PlanLine.objects.create(
        plan=plan, title=given.title.strip()[:200], chapters=given.chapters.strip(), mode=given.mode,
        planned_for=given.planned_for,
    )  # fmt: skip
    record(actor=actor, verb="study.add_line", on=plan, detail={"title": made.title})
    return made


@transaction.atomic
def say_studied(
    *, actor: Actor, line: PlanLine, on: date, note: str = "", activity: Activity | None = None
) -> PlanLine:
    """The unit's own word that a line was studied, on a day, if it likes with the activity and a note.

    Raises: `Denied`; `Invalid` for a day to come.
    """
    need_keeper(actor, line.plan.organization_id)
    if on > clock.today():
        raise Invalid([Problem("on", _("This day is still to come."))])
    line.studied_on, line.note, line.activity = on, note.strip(), activity
    line.save(update_fields=["studied_on", "note", "activity"])
    record(actor=actor, verb="study.say_studied", on=line, detail={"on": on.isoformat()})
    return line


@transaction.atomic
def take_back(*, actor: Actor, line: PlanLine) -> PlanLine:
    """Take that word back; the note stays. Raises `Denied`."""
    need_keeper(actor, line.plan.organization_id)
    line.studied_on, line.activity = None, None
    line.save(update_fields=["studied_on", "activity"])
    record(actor=actor, verb="study.take_back", on=line)
    return line


@transaction.atomic
def drop_line(*, actor: Actor, line: PlanLine) -> None:
    """Take a line out of the plan. Raises `Denied`; `WrongState` once it was studied."""
    need_keeper(actor, line.plan.organization_id)
    if line.studied_on is not None:
        raise WrongState(_("It was studied; take that back first."))
    record(actor=actor, verb="study.drop_line", on=line.plan, detail={"title": line.title})
    line.delete()
