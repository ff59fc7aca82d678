"""Numbers of the year that no record holds, as a body counts them itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.worklog.actions.entries import FIRST_YEAR
from quanjing.worklog.enums import Yearly
from quanjing.worklog.models import YearCount
from quanjing.worklog.rules import can_add

MOST = 1_000_000


@transaction.atomic
def set_year_counts(*, actor: Actor, year: int, numbers: Mapping[str, int | None]) -> None:
    """Set the numbers of a year of the actor's body; None takes one back.

    Raises `Denied`; `Invalid` with every problem at its kind.
    """
    if not can_add(actor):
        raise Denied
    problems = [
        Problem(kind, _("A number from 0 to 1,000,000."))
        for kind, number in numbers.items()
        if kind not in Yearly or (number is not None and not 0 <= number <= MOST)
    ]
    if not FIRST_YEAR <= year <= clock.today().year:
        problems.append(Problem("year", _("A year that has begun, not before 1990.")))
    if problems:
        raise Invalid(problems)
    body = Organization.objects.get(pk=actor.organization_id)
    for kind, number in numbers.items():
        if number is None:
            YearCount.objects.filter(organization=body, year=year, kind=kind).delete()
        else:
            entered = {"number": number, "entered_name": actor.signature, "entered_at": clock.now()}
            YearCount.objects.update_or_create(organization=body, year=year, kind=kind, defaults=entered)
    record(actor=actor, verb="worklog.year", on=body, detail={"year": year, "numbers": dict(numbers)})
