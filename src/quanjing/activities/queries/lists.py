"""Activities that an actor may see, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.activities.enums import COUNTED, ActivityState
from quanjing.activities.models import Activity, ActivityHost, ActivityPaper
from quanjing.activities.queries.tallies import total_at
from quanjing.audit.models import AuditEntry
from quanjing.audit.queries import history_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of, in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, get, in_scope

SORTS = {"newest": ("-day", "-starts_at", "-pk"), "oldest": ("day", "starts_at", "pk")}
TOOK_PLACE = "counted"  # held or written up, as one filter beside the states


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """What a list is narrowed to; an empty value narrows nothing. `first` and `last` are days."""

    under: str = ""  # code of a body: with all below it
    own: bool = False  # the body `under` alone
    kind: str = ""  # code
    state: str = ""  # of `ActivityState`, or TOOK_PLACE
    first: date | None = None
    last: date | None = None
    text: str = ""  # in name, place, agenda, decisions, what was studied, papers; or a number
    campaign: str = ""


def hosted_in(scope: Q) -> Exists:
    """Activities that have a host for which `scope` (of `organization__…`) holds."""
    return Exists(ActivityHost.objects.filter(scope, activity=OuterRef("pk")))


def visible_to(actor: Actor) -> QuerySet[Activity]:
    """Activities of the actor's own body, as lead or joint host, and of the bodies below where he reads."""
    return Activity.objects.filter(hosted_in(in_scope(actor, "organization__")))


def get_activity(actor: Actor, code: str) -> Activity:
    """One activity. Raises `Missing`."""
    found = visible_to(actor).filter(code=code).select_related("organization", "kind").first()
    if found is None:
        raise Missing
    return found


def activity_list(actor: Actor, wanted: ActivityFilter) -> QuerySet[Activity]:
    """The visible activities that a filter leaves. Raises `Missing` for a body that the actor may not see."""
    found = visible_to(actor)
    if wanted.under:
        head = get(actor, wanted.under)
        within = Q(organization=head.pk) if wanted.own else in_subtree(head.path, "organization__")
        found = Activity.objects.filter(hosted_in(within))
    found = found.select_related("organization", "kind")
    if wanted.kind:
        found = found.filter(kind__code=wanted.kind)
    if wanted.state:
        found = found.filter(state__in=_states(wanted.state))
    if wanted.first:
        found = found.filter(day__gte=wanted.first)
    if wanted.last:
        found = found.filter(day__lte=wanted.last)
    if wanted.campaign:
        found = found.filter(campaign=wanted.campaign)
    return found.filter(_named(wanted.text)) if wanted.text.strip() else found


def total_of(actor: Actor, wanted: ActivityFilter) -> int | None:
    """How many a list of a whole subtree has, from the kept counts; None where they do not say.

    They say it where nothing but kind, state and days narrow the list.
    """
    if not actor.reads_subtree or wanted.own or wanted.text.strip() or wanted.campaign:
        return None
    if wanted.first is None or wanted.last is None:
        return None
    head = get(actor, wanted.under or actor.organization_code)
    states = _states(wanted.state) if wanted.state else ActivityState.values
    return total_at(head.pk, wanted.first, wanted.last, states, kind=wanted.kind)


def campaigns_seen(actor: Actor) -> list[str]:
    """The names of campaigns that the own body and those above used lately, to choose from."""
    own = Activity.objects.filter(organization__path__in=chain_of(actor.path)).exclude(campaign="")
    recent = own.order_by("-pk").values_list("campaign", flat=True)[:200]
    return list(dict.fromkeys(recent))


def hosts_of(activity: Activity) -> list[Organization]:
    """The bodies that hold it, in the order of the tree, the lead among them: one query."""
    return [row.organization for row in _hosts(activity)]


def possible_hosts(body: Organization) -> QuerySet[Organization]:
    """Bodies that may hold an activity together with `body`: above, beside, and below it."""
    siblings = in_subtree(body.path[: -Organization.steplen]) & Q(depth=body.depth) if body.depth > 1 else Q()
    near = Q(path__in=chain_of(body.path)) | in_subtree(body.path)
    found: QuerySet[Organization] = Organization.objects.filter(near | siblings if siblings else near)
    return found.filter(existing()).exclude(pk=body.pk).order_by("path")


def history_of_activity(activity: Activity) -> list[AuditEntry]:
    """What was done with the record, by whom, in order."""
    return list(history_of(activity))


def _hosts(activity: Activity) -> QuerySet[ActivityHost]:
    return activity.hosts.select_related("organization").order_by("organization__path")


def _states(wanted: str) -> tuple[str, ...]:
    return tuple(COUNTED) if wanted == TOOK_PLACE else (wanted,)


def _named(text: str) -> Q:
    text = text.strip()
    words = Q(Exists(ActivityPaper.objects.filter(activity=OuterRef("pk"), text__icontains=text)))
    for column in ("name", "place", "agenda", "decisions", "studied"):
        words |= Q(**{f"{column}__icontains": text})
    year, dash, sequence = text.partition("-")
    if dash and year.isdecimal() and sequence.isdecimal() and len(text) < len("2026-0000000"):
        words |= Q(year=int(year), sequence=int(sequence))
    return words
