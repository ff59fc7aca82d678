"""What was recalled, what rests on it, and how far it had come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from quanjing.directives.enums import DirectiveState, VersionKind
from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.tasks.enums import NOT_EXPECTED, OPEN, State
from quanjing.tasks.models import Assignment

SENT = tuple(state for state in State if state not in (*OPEN, *NOT_EXPECTED))


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a notice has come: bodies addressed, those that began, those that sent something."""

    units: int
    begun: int
    sent: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """`version` says who recalled the notice and why; `above` are recalled notices that it rests on."""

    version: DirectiveVersion | None
    above: tuple[Directive, ...]


def reach_of_notice(directive: Directive) -> Reach:
    """One query."""
    rows = Assignment.objects.filter(directive=directive)
    bodies = rows.aggregate(
        units=Count("organization", distinct=True),
        begun=Count("organization", distinct=True, filter=Q(state=State.DRAFT)),
        sent=Count("organization", distinct=True, filter=Q(state__in=SENT)),
    )
    return Reach(**bodies)


def resting_on(directive: Directive) -> list[Directive]:
    """The directives that pass this one on, directly or through others: a query a level of the chain."""
    seen, level = {directive.pk}, [directive.pk]
    found: list[Directive] = []
    while level:
        rows = Directive.objects.filter(bases__source__in=level).exclude(state=DirectiveState.FAILED)
        rows = rows.exclude(pk__in=seen).select_related("organization").distinct()
        below = list(rows.order_by("organization__path", "pk"))
        level = [one.pk for one in below]
        seen.update(level)
        found += below
    return found


def recalled(directive: Directive) -> Recalled:
    """What its pages say about a recall; one query for a notice that rests on nothing."""
    version = None
    if directive.is_recalled:
        version = directive.versions.filter(kind=VersionKind.RECALL).select_related("made_by__holder").first()
    return Recalled(version, tuple(_recalled_above(directive)))


def _recalled_above(directive: Directive) -> list[Directive]:
    seen, level = {directive.pk}, [directive.pk]
    found: list[Directive] = []
    while level:
        above = Directive.objects.filter(based_on_it__directive__in=level).exclude(pk__in=seen).distinct()
        rows = list(above.select_related("organization").order_by("pk"))
        level = [one.pk for one in rows]
        seen.update(level)
        found += [one for one in rows if one.is_recalled]
    return found
