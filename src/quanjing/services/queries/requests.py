"""Requests for help: who sees them, who may be asked, what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, in_scope
from quanjing.services.enums import FEWEST, UNDER_WAY, AskState, Field, Rating, RequestState
from quanjing.services.matching import Candidate, matches
from quanjing.services.models import HelpAsk, Helper, ServiceRequest
from quanjing.services.queries.offers import one_of

REQUEST_SORTS = {"newest": ("-made_at", "-pk")}
ROSTER_SORTS = {"name": ("kind", "name", "pk")}
MOST_CANDIDATES = 2000
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Fitting:
    """Somebody who may be asked, and why."""

    helper: Helper
    reason_field: str
    same_city: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """What a body's desk did; ratings only from five up."""

    organization: Organization
    received: int
    done: int
    rated: int
    ratings: list[tuple[str, int]] | None


def requests_seen(actor: Actor) -> QuerySet[ServiceRequest]:
    """What the own body asked for, what its desk has or had, what those below have where he reads them."""
    if actor.organization_id is None:
        return ServiceRequest.objects.none()
    mine = Q(desk=actor.organization_id) | Q(organization=actor.organization_id)
    passed = ServiceRequest.objects.filter(pk=OuterRef("pk"), referrals__by=actor.organization_id)
    found = ServiceRequest.objects.filter(mine | Exists(passed) | in_scope(actor, "desk__"))
    return found.select_related("desk", "organization")


def get_request(actor: Actor, code: str) -> ServiceRequest:
    """One. Raises `Missing`."""
    return one_of(requests_seen(actor), code=code)


def request_list(
    actor: Actor, *, state: str = "", field: str = "", show: str = ""
) -> QuerySet[ServiceRequest]:
    """Narrowed by state, field, and to those at the own desk ("desk") or made by us ("ours")."""
    found = requests_seen(actor)
    if show == "desk":
        found = found.filter(desk=actor.organization_id)
    elif show == "ours":
        found = found.filter(organization=actor.organization_id)
    if field in Field.values:
        found = found.filter(field=field)
    return found.filter(state=state) if state in RequestState.values else found


def helpers_of(actor: Actor) -> QuerySet[Helper]:
    """The roster that the own body keeps."""
    return Helper.objects.filter(organization=actor.organization_id).prefetch_related("fields")


def get_helper(actor: Actor, code: str) -> Helper:
    """One of the own roster. Raises `Missing`."""
    return one_of(helpers_of(actor), code=code)


def candidates_for(request: ServiceRequest) -> list[Fitting]:
    """Who may be asked: listed at or below the desk, of the field, not asked yet; in a fair order."""
    asked = HelpAsk.objects.filter(request=request).values("helper")
    near = Helper.objects.filter(in_subtree(request.desk.path, "organization__"), fields__field=request.field)
    near = near.order_by(F("last_asked_at").asc(nulls_first=True), "name")
    rows = list(
        near.exclude(pk__in=asked.exclude(helper=None)).select_related("organization")[:MOST_CANDIDATES]
    )
    by_key = {one.pk: one for one in rows}
    found = matches(
        request.field,
        request.city,
        [
            Candidate(one.pk, one.name, frozenset({request.field}), one.city, one.last_asked_at)
            for one in rows
        ],
    )
    words = str(Field(request.field).label)
    return [Fitting(by_key[one.key], words, one.same_city) for one in found[:SHOWN]]


def asks_of(request: ServiceRequest) -> list[HelpAsk]:
    return list(request.asks.select_related("helper", "organization"))


def asks_for(actor: Actor) -> QuerySet[HelpAsk]:
    """What the own body is asked for its experts and teams."""
    found = HelpAsk.objects.filter(organization=actor.organization_id)
    return found.select_related("helper", "request__desk", "request__organization")


def get_ask(actor: Actor, code: str) -> HelpAsk:
    """One. Raises `Missing`."""
    return one_of(asks_for(actor), code=code)


def bodies_to_refer(actor: Actor, request: ServiceRequest) -> list[tuple[str, str]]:
    """Bodies beside and below that a request may be passed on to, in the order of the tree."""
    head = actor.path[: Organization.steplen] or actor.path
    found = Organization.objects.filter(in_subtree(head), existing()).exclude(pk=request.desk_id)
    return list(found.order_by("path").values_list("code", "name")[:400])


def request_by_digest(digest: str) -> ServiceRequest | None:
    """What was asked for from outside, by the digest of its code."""
    found = ServiceRequest.objects.filter(lookup=digest).select_related("desk", "organization")
    return found.first() if digest else None


def counts_of(actor: Actor, first: date, last: date) -> list[Counts]:
    """What the desks in sight did in these days, in the order of the tree: two queries."""
    mine = Q(desk=actor.organization_id) | in_scope(actor, "desk__")
    rows = ServiceRequest.objects.filter(mine, made_at__date__gte=first, made_at__date__lte=last).order_by()
    ratings = {f"n_{one.value}": Count("pk", filter=Q(rating=one)) for one in Rating}
    counted = {
        row["desk"]: row
        for row in rows.values("desk").annotate(
            received=Count("pk"), done=Count("pk", filter=Q(state=RequestState.DONE)), **ratings
        )
    }
    bodies = Organization.objects.filter(pk__in=counted).order_by("path")
    return [_counts(body, counted[body.pk]) for body in bodies]


def rating_texts(actor: Actor, first: date, last: date) -> list[str]:
    """What was said about the service of the own desk in these days, once five have said something."""
    found = ServiceRequest.objects.filter(
        desk=actor.organization_id, made_at__date__gte=first, made_at__date__lte=last
    ).exclude(rating="")
    rated = list(found.order_by("rating_text", "pk").values_list("rating_text", flat=True))
    return [text for text in rated if text] if len(rated) >= FEWEST else []


def open_requests(organization_ids: Sequence[int]) -> QuerySet[ServiceRequest]:
    """Requests at the desks of these bodies that are still under way."""
    return ServiceRequest.objects.filter(desk__in=organization_ids, state__in=UNDER_WAY)


def open_asks(actor: Actor) -> int:
    """How many questions to our experts and teams wait for an answer."""
    return asks_for(actor).filter(state=AskState.ASKED).count()


def _counts(body: Organization, row: Mapping[str, Any]) -> Counts:
    given = [(str(one.label), row[f"n_{one.value}"]) for one in Rating]
    rated = sum(number for _words, number in given)
    return Counts(body, row["received"], row["done"], rated, given if rated >= FEWEST else None)
