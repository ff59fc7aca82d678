"""What an actor may see; everything else starts here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive, Event
from quanjing.directives.queries import issued_within
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.queries import in_scope
from quanjing.tasks.models import Assignment, Task


def assignments_visible_to(actor: Actor) -> QuerySet[Assignment]:
    """Assignments of the organizations that the actor's post reaches, with task, organization, directive."""
    found = Assignment.objects.filter(in_scope(actor, "organization__"))
    return found.select_related("task", "organization", "directive")


def get_assignment(actor: Actor, code: str) -> Assignment:
    """One assignment by its public code TASK-ORGANIZATION. Raises `Missing`."""
    task, _dash, organization = code.partition("-")
    found = assignments_visible_to(actor).filter(task__code=task, organization__code=organization).first()
    if found is None:
        raise Missing
    return found


def directives_visible_to(actor: Actor) -> QuerySet[Directive]:
    """Directives issued in the subtree that the actor reads, and published ones that address his bodies."""
    addressed = Assignment.objects.filter(in_scope(actor, "organization__"), directive=OuterRef("pk"))
    reached = Q(state__in=OUT) & Exists(addressed)
    return Directive.objects.filter(issued_within(actor) | reached).select_related("organization")


def get_directive(actor: Actor, code: str) -> Directive:
    """One directive with its body, file and people. Raises `Missing`."""
    found = directives_visible_to(actor).filter(code=code)
    people = ("file", "duplicate_of", "registered_by__holder", "published_by__holder")
    directive = found.select_related("organization", *people).first()
    if directive is None:
        raise Missing
    return directive


def events_visible_to(actor: Actor) -> QuerySet[Event]:
    """The events of the bodies in the subtree that the actor reads."""
    if not actor.reads_subtree:
        return Event.objects.none()
    found = Event.objects.filter(in_subtree(actor.path, "organization__")).select_related("organization")
    return found.order_by("organization__path", "name")


def get_event(actor: Actor, code: str) -> Event:
    """One event. Raises `Missing`."""
    found = events_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def tasks_on_event(event: Event) -> list[Task]:
    """The tasks whose deadline hangs on an event, with their notices: one query."""
    found = Task.objects.filter(anchor__event=event).select_related("directive", "anchor")
    return list(found.order_by("directive", "position"))
