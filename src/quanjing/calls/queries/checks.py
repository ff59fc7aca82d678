"""What the platform knows beside an application: former holders, doubles, overdue projects, likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState, MilestoneState, ProjectState, TickKind
from quanjing.calls.judging.conflicts import folded
from quanjing.calls.models import Application, Call, Condition, Honour, Milestone, Similar
from quanjing.foundation import clock, figures
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import PARTY_KINDS
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, in_force_memberships

LIVE = tuple(
    state for state in ApplicationState if state not in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Whether a condition is met by what the platform has, the record in words and its page."""

    condition: Condition
    is_met: bool
    record: str
    link: str = ""


def honours_of(call: Call) -> QuerySet[Honour]:
    """Honours of the award of a call, under any of its names, that hold."""
    names = {folded(name) for name in (call.award or call.title, *call.aliases) if name}
    rows = Honour.objects.filter(organization=call.organization_id, withdrawn_on=None)
    awards = {award for award in rows.order_by().values_list("award", flat=True).distinct()
              if folded(award) in names}  # fmt: skip
    return rows.filter(award__in=awards)


def former_in(call: Call, rows: Iterable[Application]) -> dict[int, list[Honour]]:
    """By application, what its subject already holds: two queries for any number."""
    named = [one for one in rows if one.subject]
    if not named:
        return {}
    by_name: dict[str, list[Honour]] = defaultdict(list)
    for honour in honours_of(call):
        by_name[folded(honour.holder)].append(honour)
    found = {one.pk: by_name.get(folded(one.subject), []) for one in named}
    return {pk: held for pk, held in found.items() if held}


def doubles_in(call: Call, rows: Iterable[Application]) -> dict[int, list[Application]]:
    """By application, what another body sent with the same subject: one query for any number."""
    named = [one for one in rows if one.subject]
    if not named:
        return {}
    by_name: dict[str, list[Application]] = defaultdict(list)
    sent = Application.objects.filter(call=call, state__in=LIVE).exclude(subject="")
    for one in sent.exclude(consent__withdrawn_at__isnull=False).select_related("organization"):
        by_name[folded(one.subject)].append(one)
    found = {
        one.pk: [each for each in by_name[folded(one.subject)]
                 if each.organization_id != one.organization_id]
        for one in named
    }  # fmt: skip
    return {pk: others for pk, others in found.items() if others}


def likest(application: Application) -> list[Similar]:
    """The hints of an application, the largest share first."""
    rows = application.similar.select_related("other__organization", "other__call", "other__direction")
    return list(rows[:10])


def late_milestones(organization_id: int, day: date) -> list[Milestone]:
    """What a body's running projects owed before a day: one query."""
    late = Milestone.objects.filter(
        project__organization=organization_id, project__state=ProjectState.RUNNING, due_on__lt=day
    )
    return list(late.exclude(state=MilestoneState.ACCEPTED).select_related("project").order_by("due_on"))


def facts_for(conditions: Sequence[Condition], body: Organization) -> dict[int, Fact]:
    """What the platform says to those conditions that it can answer; a few queries a call."""
    answers = {
        TickKind.COMMITTEE.value: _committee,
        TickKind.PROJECTS.value: _projects,
        TickKind.FIGURE.value: _figure,
    }
    return {one.pk: answers[one.kind](one, body) for one in conditions if one.kind in answers}


def _committee(condition: Condition, body: Organization) -> Fact:
    own = Organization.objects.filter(in_subtree(body.path), existing(), kind__in=PARTY_KINDS)
    nearest = own.exclude(pk=body.pk).order_by("depth", "path").first()
    if nearest is None:
        joined = in_force_memberships().filter(member=body.pk, body__kind__in=PARTY_KINDS)
        membership = joined.select_related("body").first()
        nearest = membership.body if membership is not None else None
    if nearest is None:
        return Fact(condition, False, _("No Party organization is registered."))
    return Fact(condition, True, nearest.name, reverse("organization_detail", args=[nearest.code]))


def _projects(condition: Condition, body: Organization) -> Fact:
    late = late_milestones(body.pk, clock.today())
    if not late:
        return Fact(condition, True, _("No project is overdue."))
    words = _("“%(project)s”: %(step)s was due %(day)s.") % {
        "project": late[0].project, "step": late[0].name, "day": late[0].due_on.isoformat(),
    }  # fmt: skip
    return Fact(condition, False, words)


def _figure(condition: Condition, body: Organization) -> Fact:
    figure = figures.figure_of(condition.figure)
    if figure is None:
        return Fact(condition, False, _("This figure is not counted here."))
    today = clock.today()
    when = figures.When(clock.now(), today, tuple(date(today.year, month, 1) for month in range(1, 13)))
    columns = figures.counter_of(figure).count(when)
    number = sum(
        by_body.get(body.pk, 0) for (name, _month), by_body in columns.items() if name == figure.numerator
    )
    words = _("%(figure)s: %(number)d, at least %(least)d") % {
        "figure": figure.label, "number": number, "least": condition.least,
    }  # fmt: skip
    link = figure.link(body.code, date(today.year, 1, 1), today) if figure.link else ""
    return Fact(condition, number >= condition.least, words, link)
