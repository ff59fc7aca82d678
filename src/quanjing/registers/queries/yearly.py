"""The yearly confirmation: last year's entries of a body, and how far a subtree has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing
from quanjing.registers.enums import EntryState, Outcome
from quanjing.registers.models import Confirmation, EntryVersion, RegisterEntry, RegisterKind
from quanjing.registers.queries.lists import IN_FORCE


@dataclass(frozen=True, slots=True)
class Yearly:
    """A body before its confirmation: what it has, what it closed; `done` where it has confirmed."""

    year: int
    entries: list[RegisterEntry]
    closed: list[RegisterEntry]
    waiting: int
    done: Confirmation | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Of `asked` bodies below that keep such entries, `done` have confirmed this year."""

    asked: int
    done: int
    on: date


def yearly_of(organization_id: int, kind: RegisterKind) -> Yearly:
    """What a body sees before it confirms: four queries."""
    year = clock.today().year
    mine = RegisterEntry.objects.filter(kind=kind, organization=organization_id)
    changed = EntryVersion.objects.filter(
        entry=OuterRef("pk"), number__gt=1, outcome=Outcome.ACCEPTED, filed_at__year=year
    )
    entries = mine.filter(IN_FORCE).annotate(was_changed=Exists(changed)).order_by("name", "pk")
    return Yearly(
        year,
        list(entries),
        list(mine.filter(state=EntryState.CLOSED, closed_on__year=year).order_by("name", "pk")),
        mine.filter(state__in=(EntryState.FILED, EntryState.RETURNED)).count(),
        Confirmation.objects.filter(kind=kind, organization=organization_id, year=year).first(),
    )


def counts_of_year(kind: RegisterKind, organization_id: int, year: int) -> dict[str, Any]:
    """How many entries of a body stayed, were changed, are new, were closed in a year: two queries."""
    mine = RegisterEntry.objects.filter(kind=kind, organization=organization_id)
    new = Q(filed_on__year=year)
    found = mine.aggregate(
        held=Count("pk", filter=IN_FORCE & ~new),
        added=Count("pk", filter=IN_FORCE & new),
        closed=Count("pk", filter=Q(state=EntryState.CLOSED, closed_on__year=year)),
    )
    versions = EntryVersion.objects.filter(
        number__gt=1,
        outcome=Outcome.ACCEPTED,
        filed_at__year=year,
        entry__in=mine.filter(IN_FORCE).exclude(new),
    )
    changed = versions.order_by().values("entry").distinct().count()
    return {
        "kept": found["held"] - changed,
        "changed": changed,
        "added": found["added"],
        "closed": found["closed"],
    }


def bodies_asked(actor: Actor, kind: RegisterKind) -> QuerySet[Organization]:
    """The bodies of the subtree that keep entries of a kind, each with `said`, in the order of the tree."""
    year = clock.today().year
    entries = RegisterEntry.objects.filter(IN_FORCE, kind=kind, organization=OuterRef("pk"))
    said = Confirmation.objects.filter(kind=kind, organization=OuterRef("pk"), year=year)
    found: QuerySet[Organization] = Organization.objects.filter(
        in_subtree(actor.path), existing(), Exists(entries) | Exists(said)
    )
    with_answer: QuerySet[Organization] = found.annotate(said=Exists(said)).order_by("path")
    return with_answer


def progress_of_year(actor: Actor, kind: RegisterKind) -> Progress:
    """How far the subtree has come: one query."""
    bodies = bodies_asked(actor, kind).order_by()
    found = bodies.aggregate(asked=Count("pk"), done=Count("pk", filter=Q(said=True)))
    return Progress(found["asked"], found["done"], clock.today())
