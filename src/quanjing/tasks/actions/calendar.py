"""The office's own table of working days and days off."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import CalendarDay
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.tasks.rules.calendar import can_set_calendar


@transaction.atomic
def set_day(*, actor: Actor, day: date, is_workday: bool, note: str) -> CalendarDay:
    """Say that a day is a working day, or is none, whatever the official calendar says.

    Deadlines that have a day already keep it; what is resolved from now on follows the table.

    Raises:
        Denied: not an administrator of the body at the top of the tree.
        Invalid: no note that says why.
    """
    if not can_set_calendar(actor):
        raise Denied
    if not note.strip():
        raise Invalid([Problem("note", _("Say in a few words why, for example the document."))])
    values = {"is_workday": is_workday, "note": note.strip()[:200]}
    found, _new = CalendarDay.objects.update_or_create(day=day, defaults=values)
    record(actor=actor, verb="tasks.set_day", on=found, detail={"day": day.isoformat(), **values})
    return found


@transaction.atomic
def clear_day(*, actor: Actor, day: date) -> None:
    """Take a day out of the table again. Raises `Denied`, `Missing`."""
    if not can_set_calendar(actor):
        raise Denied
    found = CalendarDay.objects.filter(day=day).first()
    if found is None:
        raise Missing
    record(actor=actor, verb="tasks.clear_day", on=found, detail={"day": day.isoformat()})
    found.delete()
