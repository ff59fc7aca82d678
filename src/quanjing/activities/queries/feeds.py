"""What a calendar at a secret address shows."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from quanjing.activities.models import Activity, CalendarFeed
from quanjing.activities.queries.calendar import within
from quanjing.activities.queries.periods import Span
from quanjing.directives.enums import DirectiveState
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import posts_in_force
from quanjing.tasks.enums import OPEN
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.times import effective_due

BACK, AHEAD = timedelta(days=92), timedelta(days=400)
MOST = 2000  # entries that an address gives out


def feeds_of(actor: Actor) -> QuerySet[CalendarFeed]:
    """The addresses of the own post that work, the newest first."""
    return CalendarFeed.objects.filter(post=actor.post_id, revoked_at=None).order_by("-pk")


def get_feed(actor: Actor, code: str) -> CalendarFeed:
    """One of them. Raises `Missing`."""
    found = feeds_of(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def feed_of(secret_hash: str) -> CalendarFeed | None:
    """The address that has this hash, while it, its post and its holder are in force."""
    posts = posts_in_force().filter(holder__is_active=True).values("pk")
    found = CalendarFeed.objects.filter(secret_hash=secret_hash, revoked_at=None, post__in=posts)
    return found.select_related("post__organization", "post__holder").first()


def feed_activities(actor: Actor, *, subtree: bool) -> list[Activity]:
    """The activities from a quarter ago to a year ahead, what is called off among them."""
    today = clock.today()
    head = Organization.objects.get(pk=actor.organization_id)
    span = Span("", today - BACK, today + AHEAD)
    return list(within(head, span, own=not (subtree and actor.reads_subtree))[:MOST])


def due_dates(actor: Actor) -> list[tuple[Assignment, datetime]]:
    """What the own body has still to report, with its dates."""
    mine = Assignment.objects.filter(organization=actor.organization_id, state__in=OPEN)
    mine = mine.filter(directive__state=DirectiveState.PUBLISHED).select_related("task", "directive")
    found = mine.annotate(falls_due=effective_due()).exclude(falls_due=None).order_by("falls_due", "pk")
    return [(one, one.falls_due) for one in found[:MOST]]
