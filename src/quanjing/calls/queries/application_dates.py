"""Last moments of calls and applications in the reminders and in the calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call
from quanjing.calls.queries.calls import open_for
from quanjing.calls.queries.unfinished import unfinished
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.colours import cn_day
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree


def bodies_with_deadlines(until: date) -> set[int]:
    """Bodies that have a draft or something to mend with a last moment up to a day."""
    rows = unfinished().order_by().values_list("organization_id", "state", "returned_due", "call__closes_at")
    return {body for body, state, due, closes in rows if cn_day(due or closes) <= until}


def deadlines_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have still to send up to a day: one query."""
    found = [_dated(one) for one in unfinished(organization_ids)]
    return [one for one in found if one.on <= until]


def deadlines_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The last days of calls of the own body or open to it, in a span: two queries."""
    if not actor.path.startswith(path) and not path.startswith(actor.path):
        return []
    calls = open_for(actor)
    if actor.reads_subtree:
        scope = Q(organization__path=path) if own else in_subtree(path, "organization__")
        calls = calls | Call.objects.filter(scope, state=CallState.OPEN).select_related("organization")
    body = actor.organization_id or 0
    found = [
        Dated(
            body, one.organization_id, cn_day(one.closes_at), one.opens_on,
            _("Call: %(title)s") % {"title": one.title}, reverse("call_page", args=[one.code]),
        )
        for one in calls.distinct()
    ]  # fmt: skip
    return [one for one in found if first <= one.on <= last]


def _dated(one: Application) -> Dated:
    due = one.returned_due if one.state == ApplicationState.RETURNED else None
    words = _("Application to be mended: %(title)s") if due else _("Application to be sent: %(title)s")
    title = one.title or one.call.title
    since = (one.checked_at or one.made_at).astimezone(clock.CHINA).date() - timedelta(days=1)
    return Dated(
        one.organization_id, one.call.organization_id, cn_day(due or one.call.closes_at), since,
        words % {"title": title}, reverse("application_edit", args=[one.code]),
    )  # fmt: skip
