"""What calls bring elsewhere: dates, the first page, the work log, figures, known facts, open work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from quanjing.calls.enums import HANDED_IN, ApplicationState, CallState
from quanjing.calls.models import Application, Call, Honour, JointUnit
from quanjing.calls.queries.applications import REVOKED
from quanjing.calls.queries.calls import open_for
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.colours import cn_day
from quanjing.foundation.dates import Dated
from quanjing.foundation.facts import KnownFact
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Section, When, blank
from quanjing.foundation.paths import in_subtree
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope
from quanjing.organizations.registry import OpenWork

SHOWN = 4
OPEN_STATES = (ApplicationState.DRAFT, ApplicationState.RETURNED)
SENT, SELECTED = "calls.sent", "calls.selected"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first page shows of calls: open ones, own work, joint bids to answer, what the desk checks."""

    open: list[Call]
    own: list[Application]
    joint: list[JointUnit]
    to_check: list[Call]

    def __bool__(self) -> bool:
        return bool(self.open or self.own or self.joint or self.to_check)


def waiting_calls(actor: Actor) -> Waiting:
    """The first few of each; a constant number of queries."""
    found = Waiting([], [], [], [])
    if actor.may(Right.REPORT):
        found.open.extend(open_for(actor).order_by("closes_at")[:SHOWN])
        found.own.extend(_unfinished([actor.organization_id or 0]).order_by("pk")[:SHOWN])
        joint = JointUnit.objects.filter(
            organization=actor.organization_id, confirmed_at=None, declined_at=None
        ).exclude(application__state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN))
        found.joint.extend(joint.select_related("application__organization")[:SHOWN])
    if actor.may(Right.REVIEW):
        over = Q(state=CallState.CHECKING) | Q(state=CallState.OPEN, closes_at__lte=clock.now())
        calls = Call.objects.filter(over, organization=actor.organization_id)
        sent = Count("applications", filter=Q(applications__state=ApplicationState.SENT))
        found.to_check.extend(calls.annotate(sent=sent).filter(sent__gt=0).order_by("closes_at")[:SHOWN])
    return found


def bodies_with_deadlines(until: date) -> set[int]:
    """Bodies that have a draft or something to mend with a last moment up to a day."""
    rows = _unfinished().order_by().values_list("organization_id", "state", "returned_due", "call__closes_at")
    return {body for body, state, due, closes in rows if cn_day(due or closes) <= until}


def deadlines_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have still to send up to a day: one query."""
    with override(settings.LANGUAGE_CODE):
        found = [_dated(one) for one in _unfinished(organization_ids)]
        return [one for one in found if one.on <= until]


def deadlines_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The last days of calls of the own body or open to it, in a span: two queries."""
    if not actor.path.startswith(path) and not path.startswith(actor.path):
        return []
    calls = open_for(actor)
    if actor.reads_subtree:
        scope = Q(organization__path=path) if own else in_subtree(path, "organization__")
        calls = calls | Call.objects.filter(scope, state=CallState.OPEN).select_related("organization")
    body = actor.organization_id or 0
    found = [
        Dated(
            body, one.organization_id, cn_day(one.closes_at), one.opens_on,
            _("Call: %(title)s") % {"title": one.title}, reverse("call_page", args=[one.code]),
        )
        for one in calls.distinct()
    ]  # fmt: skip
    return [one for one in found if first <= one.on <= last]


def _unfinished(organization_ids: Collection[int] | None = None) -> QuerySet[Application]:
    """Drafts of calls that are open, and what was sent back and is not late."""
    now = clock.now()
    drafts = Q(state=ApplicationState.DRAFT, call__state=CallState.OPEN, call__closes_at__gt=now)
    returned = Q(state=ApplicationState.RETURNED, returned_due__gt=now)
    found = Application.objects.filter(drafts | returned).exclude(REVOKED).select_related("call")
    return found if organization_ids is None else found.filter(organization__in=list(organization_ids))


def _dated(one: Application) -> Dated:
    due = one.returned_due if one.state == ApplicationState.RETURNED else None
    words = _("Application to be mended: %(title)s") if due else _("Application to be sent: %(title)s")
    title = one.title or one.call.title
    since = (one.checked_at or one.made_at).astimezone(clock.CHINA).date() - timedelta(days=1)
    return Dated(
        one.organization_id, one.call.organization_id, cn_day(due or one.call.closes_at), since,
        words % {"title": title}, reverse("application_edit", args=[one.code]),
    )  # fmt: skip


def _sent(scope: Scope) -> QuerySet[Application]:
    days = Q(sent_at__gte=clock.end_of(scope.first - timedelta(days=1)), sent_at__lt=clock.end_of(scope.last))
    return Application.objects.filter(scope.bodies(), days, state__in=HANDED_IN).exclude(REVOKED)


def logged_applications(scope: Scope) -> QuerySet[Application]:
    """Applications that were sent in these days, the newest first."""
    found = _sent(scope) if scope.wants(LogKind.REPORT) else Application.objects.none()
    return found.select_related("call").order_by("-sent_at", "-pk")


def application_entry(one: Application) -> Logged:
    assert one.sent_at is not None
    return Logged(
        day=one.sent_at.astimezone(clock.CHINA).date(),
        kind=LogKind.REPORT,
        body=one.organization_id,
        matter=f"{one.call.title}: {one.title}",
        result=one.get_state_display(),
        link=reverse("application_page", args=[one.code]),
        source="applications",
        key=one.code,
    )


def application_counts(scope: Scope) -> Iterable[Counted]:
    """Applications by body: one query."""
    if not scope.wants(LogKind.REPORT):
        return
    rows = _sent(scope).order_by().values_list("organization").annotate(number=Count("pk"))
    for body, number in rows:
        yield Counted(body, LogKind.REPORT, number)


FIGURES = (
    Figure(
        SENT, gettext_lazy("Applications sent in the year"),
        gettext_lazy("Applications that stand sent in calls of this year, withdrawn ones left out."),
        Section.YEAR, SENT,
    ),
    Figure(
        SELECTED, gettext_lazy("Of these, selected"),
        gettext_lazy("Applications of this year that were selected."),
        Section.YEAR, SELECTED, part_of=SENT,
    ),
)  # fmt: skip


def count_applications(when: When) -> Columns:
    """One query, whatever the number of bodies."""
    columns = blank(when, (SENT, SELECTED))
    rows = Application.objects.filter(call__year=when.day.year, state__in=HANDED_IN).exclude(REVOKED)
    selected = Count("pk", filter=Q(state=ApplicationState.SELECTED))
    grouped = rows.order_by().values_list("organization").annotate(sent=Count("pk"), won=selected)
    for body, sent, won in grouped:
        columns[SENT, NO_MONTH][body] = sent
        columns[SELECTED, NO_MONTH][body] = won
    return columns


def application_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """How many applications and honours the body has this year, for forms that ask; two queries."""
    year = clock.today().year
    sent = Application.objects.filter(organization=organization_id, call__year=year, state__in=HANDED_IN)
    held = Honour.objects.filter(holder_body=organization_id, year=year, withdrawn_on=None).count()
    source = gettext_lazy("Calls and applications")
    counts = {"calls.sent": sent.exclude(REVOKED).count(), "calls.honours": held}
    return {key: KnownFact(str(number), source, clock.today()) for key, number in counts.items() if number}


def open_applications_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """Drafts and what is to be mended, as open work; one query."""
    count = Application.objects.filter(organization__in=organization_ids, state__in=OPEN_STATES).count()
    words = _("applications not sent")
    return [OpenWork(words, reverse("application_mine"), count)] if count else []
