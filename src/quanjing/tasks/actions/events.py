"""Named events: all that hangs on one is resolved at once, and each unit is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive, Event
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.tasks.actions.anchoring import end_of_day, put
from quanjing.tasks.actions.moving import counted
from quanjing.tasks.enums import NOT_EXPECTED
from quanjing.tasks.models import Anchor, Assignment, Task
from quanjing.tasks.queries.calendar import calendar
from quanjing.tasks.registry import Hanging, hanging
from quanjing.tasks.rules.anchors import Resolved, resolve

Items = tuple[frozenset[int], frozenset[int]]  # primary keys of tasks, places of what hangs beside them


@dataclass(frozen=True, slots=True)
class Shift:
    """One task with its deadline as it is and as it would be (None: not known)."""

    task: Task
    old: datetime | None
    new: datetime | None
    found: Resolved | None


@dataclass(frozen=True, slots=True)
class EventMove:
    """What setting the day of an event does: each task with old and new date, and how many units.

    `others` are what apps above hang on it, with their days before and after.
    """

    event: Event
    day: date | None
    shifts: tuple[Shift, ...]
    others: tuple[tuple[Hanging, date | None, date | None], ...]
    units: int

    @property
    def dates(self) -> int:
        """How many dates move."""
        return len(self.shifts) + len(self.others)


@transaction.atomic
def name_event(*, actor: Actor, name: str, day: date | None = None) -> Event:
    """Name an event of the actor's own body. Raises `Denied`; `Invalid` for no name or one in use."""
    if not actor.may(Right.ISSUE) or actor.organization_id is None:
        raise Denied
    clean = " ".join(name.split())[:200]
    if not clean:
        raise Invalid([Problem("name", _("An event needs a name."))])
    if Event.objects.filter(organization=actor.organization_id, name=clean).exists():
        raise Invalid([Problem("name", _("There is an event of this name."))])
    event = Event.objects.create(organization_id=actor.organization_id, name=clean, happens_on=day)
    detail = {"name": clean, "day": day.isoformat() if day else ""}
    record(actor=actor, verb="tasks.name_event", on=event, detail=detail)
    return event


def preview_event(*, actor: Actor, event: Event, day: date | None) -> EventMove:
    """What `set_event_day` would change, without writing. Raises `Denied`."""
    if not can_move(actor, event):
        raise Denied
    return _move(event, day)


@transaction.atomic
def set_event_day(*, actor: Actor, event: Event, day: date | None, version: int | None = None) -> EventMove:
    """Set, move or clear the day of an event; every deadline that hangs on it follows at once.

    Units with assignments that moved are told, one message a unit that lists the items. A unit's own
    extension stands as long as it gives more time than the new date.

    Raises:
        Denied: not an event of the actor's own body, or no right to issue.
        Conflict: `version` is not the present one.
    """
    locked = Event.objects.select_for_update().get(pk=event.pk)
    if not can_move(actor, locked):
        raise Denied
    if version is not None and version != locked.version:
        raise Conflict(theirs={"day": locked.happens_on, "version": locked.version}, yours={"day": day})
    before = locked.happens_on
    moved = _move(locked, day)
    locked.happens_on = day
    locked.version += 1
    locked.save(update_fields=["happens_on", "version"])
    tasks = [shift.task for shift in moved.shifts]
    for shift in moved.shifts:
        put(shift.task, shift.found)
        shift.task.version += 1
    rows = Assignment.objects.filter(task__in=tasks)
    with counted(rows):
        Task.objects.bulk_update(tasks, ["due_on", "due_at", "closes_at", "version"])
        overtaken = rows.filter(extended_to__lte=F("task__due_at"))
        overtaken.update(extended_to=None)  # an extension that is earlier now would take time away
    Directive.objects.filter(tasks__in=tasks, state=DirectiveState.READ).update(version=F("version") + 1)
    detail = {"before": str(before or ""), "after": str(day or ""), "tasks": [task.code for task in tasks]}
    record(actor=actor, verb="tasks.set_event_day", on=locked, detail=detail)
    if moved.units:
        enqueue(
            "tasks.tell_event_moved", actor=actor, event_id=locked.pk, moved=locked.version,
            tasks=detail["tasks"], others=before != day,
        )  # fmt: skip
    return moved


