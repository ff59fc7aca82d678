"""Background work of this app."""

from __future__ import annotations

from typing import Any

from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive, DirectiveVersion, Event
from quanjing.jobs.actions import enqueue
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import daily, watch, work
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
def tell_event_moved(
    progress: Progress, event_id: int, moved: int, tasks: list[str], others: bool = False
) -> dict[str, Any]:
    """Tell the units whose items got a new date through an event; each is told once."""
    progress.step(0, 1)
    event = Event.objects.get(pk=event_id)
    return {"told": actions.tell_event_moved(event=event, moved=moved, tasks=tasks, others=others)}


@work("tasks.tell_version")
def tell_version(progress: Progress, version_id: int) -> dict[str, Any]:
    """Tell all addressed units of a change of a published directive; each is told once."""
    progress.step(0, 1)
    version = DirectiveVersion.objects.select_related("directive").get(pk=version_id)
    below = actions.tell_below(version=version) if version.kind == VersionKind.RECALL else 0
    return {"told": actions.tell_version(version=version) + below}


@work("tasks.fold")
def fold(progress: Progress, directive_id: int) -> dict[str, Any]:
    """Fold the lines that reports have added to the counts of a directive; again it does nothing."""
    progress.step(0, 1)
    return {"fewer": actions.fold(directive_id=directive_id)}


@watch
def fold_where_many() -> None:
    """Have the counts folded that have gathered many lines."""
    for directive_id in actions.to_fold():
        enqueue("tasks.fold", directive_id=directive_id)


@daily("tasks.recount", at="03:30")
def recount(progress: Progress, day: str = "") -> dict[str, Any]:  # noqa: ARG001
    """Compare the kept counts of every directive with its assignments; mend and name what differs."""
    found = list(Directive.objects.filter(published_at__isnull=False).values_list("pk", "code"))
    wrong = {}
    for place, (directive_id, code) in enumerate(found):
        progress.step(place, len(found))
        different = actions.recount(directive_id=directive_id)
        if different:
            wrong[code] = different
    return {"directives": len(found), "wrong": wrong}


@daily("tasks.open_periods", at="01:00")
def open_periods(progress: Progress, day: str = "") -> dict[str, Any]:  # noqa: ARG001
    """Hand out the next occurrences of recurring tasks; again on the same day it does nothing."""
    found = actions.recurring_directives()
    created = 0
    for place, directive_id in enumerate(found):
        progress.step(place, len(found))
        created += actions.open_periods(directive_id=directive_id)
    return {"assignments": created}
