"""Reports of projects in the reminders and in the calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.enums import TO_REPORT, ProjectState
from quanjing.calls.models import Milestone
from quanjing.calls.queries.projects import projects_visible_to
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.dates import Dated
from quanjing.foundation.paths import in_subtree

MOST = 500  # dates that a calendar shows
PAST = timedelta(days=180)  # after that the desk speaks to the lead, no reminder does


def bodies_with_reports(until: date) -> set[int]:
    """Bodies that have to report on a project up to a day: one query."""
    found = _to_report(until).order_by().values_list("project__organization", flat=True)
    return set(found.distinct())


def reports_due(organization_ids: Collection[int], until: date) -> list[Dated]:
    """What these bodies have to report up to a day: one query."""
    found = _to_report(until).filter(project__organization__in=list(organization_ids))
    return [_dated(one) for one in found]


def reports_between(actor: Actor, path: str, own: bool, first: date, last: date) -> list[Dated]:
    """The dates of a subtree, or of its head alone, that the actor sees: one query."""
    scope = Q(project__organization__path=path) if own else in_subtree(path, "project__organization__")
    found = Milestone.objects.filter(scope, state__in=TO_REPORT, due_on__gte=first, due_on__lte=last)
    seen = found.filter(project__in=projects_visible_to(actor), project__state=ProjectState.RUNNING)
    return [_dated(one) for one in seen.select_related("project").order_by("due_on", "pk")[:MOST]]


def _to_report(until: date) -> QuerySet[Milestone]:
    found = Milestone.objects.filter(
        project__state=ProjectState.RUNNING,
        state__in=TO_REPORT,
        due_on__lte=until,
        due_on__gte=clock.today() - PAST,
    )
    return found.select_related("project").order_by("due_on", "pk")


def _dated(one: Milestone) -> Dated:
    project = one.project
    words = _("%(name)s of the project “%(title)s”") % {"name": one.name, "title": project.title}
    since = project.made_at.astimezone(clock.CHINA).date()
    link = reverse("project_page", args=[project.code])
    return Dated(project.organization_id, project.issuer_id, one.due_on, since, words, link)
