"""Who is missing, with all that decides whether to remind; a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.translation import override

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock, dates
from quanjing.foundation.actor import Right
from quanjing.foundation.dates import Dated
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import handlers_of, posts_in_force
from quanjing.tasks.enums import OPEN, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.times import is_locked, is_overdue
from quanjing.urging.enums import Reach
from quanjing.urging.models import DateLine, Pause, Reminder, ReminderLine, ReminderRule

DESKS = [role for role, rights in RIGHTS.items() if {Right.READ, Right.REVIEW} <= rights]

AHEAD = timedelta(days=45)  # beyond it no rule reminds of a date
LONG = ("directive__text", "directive__notice", "directive__corrected")  # a notice for each row is too much


@dataclass(slots=True)
class Unit:
    """A body with what it still has to send, and other dates; `last`: by issuing body, the last day told."""

    organization: Organization
    open: list[Assignment] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)  # beside the tasks
    handlers: list[Post] = field(default_factory=list)
    last: dict[int, date] = field(default_factory=dict)
    told_today: bool = False


def open_assignments(now: datetime) -> QuerySet[Assignment]:
    """What units still have to send and can send now: open, or returned and not sent again."""
    begun = Q(task__opens_on=None) | Q(task__opens_on__lte=now.astimezone(clock.CHINA).date())
    found = Assignment.objects.filter(begun, state__in=(*OPEN, State.RETURNED))
    found = found.filter(directive__state=DirectiveState.PUBLISHED).exclude(is_locked(now))
    return found.select_related("task", "organization", "directive__organization").defer(*LONG)


def unit_ids(now: datetime) -> list[int]:
    """The bodies for which anything is open, in order of primary key."""
    found = open_assignments(now).select_related(None).order_by("organization_id")
    sending = found.values_list("organization_id", flat=True).distinct()
    return sorted({*sending, *dates.bodies(_until(now))})


def units_of(organization_ids: Collection[int], now: datetime) -> list[Unit]:
    """These bodies, in the order of the tree, with what is open for them: six queries and those of dates."""
    units = {
        body.pk: Unit(body) for body in Organization.objects.filter(pk__in=organization_ids).order_by("path")
    }
    mine = open_assignments(now).filter(organization_id__in=organization_ids)
    for assignment in mine.order_by("directive_id", "task__position"):
        units[assignment.organization_id].open.append(assignment)
    with override(settings.LANGUAGE_CODE):  # a reminder has no language: that of the office
        dated = dates.due(organization_ids, _until(now))
    for one in dated:
        if one.organization in units:
            units[one.organization].dates.append(one)
    for post in handlers_of(organization_ids):
        units[post.organization_id].handlers.append(post)
    told = Reminder.objects.filter(reach=Reach.UNIT, organization__in=organization_ids)
    today = now.astimezone(clock.CHINA).date()
    for organization_id in told.filter(day=today).values_list("organization_id", flat=True):
        units[organization_id].told_today = True
    lines = ReminderLine.objects.filter(reminder__in=told).order_by()
    rows = lines.values_list("reminder__organization_id", "assignment__directive__organization_id")
    for organization_id, issuer_id, day in rows.annotate(day=Max("reminder__day")):
        units[organization_id].last[issuer_id] = day
    other = (
        DateLine.objects.filter(reminder__in=told)
        .order_by()
        .values_list("reminder__organization_id", "issuer_id")
    )
    for organization_id, issuer_id, day in other.annotate(day=Max("reminder__day")):
        last = units[organization_id].last
        last[issuer_id] = max(day, last.get(issuer_id, day))
    return list(units.values())


def _until(now: datetime) -> date:
    return now.astimezone(clock.CHINA).date() + AHEAD


def missing_of(directive: Directive, now: datetime) -> QuerySet[Assignment]:
    """What is open of one notice, in the order of the tree."""
    return open_assignments(now).filter(directive=directive).order_by("organization__path", "task__position")


def overdue_assignments(now: datetime) -> QuerySet[Assignment]:
    """What is open past its date, those of paused notices left out."""
    paused = Pause.objects.values("directive")
    found = open_assignments(now).filter(is_overdue(now)).exclude(directive__in=paused)
    return found.order_by("organization__path", "pk")


def rules_of(issuer_ids: Iterable[int]) -> dict[int, ReminderRule]:
    """The rules of these bodies; the usual ones for a body that has set none."""
    wanted = set(issuer_ids)
    found = {rule.organization_id: rule for rule in ReminderRule.objects.filter(organization__in=wanted)}
    return {pk: found.get(pk) or ReminderRule(organization_id=pk) for pk in wanted}


def rule_of(issuer_id: int) -> ReminderRule:
    """The rules of one body."""
    return rules_of([issuer_id])[issuer_id]


def pause_of(directive: Directive) -> Pause | None:
    """The pause of a notice, if it is paused."""
    return Pause.objects.filter(directive=directive).first()


def bodies_above(organizations: Iterable[Organization]) -> dict[int, tuple[Organization, list[Post]]]:
    """For each of these bodies the nearest one above that has a desk, with the desk's posts: two queries."""
    below = {body.pk: body for body in organizations}
    step = Organization.steplen
    paths = {body.path[:end] for body in below.values() for end in range(step, len(body.path), step)}
    upper = {body.path: body for body in Organization.objects.filter(path__in=paths)}
    desks: dict[int, list[Post]] = {}
    posts = posts_in_force().filter(organization__path__in=paths, role__in=DESKS, holder__is_active=True)
    for post in posts:
        desks.setdefault(post.organization_id, []).append(post)
    found = {}
    for body in below.values():
        for end in range(len(body.path) - step, 0, -step):
            above = upper.get(body.path[:end])
            if above is not None and above.pk in desks:
                found[body.pk] = (above, desks[above.pk])
                break
    return found
