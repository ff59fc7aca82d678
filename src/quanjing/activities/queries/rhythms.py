"""What the rules ask for and what took place: counted in the database, never body by body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from quanjing.activities.enums import ActivityState, Period
from quanjing.activities.models import ActivityHost, RhythmRule
from quanjing.activities.queries.kinds import rules_for, rules_seen_by
from quanjing.activities.queries.periods import Span, spans_within
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import audience_of

PER_YEAR = {Period.MONTH: 12, Period.QUARTER: 4, Period.HALF: 2, Period.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Need:
    """What a rule asks of one body in one span, and what there is; `planned` is still to come."""

    rule: RhythmRule
    span: Span
    held: int
    planned: int

    @property
    def open(self) -> int:
        """How many are still due."""
        return max(self.rule.minimum - self.held, 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule in one span over a subtree: of `bodies`, in how many as often as asked."""

    rule: RhythmRule
    span: Span
    bodies: int
    met: int

    @property
    def open(self) -> int:
        return self.bodies - self.met


def needs_of(body: Organization, within: Span) -> list[Need]:
    """What the rules ask of one body in a span such as a quarter: three queries, whatever is recorded."""
    rules = rules_for(body, within.first, within.last)
    wanted = [(rule, span) for rule in rules for span in spans_of(rule, within)]
    if not wanted:
        return []
    first, last = min(span.first for _rule, span in wanted), max(span.last for _rule, span in wanted)
    rows = ActivityHost.objects.filter(organization=body, day__gte=first, day__lte=last)
    rows = rows.exclude(activity__state=ActivityState.CANCELLED)
    found = list(rows.order_by().values_list("kind_id", "day", "held"))

    def count(rule: RhythmRule, span: Span, held: bool) -> int:
        return sum(
            kind == rule.kind_id and span.first <= day <= span.last and one is held
            for kind, day, one in found
        )

    return [Need(rule, span, count(rule, span, True), count(rule, span, False)) for rule, span in wanted]


def kept_below(actor: Actor, head: Organization, within: Span) -> list[Kept]:
    """Every rule that reaches into the subtree of `head`, span by span: two queries a rule and span.

    The number of queries follows from the rules, never from the bodies.
    """
    rules = rules_seen_by(actor).filter(valid_from__lte=within.last)
    rules = rules.filter(Q(valid_to=None) | Q(valid_to__gte=within.first))
    return [
        found for rule in rules for span in spans_of(rule, within) if (found := kept(rule, span, head)).bodies
    ]


def kept(rule: RhythmRule, span: Span, head: Organization) -> Kept:
    """One rule in one span over a subtree: two queries."""
    bodies = reached(rule, span, head)
    enough = _held(rule, span).filter(in_subtree(head.path, "organization__"), organization__in=bodies)
    often = enough.values("organization").annotate(times=Count("pk")).filter(times__gte=rule.minimum)
    return Kept(rule, span, bodies.count(), often.count())


def reached(rule: RhythmRule, span: Span, head: Organization) -> QuerySet[Organization]:
    """The bodies of a subtree that a rule reaches and that exist when the span ends, or today."""
    day = min(span.last, max(clock.today(), span.first))
    return audience_of(rule, day).filter(in_subtree(head.path))


def bodies_of(rule: RhythmRule, span: Span, head: Organization) -> QuerySet[Organization]:
    """The bodies that a rule reaches, each with `times` held in the span, in the order of the tree."""
    times = _held(rule, span).filter(organization=OuterRef("pk")).values("organization")
    counted = Subquery(times.annotate(times=Count("pk")).values("times"), output_field=IntegerField())
    found: QuerySet[Organization] = reached(rule, span, head).annotate(times=Coalesce(counted, Value(0)))
    return found.order_by("path")


def spans_of(rule: RhythmRule, within: Span) -> list[Span]:
    """The spans of a rule that touch `within` and in which the rule holds from beginning to end.

    A rule made in the middle of a span asks for nothing in it: nobody owes what was not asked.
    """
    found = spans_within(rule.period, within)
    return [
        span for span in found if _began(rule, span) and (not rule.valid_to or rule.valid_to >= span.last)
    ]


def _began(rule: RhythmRule, span: Span) -> bool:
    return rule.valid_from <= (span.last if rule.period == Period.FIVE_YEARS else span.first)


def meetings_kept(organization_ids: Sequence[int], first: date, last: date) -> set[int] | None:
    """The bodies that held, from `first` to `last`, what the rules ask of them in a year.

    Returns:
        None while no rule holds: then nothing is said of meetings. A body that no rule reaches is left out.
    """
    rules = list(
        RhythmRule.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=last), valid_from__lte=last
        ).select_related("under")
    )
    rules = [rule for rule in rules if rule.period in PER_YEAR]
    if not rules:
        return None
    asked: set[int] = set()
    short: set[int] = set()
    span = Span("", first, last)
    for rule in rules:
        bodies = set(audience_of(rule, last).filter(pk__in=organization_ids).values_list("pk", flat=True))
        least = rule.minimum * PER_YEAR[Period(rule.period)]
        rows = _held(rule, span).filter(organization__in=bodies).values("organization")
        enough = rows.annotate(times=Count("pk")).filter(times__gte=least)
        asked |= bodies
        short |= bodies - set(enough.values_list("organization", flat=True))
    return asked - short


def _held(rule: RhythmRule, span: Span) -> QuerySet[ActivityHost]:
    found = ActivityHost.objects.filter(kind=rule.kind_id, held=True, day__gte=span.first, day__lte=span.last)
    return found.order_by()


def span_named(rule: RhythmRule, key: str) -> Span | None:
    """The span of a rule that has this key, such as 2026-09; None where there is none."""
    year = key[:4]
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and 1 < int(year) < 9000):
        return None
    whole = Span("", date(int(year), 1, 1), date(int(year), 12, 31))
    return next((span for span in spans_within(rule.period, whole) if span.key == key), None)
