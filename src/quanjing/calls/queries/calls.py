"""Calls: whom they reach, who sees them, lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from quanjing.calls.enums import HANDED_IN, CallState
from quanjing.calls.models import Application, Call, Decision, Direction, JointUnit, Programme
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import audience, in_scope, reporting_posts

SORTS = {
    "newest": ("-year", "-pk"),
    "closing": ("closes_at", "pk"),
    "title": ("title", "pk"),
}
PARTS = ("directions", "conditions", "criteria", "shares", "papers__file", "quotas__organization")


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What a list of calls is narrowed to; empty fields narrow nothing."""

    text: str = ""
    kind: str = ""
    state: str = ""
    year: str = ""
    programme: str = ""
    organization: str = ""  # the code of the body that made it
    decided: str = ""  # a year in which a decision on it was released
    board: bool = False  # open now, for the own body


def reaches(call: Call, body: Organization) -> bool:
    """Whether a body may apply: the same as `reached_by`, of one body. The issuer itself never does."""
    return body.pk != call.organization_id and audience.reaches(call, body)


def reached_by(call: Call) -> QuerySet[Organization]:
    """The bodies that may apply and exist today."""
    return audience.audience_of(call).exclude(pk=call.organization_id)


def posts_reached(call: Call) -> list[int]:
    """The reporting posts of the bodies that may apply: one query."""
    bodies = reached_by(call).order_by().values("pk")
    return list(reporting_posts().filter(organization__in=bodies).values_list("pk", flat=True))


def calls_visible_to(actor: Actor) -> QuerySet[Call]:
    """Calls of the own body and, read from above, of those below; those that reach it; joint bids."""
    if actor.organization_id is None:
        return Call.objects.none()
    sent_out = ~Q(state=CallState.DRAFT)
    issued = Q(organization=actor.organization_id) if actor.reads_subtree else Q(pk__in=[])
    below = in_scope(actor, "organization__") & sent_out if actor.reads_subtree else Q(pk__in=[])
    joint = JointUnit.objects.filter(application__call=OuterRef("pk"), organization=actor.organization_id)
    return Call.objects.filter(issued | below | _reaching(actor) | Exists(joint))


def get_call(actor: Actor, code: str) -> Call:
    """One call with its parts. Raises `Missing`."""
    found = calls_visible_to(actor).filter(code=code)
    rows = found.select_related("organization", "under", "programme", "template", "directive", "task")
    call = rows.prefetch_related(*PARTS).first()
    if call is None:
        raise Missing
    return call


def call_list(actor: Actor, wanted: CallFilter) -> QuerySet[Call]:
    """The visible calls that a filter leaves."""
    found = calls_visible_to(actor)
    if wanted.board:
        found = open_for(actor)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state in CallState.values:
        found = found.filter(state=wanted.state)
    if wanted.year.isdigit():
        found = found.filter(year=int(wanted.year))
    if wanted.programme:
        found = found.filter(programme__code=wanted.programme)
    if wanted.organization:
        found = found.filter(organization__code=wanted.organization)
    if wanted.decided.isdigit():
        found = found.filter(Exists(_released_in(int(wanted.decided))))
    if wanted.text.strip():
        text = wanted.text.strip()
        found = found.filter(Q(title__icontains=text) | Q(award__icontains=text) | Q(intro__icontains=text))
    return found.select_related("organization", "programme").defer("intro")


def open_for(actor: Actor) -> QuerySet[Call]:
    """What the actor's body may apply for now."""
    now = clock.now()
    found = Call.objects.filter(_reaching(actor), state=CallState.OPEN, closes_at__gt=now)
    return found.select_related("organization")


def years_of(actor: Actor) -> list[int]:
    """The years of the visible calls, the newest first."""
    years = calls_visible_to(actor).order_by("-year").values_list("year", flat=True)
    return list(years.distinct()[:30])


def programmes_of(actor: Actor) -> QuerySet[Programme]:
    """The programmes of the own body and of those above it, each with the number of its calls out."""
    mine = Programme.objects.filter(organization__path__in=chain_of(actor.path) if actor.path else [])
    out = Count("calls", filter=~Q(calls__state=CallState.DRAFT))
    return mine.select_related("organization").annotate(call_count=out).order_by("name", "pk")


def counts_of(call: Call) -> dict[str, int]:
    """How many applications there are by state: one query."""
    rows = Application.objects.filter(call=call).order_by().values_list("state")
    return dict(rows.annotate(number=Count("pk")))


def _released_in(year: int) -> QuerySet[Decision]:
    since, until = (clock.end_of(date(last, 12, 31)) for last in (year - 1, year))
    return Decision.objects.filter(call=OuterRef("pk"), released_at__gte=since, released_at__lt=until)


def _reaching(actor: Actor) -> Q:
    """The condition that the actor's body is in the audience of a call that went out; never the issuer."""
    if actor.organization_id is None:
        return Q(pk__in=[])
    out = ~Q(state=CallState.DRAFT) & ~Q(organization=actor.organization_id)
    return out & audience.meant_for(actor.organization_id, actor.path)


def thin_directions(call: Call) -> list[Direction]:
    """Directions with fewer applications than the call wants, each with its `sent`: one query."""
    sent = Count("applications", filter=Q(applications__state__in=HANDED_IN))
    return list(call.directions.annotate(sent=sent).filter(sent__lt=call.fewest).order_by("position"))
