"""What the panorama says of rhythms: of each rule the last period that has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.activities.models import ActivityHost, RhythmRule
from quanjing.activities.queries.periods import span_of
from quanjing.activities.queries.rhythms import spans_of
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When
from quanjing.organizations.queries import audience_of


def due_page(code: str, first: date, _last: date) -> str:
    return f"{reverse('activity_due')}?under={code}&quarter={first.year}-Q{(first.month + 2) // 3}"


FIGURES = (
    Figure(
        "rhythms.kept",
        _("Rhythms kept"),
        _("Rules that bodies kept in the last period that has ended, of those that reached them; one rule "
          "and body counts once."),
        Section.RHYTHMS, "rhythms.kept", "rhythms.asked", link=due_page,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Rules that reached each body, and those kept: two queries a rule, whatever is recorded."""
    asked: Counter[int] = Counter()
    kept: Counter[int] = Counter()
    rules = RhythmRule.objects.filter(Q(valid_to=None) | Q(valid_to__gte=when.day), valid_from__lte=when.day)
    for rule in rules.select_related("under"):
        ended = span_of(rule.period, span_of(rule.period, when.day).first - timedelta(days=1))
        if not spans_of(rule, ended):
            continue
        bodies = set(audience_of(rule, ended.last).values_list("pk", flat=True))
        held = ActivityHost.objects.filter(
            kind=rule.kind_id, held=True, day__gte=ended.first, day__lte=ended.last
        )
        # by an expression, since SQLite would walk the whole index of bodies for the sake of its order
        bodies_held = held.order_by().annotate(body=F("organization_id") + 0).values("body")
        times = bodies_held.annotate(times=Count("pk")).filter(times__gte=rule.minimum)
        often = set(times.values_list("body", flat=True))
        asked.update(bodies)
        kept.update(bodies & often)
    return {("rhythms.asked", NO_MONTH): asked, ("rhythms.kept", NO_MONTH): kept}


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Activities that were entered or written up between two moments: one query."""
    found = ActivityHost.objects.filter(organization__in=bodies).filter(
        Q(activity__made_at__gt=since, activity__made_at__lte=until)
        | Q(activity__written_at__gt=since, activity__written_at__lte=until)
    )
    for host in found.select_related("activity").order_by("-day", "-pk"):
        one = host.activity
        at = one.written_at if one.written_at and one.written_at <= until else one.made_at
        page = reverse("activity_page", args=[one.code])
        yield Moved(host.organization_id, at, f"{one.name}: {one.get_state_display()}", page)
