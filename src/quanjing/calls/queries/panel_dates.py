"""Panels in the calendar and the reminders: rounds and road shows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.models import ShowSlot, Sitting
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree

MOST = 500  # dates that a calendar shows


def bodies_with_shows(until: date) -> set[int]:
    """Bodies that come to a road show up to a day: one query."""
    return set(_shows(clock.today(), until).order_by().values_list("application__organization", flat=True))


def shows_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """The road shows to which these bodies come up to a day: one query."""
    found = _shows(clock.today(), until).filter(application__organization__in=list(organization_ids))
    return [_shown(one) for one in found]


def panels_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The own road shows, and for the desk of a call the last days of its rounds: two queries."""
    if actor.organization_id is None:
        return []
    where = (
        Q(application__organization__path=path) if own else in_subtree(path, "application__organization__")
    )
    shows = _shows(first, last).filter(where, application__organization=actor.organization_id)
    found = [_shown(one) for one in shows[:MOST]]
    if not (actor.may(Right.ISSUE) or actor.may(Right.REVIEW)):
        return found
    scope = Q(call__organization__path=path) if own else in_subtree(path, "call__organization__")
    rounds = Sitting.objects.filter(scope, call__organization=actor.organization_id, closed_at=None)
    due = rounds.filter(due_on__gte=first, due_on__lte=last).select_related("call")
    return found + [_round(one) for one in due.order_by("due_on", "pk")[:MOST]]


def _shows(first: date, last: date) -> QuerySet[ShowSlot]:
    days = Q(starts_at__gte=clock.end_of(first - timedelta(days=1)), starts_at__lt=clock.end_of(last))
    return ShowSlot.objects.filter(days).select_related("application__call")


def _shown(one: ShowSlot) -> Dated:
    words = _("Road show: %(title)s, %(place)s") % {"title": one.application.title, "place": one.place}
    day = one.starts_at.astimezone(clock.CHINA).date()
    call = one.application.call
    since = (call.opened_at or call.made_at).astimezone(clock.CHINA).date()
    link = reverse("application_panel", args=[one.application.code])
    return Dated(one.application.organization_id, call.organization_id, day, since, words, link)


def _round(one: Sitting) -> Dated:
    assert one.due_on is not None
    body = one.call.organization_id
    words = _("Panel review: %(title)s") % {"title": one.call.title}
    since = one.begun_at.astimezone(clock.CHINA).date()
    return Dated(body, body, one.due_on, since, words, reverse("panel_list", args=[one.call.code]))
