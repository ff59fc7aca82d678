"""A new name from a day: what was written before keeps the old one."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.actions.places import key_of, lock_tree, replace
from quanjing.organizations.models import Organization, OrganizationName
from quanjing.organizations.rules import can_administer


@transaction.atomic
def rename_organization(
    *, actor: Actor, organization: Organization, name: str, from_day: date
) -> Organization:
    """Give a body a new name from a day on, past or to come; the name before ends the day before.

    A name to come is taken on by the daily work. Raises `Denied`, `Invalid` for a name that others bear,
    a day before the present name began, or where a new name is entered already.
    """
    lock_tree()
    body: Organization = Organization.objects.get(pk=organization.pk)
    if not can_administer(actor, body):
        raise Denied
    old, name = body.name, name.strip()
    current = body.names.filter(used_from__lte=clock.today()).order_by("used_from", "pk").last()
    problems = _problems(body, current, name, from_day)
    if problems:
        raise Invalid(problems)
    if current is None:
        begin = min(body.valid_from or from_day, from_day - timedelta(days=1))
        current = OrganizationName(organization=body, name=old, used_from=begin)
    current.used_to = from_day - timedelta(days=1)
    current.save()
    OrganizationName.objects.create(organization=body, name=name, used_from=from_day)
    if from_day <= clock.today():
        _take_on(body, name)
    detail = {"name": [old, name], "from": from_day.isoformat()}
    record(actor=actor, verb="organizations.rename", on=body, detail=detail)
    return body


@transaction.atomic
def take_on_names() -> int:
    """Let bodies bear the names whose day has come; returns how many. Recorded when the name was entered."""
    lock_tree()
    due = OrganizationName.objects.filter(used_to=None, used_from__lte=clock.today())
    rows = list(due.exclude(name=F("organization__name")).select_related("organization"))
    for row in rows:
        _take_on(row.organization, row.name)
    return len(rows)


def _take_on(body: Organization, name: str) -> None:
    place = key_of(body)
    body.name = name
    body.version += 1
    body.save(update_fields=["name", "version"])
    if key_of(body) != place and body.depth > 1:
        replace(body)


def _problems(
    body: Organization, current: OrganizationName | None, name: str, from_day: date
) -> list[Problem]:
    problems = []
    if not name or len(name) > 200:
        problems.append(Problem("name", _("A name of at most 200 characters.")))
    elif name == body.name or Organization.objects.filter(name=name).exists():
        problems.append(Problem("name", _("Another body has this name.")))
    if current is not None and from_day <= current.used_from:
        problems.append(Problem("from_day", _("The present name began on this day or later.")))
    if body.names.filter(used_from__gt=clock.today()).exists():
        problems.append(Problem("name", _("A new name to come is entered already.")))
    return problems
