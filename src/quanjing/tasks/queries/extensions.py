"""Who can be given more time, and who asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.organizations.queries import in_scope
from quanjing.tasks.enums import OPEN, State, Wish
from quanjing.tasks.models import Assignment, Extension
from quanjing.tasks.queries.lists import assignment_list


def extendable(
    actor: Actor, directive: Directive, filters: Mapping[str, str], until: datetime
) -> QuerySet[Assignment]:
    """The open assignments behind a filter that `until` would give more time; never less.

    `filters` as of `assignment_list`, and organization (a code).
    """
    found = assignment_list(actor, directive, filters=filters).filter(state__in=OPEN)
    if filters.get("organization"):
        found = found.filter(organization__code=filters["organization"])
    earlier = Q(first_due__lt=until) | Q(first_due=None)
    return found.filter(earlier).order_by("organization__path", "task__position")


def extensions_visible_to(actor: Actor) -> QuerySet[Extension]:
    """Requests of the organizations that the actor's post reaches, the oldest open one first."""
    found = Extension.objects.filter(in_scope(actor, "assignment__organization__"))
    parts = ("task", "organization", "directive__organization")
    return found.select_related(*(f"assignment__{part}" for part in parts)).order_by("pk")


def waiting_extensions(actor: Actor) -> QuerySet[Extension]:
    """Requests that wait for the actor's own desk."""
    found = extensions_visible_to(actor).filter(state=Wish.ASKED).exclude(assignment__state=State.CANCELLED)
    return found.filter(assignment__directive__organization=actor.organization_id)


def get_extension(actor: Actor, code: str) -> Extension:
    """One request. Raises `Missing`."""
    found = extensions_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def extensions_of(assignment: Assignment) -> QuerySet[Extension]:
    """What one unit asked for and was given, in order."""
    return assignment.extensions.order_by("pk")


def versions_of(directive: Directive) -> QuerySet[DirectiveVersion]:
    """The versions after publishing, the last first, with who made them."""
    return directive.versions.select_related("made_by__organization").order_by("-number")
