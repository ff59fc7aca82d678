"""Who has read what is in force, who may be asked beforehand, whose terms ask for a change."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import existing, reporting_posts, terms_visible_to
from quanjing.registers.enums import OPEN
from quanjing.registers.models import Acknowledgement, RegisterEntry, RegisterKind
from quanjing.registers.queries.yearly import Progress

TERM_MONTHS = 6
TERM_CHANGE = "termchange"  # code of the kind
TO_READ = timedelta(days=10)  # within which a body is asked to say that it has read
ASKED_FOR = timedelta(days=60)  # after which nobody is reminded of it any more


def readers_of(entry: RegisterEntry, path: str = "") -> QuerySet[Organization]:
    """The bodies below that have somebody who reports, each with `said`, in the order of the tree.

    `path` narrows them to a subtree.
    """
    said = Acknowledgement.objects.filter(entry=entry, organization=OuterRef("pk"))
    found = Organization.objects.filter(in_subtree(entry.organization.path), existing())
    found = found.filter(pk__in=reporting_posts().order_by().values("organization"))
    found = found.exclude(pk=entry.organization_id)
    if path:
        found = found.filter(in_subtree(path))
    with_answer: QuerySet[Organization] = found.annotate(said=Exists(said)).order_by("path")
    return with_answer


def progress_of_reading(entry: RegisterEntry, path: str = "") -> Progress:
    """Of how many bodies how many have said it: one query."""
    found = (
        readers_of(entry, path).order_by().aggregate(asked=Count("pk"), done=Count("pk", filter=Q(said=True)))
    )
    return Progress(found["asked"], found["done"], clock.today())


def has_read(actor: Actor, entry: RegisterEntry) -> bool:
    """Whether the actor's body has said it."""
    return Acknowledgement.objects.filter(entry=entry, organization=actor.organization_id).exists()


def entries_to_read() -> QuerySet[RegisterEntry]:
    """What is in force since not long and waits to be read by the bodies below."""
    since = clock.today() - ASKED_FOR
    found = RegisterEntry.objects.filter(kind__is_acknowledged=True, accepted__isnull=False, state__in=OPEN)
    return found.filter(filed_on__gte=since).select_related("organization", "kind")


def unread_by(actor: Actor) -> list[RegisterEntry]:
    """What the actor's body has still to read, the earliest first: one query."""
    said = Acknowledgement.objects.filter(entry=OuterRef("pk"), organization=actor.organization_id)
    above = entries_to_read().filter(organization__path__in=chain_of(actor.path)[:-1])
    return list(above.filter(~Exists(said)).order_by("filed_on", "pk"))


def bodies_to_ask(body: Organization) -> QuerySet[Organization]:
    """Bodies that `body` may ask beforehand: above, directly beside, and below it."""
    beside = Q(pk__in=[])
    if body.depth > 1:
        beside = in_subtree(body.path[: -Organization.steplen]) & Q(depth=body.depth)
    near = Q(path__in=chain_of(body.path)) | in_subtree(body.path) | beside
    found: QuerySet[Organization] = Organization.objects.filter(near & existing()).exclude(pk=body.pk)
    return found.order_by("path")


def terms_to_change(actor: Actor, kind: RegisterKind) -> list[Post]:
    """Posts of the own body whose term ends within half a year while no term change is under way."""
    if kind.code != TERM_CHANGE:
        return []
    under_way = RegisterEntry.objects.filter(kind=kind, organization=actor.organization_id)
    if under_way.exclude(state="closed").exists():
        return []
    own = terms_visible_to(actor, TERM_MONTHS).filter(organization=actor.organization_id)
    return list(own[:6])
