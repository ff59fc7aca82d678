"""Kinds and rhythm rules that hold for a body: its own and those of the bodies above."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from quanjing.activities.models import ActivityKind, RhythmRule
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import reaches


def in_force(on: date, prefix: str = "") -> Q:
    """Records with `valid_from` and `valid_to` that hold on a day."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on}))


def kinds_for(path: str, on: date | None = None) -> QuerySet[ActivityKind]:
    """The kinds that a body at `path` may use, on a day or (without one) at any time."""
    found = ActivityKind.objects.filter(Q(organization=None) | Q(organization__path__in=chain_of(path)))
    return found.filter(in_force(on)) if on else found


def kinds_seen_by(actor: Actor) -> QuerySet[ActivityKind]:
    """The kinds that the actor's body uses, and those that bodies below defined where he reads them."""
    below = in_subtree(actor.path, "organization__") if actor.reads_subtree else Q(pk__in=[])
    above = Q(organization=None) | Q(organization__path__in=chain_of(actor.path))
    return ActivityKind.objects.filter(above | below).select_related("organization")


def get_kind(actor: Actor, code: str) -> ActivityKind:
    """One kind that the actor sees. Raises `Missing`."""
    found = kinds_seen_by(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def rules_seen_by(actor: Actor) -> QuerySet[RhythmRule]:
    """The rules that bodies above set for the actor's body, and those set below where he reads."""
    below = in_subtree(actor.path, "under__") if actor.reads_subtree else Q(pk__in=[])
    found = RhythmRule.objects.filter(Q(under__path__in=chain_of(actor.path)) | below)
    return found.select_related("organization", "under", "kind", "directive").order_by(
        "kind__position", "under__path", "pk"
    )


def get_rule(actor: Actor, code: str) -> RhythmRule:
    """One rule that the actor sees. Raises `Missing`."""
    found = rules_seen_by(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def rules_for(body: Organization, first: date, last: date) -> list[RhythmRule]:
    """The rules that reach a body and hold on any day of a span: one query."""
    found = RhythmRule.objects.filter(under__path__in=chain_of(body.path), valid_from__lte=last)
    found = found.filter(Q(valid_to=None) | Q(valid_to__gte=first))
    ordered = found.select_related("kind", "under").order_by("kind__position", "pk")
    return [rule for rule in ordered if reaches(rule, body)]
