"""Calls, applications and projects as the search finds them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application, Call, Project
from quanjing.calls.queries import applications_visible_to, calls_visible_to
from quanjing.calls.queries.projects import projects_visible_to
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import Facts, Findable


def _call(call: Call) -> Facts:
    names = " ".join([call.award, *call.aliases])
    day = call.closes_at.astimezone(clock.CHINA).date()
    return Facts(call.title, f"{names}\n{call.intro}", call.organization_id, day, call.code)


def _application(one: Application) -> Facts:
    day = one.changed_at.astimezone(clock.CHINA).date()
    return Facts(one.title, one.words, one.organization_id, day, one.code)


def _calls_seen(actor: Actor) -> Q:
    return Q(object_id__in=calls_visible_to(actor).order_by().values("pk"))


def _applications_seen(actor: Actor) -> Q:
    return Q(object_id__in=applications_visible_to(actor).order_by().values("pk"))


CALLS = Findable(
    "call",
    _("call for applications"),
    62,
    lambda: Call.objects.exclude(state=CallState.DRAFT),
    _call,
    _calls_seen,
    lambda _actor, document: reverse("call_page", args=[document.code]),
)


def _to_application(_actor: Actor, document: Any) -> str:
    return reverse("application_page", args=[document.code])


APPLICATIONS = Findable(
    "application",
    _("application"),
    63,
    lambda: Application.objects.exclude(
        state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    ).exclude(consent__withdrawn_at__isnull=False),
    _application,
    _applications_seen,
    _to_application,
)


def _project(one: Project) -> Facts:
    texts = [one.number, one.plan, *(str(goal.get("name", "")) for goal in one.goals)]
    return Facts(one.title, " ".join(filter(None, texts)), one.organization_id, one.starts_on, one.code)


def _projects_seen(actor: Actor) -> Q:
    return Q(object_id__in=projects_visible_to(actor).order_by().values("pk"))


def _to_project(_actor: Actor, document: Any) -> str:
    return reverse("project_page", args=[document.code])


PROJECTS = Findable(
    "project", _("project"), 65, lambda: Project.objects.all(), _project, _projects_seen, _to_project
)