def tell_event_moved(*, event: Event, moved: int, tasks: Sequence[str], others: bool = False) -> int:
    """Tell each unit once which of its items got which date; returns how many posts were told.

    Args:
        moved: the version of the event at the move; the same move is told once.
        tasks: codes of the tasks that moved.
        others: whether what apps above hang on the event moved with them.
    """
    told = 0
    known = list(Task.objects.filter(code__in=list(tasks)).order_by("position"))
    beside = hanging(event) if others else []
    for (items, places), units in _units_by_items(known, beside).items():
        own = [task for task in known if task.pk in items]
        more = [(one, one.on(event.happens_on)) for place, one in enumerate(beside) if place in places]
        words = [f"{task.name} {task.due_on or '—'}" for task in own]
        words += [f"{one.name} {on or '—'}" for one, on in more]
        dues = [task.due_at for task in own if task.due_at] + [clock.end_of(on) for _one, on in more if on]
        told += tell(
            post_ids=list(handlers_of(units).values_list("pk", flat=True)),
            kind="event_moved",
            values={
                "event": event.name,
                "items": "; ".join(words),
                "due": min(dues).isoformat() if dues else "",
            },
            link=_link(own) if own else more[0][0].link,
            key=f"event_moved:{event.code}:{moved}",
        )
    return told


def can_move(actor: Actor, event: Event) -> bool:
    """Posts with the right to issue, for their own body's events."""
    return actor.may(Right.ISSUE) and event.organization_id == actor.organization_id


def _move(event: Event, day: date | None) -> EventMove:
    days = calendar()
    anchors = Anchor.objects.filter(event=event).select_related("task__directive")
    shifts = []
    for anchor in anchors.order_by("task__directive", "task__position"):
        found = resolve(anchor, day, days, end_of_day(anchor.task)) if day else None
        new = found.due_at if found else None
        if new != anchor.task.due_at:
            shifts.append(Shift(anchor.task, anchor.task.due_at, new, found))
    beside = hanging(event) if day != event.happens_on else []
    others = tuple((one, one.on(event.happens_on), one.on(day)) for one in beside)
    return EventMove(event, day, tuple(shifts), others, _reached(shifts, beside))


def _reached(shifts: Sequence[Shift], beside: Sequence[Hanging]) -> int:
    """How many units have an assignment, or something beside, that moves."""
    rows = Assignment.objects.filter(task__in=[shift.task for shift in shifts])
    asked = rows.exclude(state__in=NOT_EXPECTED).order_by().values_list("organization", flat=True)
    return len(set(asked.distinct()).union(*(one.units for one in beside)))


def _units_by_items(tasks: Sequence[Task], beside: Sequence[Hanging]) -> dict[Items, list[int]]:
    """What moved -> the units that have exactly this, so that each is told once."""
    rows = Assignment.objects.filter(task__in=tasks).exclude(state__in=NOT_EXPECTED)
    items: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for organization, task in rows.values_list("organization_id", "task_id"):
        items[organization][0].add(task)
    for place, one in enumerate(beside):
        for unit in one.units:
            items[unit][1].add(place)
    units: dict[Items, list[int]] = defaultdict(list)
    for organization, (own, places) in items.items():
        units[frozenset(own), frozenset(places)].append(organization)
    return units


def _link(tasks: Sequence[Task]) -> str:
    """To the notice where there is one, else to the list of reports."""
    codes = list(Directive.objects.filter(tasks__in=tasks).distinct().values_list("code", flat=True))
    return reverse("directive_page", args=codes) if len(codes) == 1 else reverse("report_list")
