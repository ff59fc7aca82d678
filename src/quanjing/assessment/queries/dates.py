"""What assessments have in the reminders and in the calendar: the last day, the end of appeals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.assessment.enums import SchemeState, UnitState
from quanjing.assessment.models import Assessed
from quanjing.assessment.queries.units import bodies_visible_to
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree

MOST = 500
PAST = timedelta(days=30)


def bodies_with_dates(until: date) -> set[int]:
    """Bodies that have not sent what is due up to a day."""
    return set(_unsent(until).values_list("organization_id", flat=True))


def dates_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have to send: one query."""
    rows = _unsent(until).filter(organization__in=list(organization_ids)).select_related("scheme")
    return [_dated(one) for one in rows]


def dates_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The last days of a subtree, or of its head alone, that the actor may see: one query."""
    scope = Q(organization__path=path) if own else in_subtree(path, "organization__")
    rows = bodies_visible_to(actor).filter(scope, scheme__due_on__gte=first, scheme__due_on__lte=last)
    return [_dated(one) for one in rows.order_by("scheme__due_on", "pk")[:MOST]]


def _unsent(until: date) -> QuerySet[Assessed]:
    today = clock.today()
    due = Q(until_on=None, scheme__due_on__lte=until) | Q(until_on__lte=until)
    rows = Assessed.objects.filter(due, scheme__state=SchemeState.OPEN, scheme__opens_on__lte=today)
    lasting = Q(scheme__due_on__gte=today - PAST) | Q(until_on__gte=today)
    return rows.filter(lasting).exclude(state=UnitState.SENT).order_by(F("scheme__due_on"), "pk")


def _dated(one: Assessed) -> Dated:
    scheme = one.scheme
    title = _("%(scheme)s: self-assessment") % {"scheme": scheme}
    link = reverse("assessment_body", args=[one.code])
    since = scheme.issued_at.astimezone(clock.CHINA).date() if scheme.issued_at else scheme.opens_on
    return Dated(
        one.organization_id, scheme.organization_id, one.until_on or scheme.due_on, since, title, link
    )
