"""Facts of a task in the JSON of a notice, and the readings that a person corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Attachment, Correction, Directive
from quanjing.directives.queries import value_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.jobs.models import Job
from quanjing.tasks.models import Task

_FRAME = ("doc_number", "title", "issuers", "addressees", "issued_on", "contacts")


def fact_of(task: Task, fact: str) -> Any:
    """name, audience, responsible, deliverables or deadline as a notice has it."""
    return _deadline(task) if fact == "deadline" else getattr(task, fact)


def _deadline(task: Task) -> dict[str, Any] | None:
    if not (task.deadline_text or task.deadline_kind or task.due_on):
        return None
    return {
        "text": task.deadline_text,
        "span": None if task.deadline_start is None else [task.deadline_start, task.deadline_end],
        "kind": task.deadline_kind or "date",
        "opens": task.opens_on.isoformat() if task.opens_on else None,
        "due": task.due_on.isoformat() if task.due_on else None,
        "time": task.due_time or None,
        "event": task.event or None,
        "offset_workdays": task.offset_workdays,
        "recurrence": task.recurrence or None,
        "inferred": list(task.inferred),
    }


def reading_job(directive: Directive) -> Job | None:
    """The work that reads a directive's file, the last where it was tried again."""
    found = Job.objects.filter(name="tasks.read_directive", arguments__directive_id=directive.pk)
    return found.order_by("-pk").first()


def corrections_of(directive: Directive) -> list[Correction]:
    """What stands of the facts that were read anew, the last first."""
    return list(directive.corrections.filter(undone=False).order_by("-pk"))


def get_correction(directive: Directive, code: str) -> Correction:
    """One correction of a directive that the actor has. Raises `Missing`."""
    found = directive.corrections.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def corrected_notice(directive: Directive, tasks: Sequence[Task]) -> dict[str, Any]:
    """The notice as a person made it: an annotated case to measure the reader on.

    The shape is the notice's own; each task also says as `quote`, `deadline_text`, `due`, `recurrence`
    and `deliverable` what an annotation says. Names of the office's own people are not in it.
    """
    notice = {name: part for name, part in directive.notice.items() if name != "facts"}
    notice |= {fact: value_of(directive, fact) or _nothing(fact) for fact in _FRAME}
    notice["attachments"] = _attachments(directive)
    notice["warnings"] = []
    shapes = directive.notice.get("tasks") or ()
    notice["tasks"] = [_task(shapes[task.position - 1], task) for task in tasks]
    return notice


def _nothing(fact: str) -> Any:
    return [] if fact in ("issuers", "addressees", "contacts") else None


def _attachments(directive: Directive) -> list[dict[str, Any]]:
    """Titles as they stand, with the form that the engine found under the title or in the place."""
    read = directive.notice.get("attachments") or []
    by_title = {one["title"]: one.get("sheet") for one in read}
    rows = list(directive.attachments.all())
    in_order = [one.get("sheet") for one in read] if len(read) == len(rows) else [None] * len(rows)
    return [
        {"title": row.title}
        | ({} if row.start is None else {"span": [row.start, row.end]})
        | {"sheet": by_title.get(row.title) or sheet}
        for row, sheet in zip(rows, in_order, strict=True)
    ]


def _task(shape: dict[str, Any], task: Task) -> dict[str, Any]:
    deadline = _deadline(task) or {}
    sheets = {one["text"]: one.get("sheet") for one in shape.get("deliverables") or ()}
    things = [one | {"sheet": sheets.get(one["text"])} for one in task.deliverables]
    return shape | {
        "name": task.name,
        "audience": task.audience or None,
        "responsible": list(task.responsible),
        "deadline": deadline or None,
        "deliverables": things,
        "quote": shape["text"],
        "deadline_text": deadline.get("text"),
        "due": deadline.get("due"),
        "recurrence": deadline.get("recurrence"),
        "deliverable": "; ".join(one["text"] for one in things) or None,
    }


def is_corrected(directive: Directive, case: dict[str, Any]) -> bool:
    """Whether a case differs from the reading that it comes from in any fact."""
    return any(case[fact] != _plain(directive.notice.get(fact), fact) for fact in _FRAME) or (
        [one["title"] for one in case["attachments"]]
        != [one["title"][:300] for one in directive.notice.get("attachments") or ()]
        or [_compared(one) for one in case["tasks"]]
        != [_compared(one) for one in directive.notice.get("tasks") or ()]
    )


def _plain(value: Any, fact: str) -> Any:
    return value or _nothing(fact)


def _compared(task: dict[str, Any]) -> tuple[Any, ...]:
    deadline = task.get("deadline") or {}
    return (
        (task.get("name") or task["text"])[:300],
        (task.get("audience") or "")[:500],
        list(task.get("responsible") or ()),
        [(one["text"], one.get("media", "text")) for one in task.get("deliverables") or ()],
        (deadline.get("text") or "")[:300],
        *(deadline.get(part) or None for part in ("due", "opens", "time", "event", "recurrence")),
    )


def corrected_directives(actor: Actor) -> Iterator[tuple[Directive, dict[str, Any]]]:
    """The readings of the actor's own body that differ from what was read, each with its case."""
    states = (DirectiveState.READ, DirectiveState.PUBLISHED)
    own = Directive.objects.filter(organization=actor.organization_id, state__in=states, version__gt=1)
    parts = (
        Prefetch("attachments", Attachment.objects.select_related("sheet")),
        Prefetch("tasks", Task.objects.filter(series=None).order_by("position")),
    )
    for directive in own.order_by("pk").prefetch_related(*parts).iterator(chunk_size=100):
        case = corrected_notice(directive, list(directive.tasks.all()))
        if is_corrected(directive, case):
            yield directive, case
