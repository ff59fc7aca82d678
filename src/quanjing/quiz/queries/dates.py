"""Days of contests for calendars. Taking part is voluntary: nobody is ever reminded of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated, Provider
from quanjing.quiz.queries.contests import open_contests

MOST = 100


def contests_between(actor: Actor, _path: str, _own: bool, first: date, last: date) -> list[Dated]:
    """The first and last days of contests that are out for the actor's body: one query."""
    since = datetime.combine(first, time(), tzinfo=clock.CHINA)
    until = datetime.combine(last + timedelta(days=1), time(), tzinfo=clock.CHINA)
    found = []
    for one in open_contests(actor).filter(opens_at__lt=until, closes_at__gte=since)[:MOST]:
        link = reverse("quiz_page", args=[one.code])
        for moment, words in ((one.opens_at, _("contest opens")), (one.closes_at, _("contest closes"))):
            if since <= moment < until:
                day = moment.astimezone(clock.CHINA).date()
                title = _("%(what)s: %(name)s") % {"what": words, "name": one.name}
                found.append(Dated(one.organization_id, one.organization_id, day, day, title, link))
    return found


def _no_bodies(_until: date) -> list[int]:
    return []


def _nothing_due(_bodies: Collection[int], _until: date) -> list[Dated]:
    return []


DATES = Provider(_no_bodies, _nothing_due, contests_between)
