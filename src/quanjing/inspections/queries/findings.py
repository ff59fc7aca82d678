"""Findings: who sees them, one of them, lists of them by state and colour."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.colours import NEAR_DAYS, Colour
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.inspections.enums import UNSETTLED, FindingState, Origin, Tint
from quanjing.inspections.matching import colour_of
from quanjing.inspections.models import Finding, FindingTable, Inspection
from quanjing.organizations.queries import get, in_scope

OPEN_SHOWN = 5
SORTS = {"date": ("due_on", "pk"), "newest": ("-written_on", "-pk"), "order": ("organization__path", "pk")}
EVERY = "every"  # beside the states: settled ones as well


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What a list is narrowed to; empty fields narrow nothing. Codes, and values of the enums.

    Without a state what is settled is left out. `mine` is what waits for the actor; `first` and `last` (as
    2026-09-30) are of the days on which findings were written.
    """

    inspection: str = ""
    under: str = ""
    own: bool = False  # of `under` alone, none below it
    society_class: str = ""
    state: str = ""
    colour: str = ""
    origin: str = ""
    stage: str = ""
    disputed: bool = False
    overdue: bool = False
    mine: bool = False
    text: str = ""
    first: str = ""
    last: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def findings_visible_to(actor: Actor) -> QuerySet[Finding]:
    """Findings on the own body and, where the post reads, on those below it."""
    return Finding.objects.filter(in_scope(actor, "organization__"))


def open_finding_tables(actor: Actor, inspection: Inspection) -> QuerySet[FindingTable]:
    """The last tables that the actor looked at under the present post and has not entered."""
    found = FindingTable.objects.filter(inspection=inspection, post=actor.post_id, done_at=None)
    return found.order_by("-made_at", "-pk")[:OPEN_SHOWN]


def get_finding_table(actor: Actor, code: str) -> FindingTable:
    """A table that the actor uploaded under the present post. Raises `Missing`."""
    rows = FindingTable.objects.select_related("inspection__organization", "inspection__under")
    found = rows.filter(code=code, post=actor.post_id).first()
    if found is None:
        raise Missing
    return found


def get_finding(actor: Actor, code: str) -> Finding:
    """One finding. Raises `Missing`."""
    rows = findings_visible_to(actor).select_related(
        "organization", "inspection__organization", "visit", "stage", "file", "guidance", "body"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def finding_list(actor: Actor, wanted: FindingFilter) -> QuerySet[Finding]:
    """The visible findings that a filter leaves. Raises `Missing` for a body out of sight."""
    found = findings_visible_to(actor).select_related("organization", "inspection", "stage")
    found = found.filter(_in_state(wanted), _where(actor, wanted), _which(wanted))
    if wanted.colour in Tint.values:
        found = found.filter(tinted(wanted.colour))
    if wanted.overdue:
        found = found.filter(overdue_on(clock.today()))
    if wanted.mine:
        found = found.filter(waits_for(actor))
    if wanted.text.strip():
        words = wanted.text.strip()
        found = found.filter(Q(text__icontains=words) | Q(process__icontains=words))
    return found


def tinted(colour: str) -> Q:
    """Open findings of a colour today: one query for the rules that inspections have."""
    today = clock.today()
    if colour == Colour.BLUE:
        span = {"due_on__gte": today, "due_on__lte": today + timedelta(days=NEAR_DAYS)}
        return Q(state=FindingState.OPEN, **span)
    days = Inspection.objects.order_by().values_list("red_days", flat=True).distinct()
    shown = Q(pk__in=[])
    for red in days:
        turns = today - timedelta(days=red)
        span = {"due_on__lt": turns} if colour == Colour.RED else {"due_on__lt": today, "due_on__gte": turns}
        shown |= Q(inspection__red_days=red, **span)
    return Q(state=FindingState.OPEN) & shown


def tint_of(finding: Finding) -> Colour | None:
    """The colour of a finding (with its inspection loaded); only what is open has one."""
    if finding.state != FindingState.OPEN:
        return None
    return colour_of(finding.due_on, clock.today(), finding.inspection.red_days)


def waits_for(actor: Actor) -> Q:
    """What the actor may do next: mend it, look at it as a second person, answer a dispute."""
    waits = Q(pk__in=[])
    if actor.may(Right.REPORT):
        waits |= Q(organization=actor.organization_id, state=FindingState.OPEN)
    if actor.may(Right.REVIEW):
        second = Q(state=FindingState.RECTIFIED) & ~Q(written_by=actor.user_id)
        second &= ~Q(rectified_by=actor.user_id)
        disputed = Q(is_disputed=True, state__in=UNSETTLED)
        below = in_subtree(actor.path, "organization__") & ~Q(organization=actor.organization_id)
        waits |= below & (second | disputed)
    return waits


def overdue_on(day: date) -> Q:
    """Open findings whose date has passed."""
    return Q(state=FindingState.OPEN, due_on__lt=day)


def _in_state(wanted: FindingFilter) -> Q:
    if wanted.state in FindingState.values:
        return Q(state=wanted.state)
    return Q() if wanted.state == EVERY else Q(state__in=UNSETTLED)


def _where(actor: Actor, wanted: FindingFilter) -> Q:
    where = Q()
    if wanted.under or wanted.own:
        head = get(actor, wanted.under or actor.organization_code)
        where = Q(organization=head.pk) if wanted.own else in_subtree(head.path, "organization__")
    if wanted.society_class.isdigit():
        where &= Q(organization__society_class=int(wanted.society_class))
    return where


def _which(wanted: FindingFilter) -> Q:
    which = Q()
    if wanted.inspection:
        which &= Q(inspection__code=wanted.inspection)
    if wanted.stage.isdigit():
        which &= Q(stage__position=int(wanted.stage))
    if wanted.origin in Origin.values:
        which &= Q(origin=wanted.origin)
    if wanted.disputed:
        which &= Q(is_disputed=True)
    if wanted.first:
        which &= Q(written_on__gte=wanted.first)
    if wanted.last:
        which &= Q(written_on__lte=wanted.last)
    return which
