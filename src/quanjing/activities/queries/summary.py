"""What took place in a span, as counts, dates and topics: for reports, and known to every form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from quanjing.activities.enums import COUNTED
from quanjing.activities.models import Activity
from quanjing.activities.queries.lists import hosted_in
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact

SOURCE = gettext_lazy("activity records of this year")
LINES = 60  # activities that the text names one by one
TURN = timedelta(days=31)  # so long in a new year the old one is meant


@dataclass(frozen=True, slots=True)
class Summary:
    """The activities that took place from `first` to `last`, in order of time."""

    first: date
    last: date
    activities: list[Activity]

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """Kinds with their counts, in the order of kinds."""
        counts = Counter(one.kind_id for one in self.activities)
        kinds = sorted({one.kind_id: one.kind for one in self.activities}.values(), key=lambda k: k.position)
        return [(str(kind), counts[kind.pk]) for kind in kinds]

    @property
    def topics(self) -> list[str]:
        """What was studied, each once, in order of time."""
        lines = (line.strip() for one in self.activities for line in one.studied.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    @property
    def text(self) -> str:
        """Paragraphs to take into a report: counts, then each with its date and number; office language."""
        if not self.activities:
            return ""
        with override(settings.LANGUAGE_CODE):
            span = {"first": _day(self.first), "last": _day(self.last), "count": len(self.activities)}
            kinds = _(", ").join(
                _("%(kind)s %(count)d") % {"kind": kind, "count": count} for kind, count in self.by_kind
            )
            lines = [_("%(first)s to %(last)s: %(count)d activities (%(kinds)s).") % {**span, "kinds": kinds}]
            lines += [_line(one) for one in self.activities[:LINES]]
            return "\n".join(lines)


def summary_of(organization_id: int, first: date, last: date, *, campaign: str = "") -> Summary:
    """What a body held in a span, as lead or joint host: one query."""
    found = Activity.objects.filter(hosted_in(Q(organization=organization_id)), state__in=COUNTED)
    found = found.filter(day__gte=first, day__lte=last).select_related("kind", "organization")
    if campaign:
        found = found.filter(campaign=campaign)
    return Summary(first, last, list(found.order_by("starts_at", "pk")))


def summaries_about(organization_id: int, tasks: Collection[int]) -> dict[int, Summary]:
    """By item of a notice, what the body held and linked to it as discussed or carried out: one query."""
    linked = Activity.tasks.through.objects.filter(task__in=tasks, activity__organization=organization_id)
    rows = linked.filter(activity__state__in=COUNTED).select_related("activity__kind")
    found: dict[int, list[Activity]] = {}
    for row in rows.order_by("activity__starts_at", "activity"):
        found.setdefault(row.task_id, []).append(row.activity)
    return {task: Summary(held[0].day, held[-1].day, held) for task, held in found.items()}


def activity_facts(organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
    """What forms may know of the year: `activities.count`, `.text` and `.topics`; one query."""
    today = clock.today()
    year = (today - TURN).year
    summary = summary_of(organization_id, date(year, 1, 1), min(today, date(year, 12, 31)))
    if not summary.activities:
        return {}
    return {
        "activities.count": KnownFact(str(len(summary.activities)), SOURCE, summary.last),
        "activities.text": KnownFact(summary.text, SOURCE, summary.last),
        "activities.topics": KnownFact("\n".join(summary.topics), SOURCE, summary.last),
    }


def _line(one: Activity) -> str:
    words = {"day": _day(one.day), "name": one.name, "number": one.number}
    text = _("%(day)s %(name)s (no. %(number)s)") % words
    if one.present is not None:
        text += _(", %(count)d present") % {"count": one.present}
    topics = _("; ").join(line.strip() for line in one.studied.splitlines() if line.strip())
    return text + (_(", studied: %(topics)s") % {"topics": topics} if topics else "")


def _day(day: date) -> str:
    return formatted(day, pgettext("a day in a report", "j M Y"))
