"""A calendar at a secret address: made, revoked, and written as iCal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event

from quanjing.accounts.queries import hashed
from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, CalendarFeed
from quanjing.activities.queries import AHEAD, BACK, due_dates, feed_activities, feed_of
from quanjing.audit.actions import record
from quanjing.foundation import clock, dates
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing, WrongState
from quanjing.foundation.ids import new_secret
from quanjing.organizations.queries import actor_for

MOST_FEEDS = 5  # that work at the same time
STATUS = {ActivityState.PLANNED: "TENTATIVE", ActivityState.CANCELLED: "CANCELLED"}


@transaction.atomic
def make_feed(*, actor: Actor, subtree: bool = False) -> str:
    """A new address for the actor's post; returns its secret, which is shown once and kept as a hash.

    Args:
        subtree: with the bodies below, where the post reads them.

    Raises: `Denied` for who acts for another or reads nothing below; `WrongState` with five that work.
    """
    if actor.post_id is None or actor.acting_for or (subtree and not actor.reads_subtree):
        raise Denied
    if CalendarFeed.objects.filter(post=actor.post_id, revoked_at=None).count() >= MOST_FEEDS:
        raise WrongState(_("Five addresses work already; please revoke one first."))
    secret = new_secret()
    made = CalendarFeed.objects.create(
        post_id=actor.post_id, secret_hash=hashed(secret), subtree=subtree, made_at=clock.now()
    )
    record(actor=actor, verb="activities.make_feed", on=made, detail={"subtree": subtree})
    return secret


@transaction.atomic
def revoke_feed(*, actor: Actor, feed: CalendarFeed) -> None:
    """Let an address of the own post stop working. Raises `Denied`."""
    if feed.post_id != actor.post_id:
        raise Denied
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=clock.now())
    record(actor=actor, verb="activities.revoke_feed", on=feed)


def feed_calendar(*, secret: str) -> bytes:
    """What a calendar programme reads at an address: activities, and the dates of the own body's reports.

    The post's present rights decide. Raises `Missing` for an address that does not work.
    """
    feed = feed_of(hashed(secret))
    if feed is None:
        raise Missing
    actor = actor_for(feed.post)
    with override(settings.LANGUAGE_CODE):  # a programme has no language: that of the office
        calendar = Calendar()
        calendar.add("prodid", "-//Quanjing//activities//ZH")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", f"{feed.post.organization.name} {_('Activities')}")
        for activity in feed_activities(actor, subtree=feed.subtree):
            calendar.add_component(_event(activity))
        for assignment, moment in due_dates(actor):
            name = _("Deadline: %(name)s") % {"name": assignment.task.name}
            link = reverse("report_page", args=[assignment.directive.code])
            calendar.add_component(_entry(f"due-{assignment.pk}", name, moment - HALF_HOUR, moment, link))
        for place, one in enumerate(_other_dates(actor, subtree=feed.subtree)):
            ends = clock.end_of(one.on)
            uid = f"date-{one.organization}-{one.on:%Y%m%d}-{place}"
            calendar.add_component(_entry(uid, one.title, ends - HALF_HOUR, ends, one.link))
    return bytes(calendar.to_ical())


HALF_HOUR = timedelta(minutes=30)


def _other_dates(actor: Actor, *, subtree: bool) -> list[dates.Dated]:
    """Dates that other registers keep, from a quarter ago to a year ahead."""
    today = clock.today()
    return dates.between(
        actor, actor.path, own=not (subtree and actor.reads_subtree), first=today - BACK, last=today + AHEAD
    )


def _event(activity: Activity) -> Event:
    ends = activity.ends_at or activity.starts_at + timedelta(hours=1)
    link = reverse("activity_page", args=[activity.code])
    entry = _entry(activity.code, activity.name, activity.starts_at, ends, link)
    entry.add("location", activity.place)
    entry.add("description", f"{activity.kind} {activity.organization.name} {activity.number}")
    entry.add("status", STATUS.get(ActivityState(activity.state), "CONFIRMED"))
    entry.add("sequence", activity.version)
    return entry


def _entry(code: str, name: str, starts: datetime, ends: datetime, link: str) -> Event:
    event = Event()
    event.add("uid", f"{code}@quanjing")
    event.add("summary", name)
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("dtstamp", clock.now())
    event.add("url", settings.BASE_URL.rstrip("/") + link)
    return event
