"""Public notices: who reads them, their days, whom they reach, and what anybody may read of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet

from quanjing.calls.models import Application, Call, Decision, PublicNotice
from quanjing.calls.queries.naming import TAKEN_OUT, PublicGroup, groups_by_decision, merged
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Post
from quanjing.organizations.queries import in_scope, reporting_posts
from quanjing.tasks.queries.calendar import calendar


@dataclass(frozen=True, slots=True)
class PublicList:
    """A notice or a list of results as anybody may read it."""

    code: str
    title: str
    issuer: str
    text: str
    channel: str
    first_day: date
    last_day: date
    groups: list[PublicGroup]


def reaching(actor: Actor, prefix: str) -> Q:
    """The condition that a call at `prefix` reaches the actor: called to his body, by it, or below it."""
    if actor.organization_id is None:
        return Q(pk__in=[])
    to_us = Q(**{f"{prefix}under__path__in": chain_of(actor.path)})
    return (
        to_us
        | Q(**{f"{prefix}organization": actor.organization_id})
        | in_scope(actor, f"{prefix}organization__")
    )


def notices_visible_to(actor: Actor) -> QuerySet[PublicNotice]:
    """Notices of calls that reach the actor, the newest first."""
    found = PublicNotice.objects.filter(reaching(actor, "decision__call__"))
    return found.select_related("decision__call__organization", "decision__call__under")


def get_notice(actor: Actor, code: str) -> PublicNotice:
    """One notice. Raises `Missing`."""
    found = notices_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Released decisions of the actor's own body."""
    found = Decision.objects.filter(call__organization=actor.organization_id, released_at__isnull=False)
    return found.select_related("call__organization", "call__under")


def get_decision(actor: Actor, code: str) -> Decision:
    """A released decision of the actor's own body. Raises `Missing`."""
    found = decisions_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def decisions_without_notice(actor: Actor) -> QuerySet[Decision]:
    """Released decisions with something selected that nobody has been shown yet."""
    found = decisions_visible_to(actor).filter(notice=None, lines__is_selected=True)
    return found.exclude(call__state__in=("done", "cancelled")).distinct()


def first_day_from(day: date) -> date:
    """The next working day."""
    return calendar().shifted(day, 1)


def last_day_of(first_day: date, days: int) -> date:
    """The last of so many working days, of which the first day is one where it is a working day."""
    return calendar().shifted(first_day - timedelta(days=1), days)


def workdays_between(first_day: date, last_day: date) -> int:
    known = calendar()
    span = (last_day - first_day).days + 1
    return sum(known.is_workday(first_day + timedelta(days=step)) for step in range(span))


def posts_reached(call: Call) -> QuerySet[Post]:
    """Who is told of a notice: people who report for the bodies that the call is addressed to."""
    found = reporting_posts().filter(in_subtree(call.under.path, "organization__"))
    for column, values in (("kind", call.kinds), ("level", call.levels), ("society_class", call.classes)):
        if values:
            found = found.filter(**{f"organization__{column}__in": values})
    return found.exclude(organization=call.organization_id)


def lines_to_object_to(notice: PublicNotice) -> list[Application]:
    """The applications of a notice that are still in its list."""
    lines = notice.decision.lines.filter(is_selected=True).exclude(application__state__in=TAKEN_OUT)
    return [
        line.application for line in lines.select_related("application__organization", "application__call")
    ]


def running_notices() -> QuerySet[PublicNotice]:
    """What is displayed for objections today."""
    today = clock.today()
    found = PublicNotice.objects.filter(first_day__lte=today, last_day__gte=today, published_at=None)
    return found.select_related("decision__call__organization")


def published_calls() -> QuerySet[Any]:
    """Calls whose results came out, each with the moment of the last batch as `out_at`."""
    out = Call.objects.annotate(out_at=Max("decisions__notice__published_at")).filter(out_at__isnull=False)
    return out.select_related("organization")


def public_notices(notices: Iterable[PublicNotice] | None = None) -> list[PublicList]:
    """What is displayed for objections today, or some of it, for anybody: two queries more, however many."""
    shown = list(running_notices() if notices is None else notices)
    groups = groups_by_decision([one.decision_id for one in shown])
    return [_public(one, groups[one.decision_id]) for one in shown]


def public_results(calls: Collection[Call] | None = None) -> list[PublicList]:
    """Results that came out, or those of some calls, the newest first, one list a call: three queries."""
    found = PublicNotice.objects.filter(published_at__isnull=False)
    if calls is not None:
        found = found.filter(decision__call__in=[one.pk for one in calls])
    notices = list(
        found.select_related("decision__call__organization").order_by("-published_at", "decision__number")
    )
    groups = groups_by_decision([one.decision_id for one in notices])
    by_call: dict[int, list[PublicNotice]] = {}
    for one in notices:
        by_call.setdefault(one.decision.call_id, []).append(one)
    return [_result(batch, groups) for batch in by_call.values()]


def _public(notice: PublicNotice, groups: list[PublicGroup]) -> PublicList:
    issuer = notice.decision.call.organization.name
    return PublicList(
        notice.code,
        notice.title,
        issuer,
        notice.text,
        notice.channel,
        notice.first_day,
        notice.last_day,
        groups,
    )


def _result(batch: list[PublicNotice], groups: dict[int, list[PublicGroup]]) -> PublicList:
    call, published = batch[0].decision.call, batch[0].published_at
    assert published is not None
    day = published.astimezone(clock.CHINA).date()
    whole = merged(groups[one.decision_id] for one in batch)
    return PublicList(call.code, call.title, call.organization.name, call.award, "", day, day, whole)
