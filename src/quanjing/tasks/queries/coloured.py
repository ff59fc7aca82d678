"""Assignments by the colour that the clock gives them; `foundation.colours` says the same of one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.colours import BEHIND_DAYS, NEAR_DAYS, Colour
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import DONE, NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.times import effective_due
from quanjing.tasks.queries.visible import assignments_visible_to

REST, WAITING, FINISHED = "rest", "waiting", "done"
COLOURS = (Colour.BLUE, Colour.AMBER, Colour.RED, REST, WAITING)
BODY_SORTS = {"newest": ("-directive__published_at", "task__position", "pk")}


@dataclass(frozen=True, slots=True)
class BodyFilter:
    """Which assignments of a body: of a colour or done, of notices published from one day to another."""

    colour: str = ""
    first: date | None = None
    last: date | None = None


def coloured(now: datetime) -> QuerySet[Any]:
    """What a unit has to act on or waits for, with `colour`; midnight belongs to the day that it ends."""
    today = now.astimezone(clock.CHINA).date()
    amber, blue = (_midnight(today + timedelta(days=days)) for days in (BEHIND_DAYS, NEAR_DAYS + 1))
    own_date = Q(state=State.RETURNED) & ~Q(return_due=None)
    colour = Case(
        When(state=State.SUBMITTED, then=Value(WAITING)),
        When(acts_by=None, then=Value(REST)),
        When(acts_by__lt=now, then=Value(str(Colour.RED))),
        When(acts_by__lte=amber, then=Value(str(Colour.AMBER))),
        When(acts_by__lte=blue, then=Value(str(Colour.BLUE))),
        default=Value(REST),
        output_field=CharField(),
    )
    found: Any = Assignment.objects.filter(state__in=(*OPEN, State.RETURNED, State.SUBMITTED))
    dated = found.annotate(acts_by=Case(When(own_date, then="return_due"), default=effective_due()))
    rows: QuerySet[Any] = dated.annotate(colour=colour)
    return rows


def assignments_of_body(actor: Actor, body: Organization, wanted: BodyFilter) -> QuerySet[Assignment]:
    """The assignments of one body that the actor may see, with their notices and what these ask."""
    found = assignments_visible_to(actor).filter(organization=body).select_related("directive__load")
    if wanted.colour in COLOURS:
        found = found.filter(pk__in=coloured(clock.now()).filter(organization=body, colour=wanted.colour))
    elif wanted.colour == FINISHED:
        found = found.filter(state__in=DONE)
    else:
        found = found.exclude(state__in=NOT_EXPECTED)
    if wanted.first:
        found = found.filter(directive__published_at__gte=_midnight(wanted.first))
    if wanted.last:
        found = found.filter(directive__published_at__lt=_midnight(wanted.last + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.CHINA)
