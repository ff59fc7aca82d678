"""The first page: what waits for a decision, what is running, what falls due. Constant queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Post
from quanjing.organizations.queries import terms_visible_to
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import InboxFilter, ReportCard, cards_of, directives_of, inbox
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.queries import (
    Counts,
    assignments_visible_to,
    directive_list,
    effective_due,
    progress_of,
)

SHOWN = 6
AHEAD = timedelta(days=21)
TERM_MONTHS = 6
OPEN_STATES = (State.DUE, State.DRAFT, State.RETURNED)
BAR_ORDER = (
    *(State.ACCEPTED, State.NIL, State.SUBMITTED, State.RETURNED),
    *(State.DRAFT, State.DUE, State.EXEMPT, State.CANCELLED),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One state in a bar."""

    state: State
    count: int


@dataclass(frozen=True, slots=True)
class Running:
    """A published notice that is not finished, with its counts in what the actor sees."""

    directive: Directive
    tasks: int
    due_at: datetime | None
    counts: Counts

    @property
    def bar(self) -> list[Segment]:
        return segments(self.counts)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What came in for one notice and waits for review; `again` counts corrected versions."""

    code: str
    title: str
    count: int
    again: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """Tasks of one notice that fall due at the same moment, and how many reports are still open."""

    moment: datetime
    code: str
    title: str
    tasks: int
    open: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk's first page."""

    to_check: list[Directive]
    waiting: list[Waiting]
    running: list[Running]
    more_running: bool
    ahead: list[Deadline]
    terms: list[Post]
    more_terms: bool
    as_of: datetime

    @property
    def decisions(self) -> int:
        return len(self.to_check) + len(self.waiting)

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)


def desk_of(actor: Actor) -> Desk:
    """The first page of a post that reads its subtree: six queries, whatever is in them."""
    running = list(_running(actor)[: SHOWN + 1])
    shown = running[:SHOWN]
    terms = list(terms_visible_to(actor, TERM_MONTHS)[: SHOWN + 1])
    counts = progress_of(actor, [directive.pk for directive in shown])
    return Desk(
        to_check=_to_check(actor),
        waiting=_waiting(actor),
        running=[_with_counts(directive, counts) for directive in shown],
        more_running=len(running) > SHOWN,
        ahead=_ahead(actor),
        terms=terms[:SHOWN],
        more_terms=len(terms) > SHOWN,
        as_of=clock.now(),
    )


def own_cards(actor: Actor) -> list[ReportCard]:
    """The notices that the own body answers, what was returned first, then by date; two queries."""
    waiting = directives_of(actor).filter(rank__lt=3)  # type: ignore[misc]  # annotated
    by_date = F("next_due").asc(nulls_last=True)
    return cards_of(actor, waiting.order_by("rank", by_date, "pk")[:SHOWN])  # type: ignore[misc]  # annotated


def segments(counts: Counts) -> list[Segment]:
    """The states that occur, in the order of every bar."""
    return [Segment(state, counts.states[state]) for state in BAR_ORDER if counts.states[state]]


def _to_check(actor: Actor) -> list[Directive]:
    if not actor.may(Right.ISSUE):
        return []
    mine = directive_list(actor).filter(organization__path=actor.path, state=DirectiveState.READ)
    return list(mine.annotate(task_count=_marked()).order_by("registered_at", "pk")[:SHOWN])


def _marked() -> Count:
    return Count("tasks", filter=Q(tasks__assign=True), distinct=True)


def _waiting(actor: Actor) -> list[Waiting]:
    """What waits in the inbox, by notice, the longest wait first."""
    found = Submission.objects.filter(pk__in=inbox(actor, InboxFilter()).order_by().values("pk"))
    directive = "assignment__directive__"
    rows = found.values(f"{directive}code", f"{directive}title", f"{directive}doc_number").annotate(
        count=Count("pk"), again=Count("pk", filter=Q(version__gt=1)), oldest=Min("submitted_at")
    )
    return [
        Waiting(row[f"{directive}code"], _name(row, directive), row["count"], row["again"], row["oldest"])
        for row in rows.order_by("oldest", f"{directive}code")[:SHOWN]
    ]


def _name(row: Mapping[str, Any], prefix: str) -> str:
    """What a notice is called in a list: its title, or at least its number."""
    return str(row[f"{prefix}title"] or row[f"{prefix}doc_number"] or row[f"{prefix}code"])


def _running(actor: Actor) -> QuerySet[Directive]:
    unfinished = assignments_visible_to(actor).select_related(None).filter(directive=OuterRef("pk"))
    unfinished = unfinished.exclude(state__in=(*DONE, *NOT_EXPECTED))
    published = directive_list(actor, state=DirectiveState.PUBLISHED).exclude(_by_bodies_below(actor))
    published = published.filter(Exists(unfinished))
    return published.annotate(task_count=_marked()).order_by(F("next_due").asc(nulls_last=True), "pk")


def _by_bodies_below(actor: Actor, prefix: str = "") -> Q:
    """Notices that bodies below have published: their own desks run them."""
    below: Q = in_subtree(actor.path, f"{prefix}organization__")
    return below & ~Q(**{f"{prefix}organization": actor.organization_id})


def _with_counts(directive: Directive, counts: dict[int, Counts]) -> Running:
    tasks, due_at = directive.task_count, directive.next_due  # type: ignore[attr-defined]  # annotated
    return Running(directive, tasks, due_at, counts.get(directive.pk) or Counts())


def _ahead(actor: Actor) -> list[Deadline]:
    """What falls due in the next three weeks, with what is still open."""
    now = clock.now()
    soon = assignments_visible_to(actor).annotate(falls_due=effective_due())
    soon = soon.filter(falls_due__gte=now, falls_due__lt=now + AHEAD)
    soon = soon.exclude(_by_bodies_below(actor, "directive__"))
    fields = ("directive__code", "directive__title", "directive__doc_number", "falls_due")
    rows = soon.select_related(None).order_by().values(*fields)
    counted = rows.annotate(
        tasks=Count("task", distinct=True),
        open=Count("pk", filter=Q(state__in=[state.value for state in OPEN_STATES])),
    )
    return [
        Deadline(
            row["falls_due"], row["directive__code"], _name(row, "directive__"), row["tasks"], row["open"]
        )
        for row in counted.order_by("falls_due", "directive__code")[: 2 * SHOWN]
    ]
