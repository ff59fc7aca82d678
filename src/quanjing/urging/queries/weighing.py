"""Whom reminding of a notice would reach now, and why not the others: weighed in the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Case, Count, Q, QuerySet, Value, When

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import reporting_posts
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.times import is_locked
from quanjing.urging.enums import LeftOut, Reach
from quanjing.urging.models import DateLine, Pause, Reminder, ReminderLine, ReminderRule
from quanjing.urging.queries.missing import missing_of, open_assignments

REACHED = ""


def weighed(
    directive: Directive, rule: ReminderRule, now: datetime, resting: LeftOut | None
) -> QuerySet[Organization]:
    """The addressed bodies, each with `reason` (`LeftOut`, or `REACHED`): nothing is read yet.

    `rule` is that of the issuing body, `resting` why nobody at all may be reminded now. A body for which
    nothing can be sent has the reason that is nearest to acting.
    """
    mine = Assignment.objects.filter(directive=directive)
    missing = missing_of(directive, now).order_by().values("organization")
    reason = Case(
        When(Q(pk__in=missing), then=Value(resting) if resting else _reason_of_missing(directive, rule, now)),
        When(_has(mine.filter(is_locked(now))), then=Value(LeftOut.LOCKED)),
        When(_has(mine.filter(state__in=(*OPEN, State.RETURNED))), then=Value(LeftOut.EARLY)),
        When(_has(mine.filter(state=State.SUBMITTED)), then=Value(LeftOut.CHECKING)),
        default=Value(LeftOut.DONE),
    )
    found: QuerySet[Organization] = Organization.objects.filter(_has(mine)).annotate(reason=reason)
    return found


def counts_by_reason(bodies: QuerySet[Organization]) -> dict[str, int]:
    """How many of the weighed bodies have each reason, in the order of `LeftOut`: one query."""
    found = dict(bodies.order_by().values_list("reason").annotate(Count("pk")))
    return {reason: found[reason] for reason in (REACHED, *LeftOut.values) if reason in found}


def open_counts(organization_ids: Collection[int], now: datetime) -> dict[int, int]:
    """By body, how many items a reminder would list now."""
    mine = open_assignments(now).filter(organization__in=organization_ids)
    mine = mine.exclude(directive__in=Pause.objects.values("directive"))
    return dict(mine.order_by().values_list("organization").annotate(Count("pk")))


def _reason_of_missing(directive: Directive, rule: ReminderRule, now: datetime) -> Case:
    today = now.astimezone(clock.CHINA).date()
    told = Reminder.objects.filter(reach=Reach.UNIT, day=today)
    lines = ReminderLine.objects.filter(
        reminder__reach=Reach.UNIT,
        reminder__day__gt=today - timedelta(days=rule.cooldown_days),
        assignment__directive__organization=directive.organization_id,
    )
    dates = DateLine.objects.filter(
        reminder__reach=Reach.UNIT,
        reminder__day__gt=today - timedelta(days=rule.cooldown_days),
        issuer=directive.organization_id,
    )
    return Case(
        When(_has(told), then=Value(LeftOut.TODAY)),
        When(Q(pk__in=lines.values("reminder__organization")), then=Value(LeftOut.COOLING)),
        When(Q(pk__in=dates.values("reminder__organization")), then=Value(LeftOut.COOLING)),
        When(_has(reporting_posts().order_by()), then=Value(REACHED)),
        default=Value(LeftOut.NOBODY),
    )


def _has(rows: QuerySet[Assignment] | QuerySet[Reminder] | QuerySet[Post]) -> Q:
    return Q(pk__in=rows.values("organization"))
