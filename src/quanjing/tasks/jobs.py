"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive, DirectiveVersion, Event
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, work
from quanjing.tasks import actions


@work("tasks.read_directive")
def read_directive(progress: Progress, directive_id: int) -> dict[str, Any]:
    """Read a large notice; does nothing where another worker has read it already."""
    progress.step(0, 1)
    directive = Directive.objects.select_related("file").get(pk=directive_id)
    actions.finish_reading(directive=directive)
    return {"directive": directive.code}


@work("tasks.tell_addressees")
def tell_addressees(progress: Progress, directive_id: int) -> dict[str, Any]:
    """Tell the posts that report for the addressed organizations; each is told once."""
    progress.step(0, 1)
    return {"told": actions.tell_addressees(directive=Directive.objects.get(pk=directive_id))}


@work("tasks.tell_event_moved")
def tell_event_moved(progress: Progress, event_id: int, moved: int, tasks: list[str]) -> dict[str, Any]:
    """Tell the units whose items got a new date through an event; each is told once."""
    progress.step(0, 1)
    event = Event.objects.get(pk=event_id)
    return {"told": actions.tell_event_moved(event=event, moved=moved, tasks=tasks)}


@work("tasks.tell_version")
def tell_version(progress: Progress, version_id: int) -> dict[str, Any]:
    """Tell all addressed units of a change of a published directive; each is told once."""
    progress.step(0, 1)
    version = DirectiveVersion.objects.select_related("directive").get(pk=version_id)
    below = actions.tell_below(version=version) if version.kind == VersionKind.RECALL else 0
    return {"told": actions.tell_version(version=version) + below}


@daily("tasks.open_periods", at="01:00")
def open_periods(progress: Progress, day: str = "") -> dict[str, Any]:  # noqa: ARG001
    """Hand out the next occurrences of recurring tasks; again on the same day it does nothing."""
    found = actions.recurring_directives()
    created = 0
    for place, directive_id in enumerate(found):
        progress.step(place, len(found))
        created += actions.open_periods(directive_id=directive_id)
    return {"assignments": created}
