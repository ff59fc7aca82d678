"""Reading the tree. A subtree is one range of paths, on every database an index range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization


def in_scope(actor: Actor, prefix: str = "") -> Q:
    """What the actor's post reaches: the subtree where it may read it, otherwise its own body alone."""
    if actor.reads_subtree:
        return in_subtree(actor.path, prefix)
    if actor.organization_id is None:
        return Q(pk__in=[])
    return Q(**{f"{prefix}path": actor.path})


def visible_to(actor: Actor) -> QuerySet[Organization]:
    """The organizations that the actor may see."""
    visible: QuerySet[Organization] = Organization.objects.filter(in_scope(actor))
    return visible


def get(actor: Actor, code: str) -> Organization:
    """One organization. Raises `Missing` where there is none or the actor may not see it."""
    found = visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True, slots=True)
class Selection:
    """Whom something goes to: the bodies of a subtree, by kind, level and class (empty: all).

    `groups` are kinds of one level, as "society:provincial": what `kinds` and `levels` cannot say, such
    as the societies of the province and the associations of its cities.
    """

    under: str  # organization code
    kinds: Sequence[str] = field(default=())
    levels: Sequence[str] = field(default=())
    classes: Sequence[int] = field(default=())
    groups: Sequence[str] = field(default=())


def selected(actor: Actor, selection: Selection) -> QuerySet[Organization]:
    """The existing organizations of a selection, the head of the subtree itself left out.

    Raises `Missing` for a head that the actor may not see.
    """
    head = get(actor, selection.under)
    found = visible_to(actor).filter(in_subtree(head.path)).exclude(pk=head.pk)
    found = found.filter(existing())
    if selection.kinds:
        found = found.filter(kind__in=selection.kinds)
    if selection.levels:
        found = found.filter(level__in=selection.levels)
    if selection.classes:
        found = found.filter(society_class__in=selection.classes)
    if selection.groups:
        found = found.filter(_in_groups(selection.groups))
    return found


def _in_groups(groups: Sequence[str]) -> Q:
    chosen = Q()
    for group in groups:
        kind, _colon, level = group.partition(":")
        chosen |= Q(kind=kind, level=level)
    return chosen


def existing(prefix: str = "", on: date | None = None) -> Q:
    """Organizations that exist today, or on the day `on`; `prefix` leads to the organization."""
    day = on or clock.today()
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & lasting


def ancestors(actor: Actor, organization: Organization) -> list[Organization]:
    """The bodies above `organization` that the actor may see, from the top."""
    step = Organization.steplen
    above = [organization.path[:end] for end in range(step, len(organization.path), step)]
    return list(visible_to(actor).filter(path__in=above).order_by("path"))


def kinds_below(organization: Organization) -> dict[str, int]:
    """How many existing bodies of each kind stand directly under it."""
    below = Organization.objects.filter(in_subtree(organization.path), depth=organization.depth + 1)
    counts = below.filter(existing()).order_by().values_list("kind").annotate(count=Count("pk"))
    return dict(counts.order_by("kind"))


def any_exists() -> bool:
    """Whether this installation has been set up."""
    return bool(Organization.objects.exists())


@dataclass(frozen=True, slots=True)
class Search:
    """What a list of organizations is narrowed to; empty fields do not narrow."""

    under: str = ""
    kind: str = ""
    level: str = ""
    society_class: str = ""
    text: str = ""
    closed: bool = False  # bodies that no longer exist, too


def found(actor: Actor, search: Search) -> QuerySet[Organization]:
    """The visible organizations that a search asks for. Raises `Missing` for an unknown `under`."""
    bodies = visible_to(actor)
    if search.under:
        bodies = bodies.filter(in_subtree(get(actor, search.under).path)).exclude(code=search.under)
    if search.kind:
        bodies = bodies.filter(kind=search.kind)
    if search.level:
        bodies = bodies.filter(level=search.level)
    if search.society_class.isdigit():
        bodies = bodies.filter(society_class=int(search.society_class))
    if search.text:
        text = search.text.strip()
        bodies = bodies.filter(
            Q(name__icontains=text) | Q(short_name__icontains=text) | Q(number__istartswith=text)
        )
    return bodies if search.closed else bodies.filter(existing())
