"""Coverage: how far a directive has come in a subtree, in a constant number of queries.

Organizations are never loaded one by one: the database groups by task, state and the child of the
subtree's head that an organization lies under (the first characters of its path).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.queries.tallies import counts_at, counts_below
from quanjing.tasks.queries.times import is_late, is_locked
from quanjing.tasks.queries.visible import assignments_visible_to


@dataclass
class Counts:
    """Assignments by state. The states other than exempt and cancelled add up to `expected`."""

    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(State.values, 0))
    late: int = 0
    locked: int = 0

    def add(self, state: str, count: int, late: int, locked: int) -> None:
        self.states[state] += count
        self.late += late
        self.locked += locked

    @property
    def addressed(self) -> int:
        return sum(self.states.values())

    @property
    def expected(self) -> int:
        return self.addressed - sum(self.states[state] for state in NOT_EXPECTED)

    @property
    def done(self) -> int:
        return sum(self.states[state] for state in DONE)

    @property
    def open(self) -> int:
        """Expected and not done."""
        return self.expected - self.done

    @property
    def all_done(self) -> bool:
        return not self.open

    def as_json(self) -> dict[str, Any]:
        return {
            "addressed": self.addressed,
            "expected": self.expected,
            "states": self.states,
            "late": self.late,
            "locked": self.locked,
        }


@dataclass
class TaskCoverage:
    task: Task
    counts: Counts = field(default_factory=Counts)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.task.code, "name": self.task.name, **self.counts.as_json()}


@dataclass
class NodeCoverage:
    """A child of the subtree's head with everything under it; `own` counts the child itself."""

    organization: Organization
    tasks: list[TaskCoverage]
    own: int = 0

    @property
    def group(self) -> int:
        """The class of a society, 0 for any other body."""
        is_society = self.organization.kind == Kind.SOCIETY
        return self.organization.society_class if is_society else 0

    @property
    def total(self) -> Counts:
        return total_of(self.tasks)

    @property
    def has_below(self) -> bool:
        return self.total.addressed > self.own

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.organization.code,
            "name": self.organization.name,
            "tasks": [task.as_json() for task in self.tasks],
        }


@dataclass
class Coverage:
    """Of one directive under one organization, for what the actor may see."""

    as_of: datetime
    definition: str
    under: Organization
    tasks: list[TaskCoverage]
    children: list[NodeCoverage]

    @property
    def total(self) -> Counts:
        return total_of(self.tasks)

    def classes(self) -> list[tuple[int, list[NodeCoverage]]]:
        """The children by class of society (0: other bodies), in the order of the tree."""
        groups: dict[int, list[NodeCoverage]] = {}
        for child in self.children:
            groups.setdefault(child.group, []).append(child)
        return sorted(groups.items(), key=lambda item: item[0] or 99)

    def as_json(self) -> dict[str, Any]:
        """The shape of `GET /directives/{code}/coverage`."""
        return {
            "as_of": self.as_of.isoformat(),
            "definition": self.definition,
            "tasks": [task.as_json() for task in self.tasks],
            "children": [child.as_json() for child in self.children],
        }


def total_of(tasks: Iterable[TaskCoverage]) -> Counts:
    whole = Counts()
    for task in tasks:
        for state, count in task.counts.states.items():
            whole.add(state, count, 0, 0)
        whole.late += task.counts.late
        whole.locked += task.counts.locked
    return whole


def summed(tasks: Sequence[Task], nodes: Iterable[NodeCoverage]) -> list[TaskCoverage]:
    """The counts of several nodes together, task by task."""
    per_task = list(zip(*(node.tasks for node in nodes), strict=True))
    whole = []
    for task, parts in zip(tasks, per_task, strict=False):
        counts = total_of(parts)
        whole.append(TaskCoverage(task, counts))
    return whole


def coverage(actor: Actor, directive: Directive, under: Organization | None = None) -> Coverage:
    """How far `directive` has come under an organization that the actor sees (default: his or the issuer's).

    Four queries, whatever the number of organizations. `late` counts what was sent after the deadline
    and what is open past it; `locked` what is open past the end of grace.
    """
    head = under or head_of(actor, directive)
    now = clock.now()
    rows = _rows(actor, directive, head, now)
    tasks = _tasks(directive, {row["task_id"] for row in rows})
    whole = {task.pk: TaskCoverage(task) for task in tasks}
    nodes: dict[str, NodeCoverage] = {}
    places = {task.pk: place for place, task in enumerate(tasks)}
    bodies = {body.path: body for body in Organization.objects.filter(path__in={row["node"] for row in rows})}
    for row in rows:
        numbers = (row["state"], row["count"], row["late"], row["locked"])
        whole[row["task_id"]].counts.add(*numbers)
        if row["node"] != head.path:
            node = nodes.get(row["node"]) or _empty(bodies[row["node"]], tasks)
            nodes[row["node"]] = node
            node.own += row["own"]
            node.tasks[places[row["task_id"]]].counts.add(*numbers)
    ordered = [nodes[path] for path in sorted(nodes)]
    return Coverage(now, definition(), head, list(whole.values()), ordered)


def definition() -> str:
    """What the figures mean; stands beside every one of them."""
    return _("Done is accepted or nil report; expected is all addressed without exempt and cancelled.")


def cells_of(
    actor: Actor, directive: Directive, organizations: Iterable[int]
) -> dict[tuple[int, int], Assignment]:
    """The assignments of these organizations by (organization, task): one query."""
    found = assignments_visible_to(actor).filter(directive=directive, organization__in=list(organizations))
    return {(one.organization_id, one.task_id): one for one in found}


def progress_of(actor: Actor, directives: Iterable[int]) -> dict[int, Counts]:
    """Assignments by state of several directives, in what the actor may see: two queries."""
    now = clock.now()
    keys = list(directives)
    found: dict[int, Counts] = {}
    own = Assignment.objects.filter(directive__in=keys, organization=actor.organization_id)
    grouped: Any = own.order_by().values("directive_id", "state").annotate(**_counts(now))
    rows = list(grouped)
    if actor.reads_subtree and actor.organization_id is not None:
        rows += counts_at(actor.organization_id, keys, now)
    for row in rows:
        counts = found.setdefault(row["directive_id"], Counts())
        counts.add(row["state"], row["count"], row["late"], row["locked"])
    return found


def _tasks(directive: Directive, assigned: set[int]) -> list[Task]:
    every = Task.objects.filter(directive=directive).order_by("position", "period")
    return [task for task in every if task.assign or task.pk in assigned]


def head_of(actor: Actor, directive: Directive) -> Organization:
    """The body that issued it, or the actor's own where that one lies above."""
    if actor.covers(directive.organization.path):
        return directive.organization
    own: Organization = Organization.objects.get(pk=actor.organization_id)
    return own


def _empty(body: Organization, tasks: list[Task]) -> NodeCoverage:
    return NodeCoverage(body, [TaskCoverage(task) for task in tasks])


def _grouped(
    found: QuerySet[Assignment], directive: Directive, head: Organization, now: datetime
) -> list[dict[str, Any]]:
    length = len(head.path) + Organization.steplen
    rows = found.filter(in_subtree(head.path, "organization__"), directive=directive)
    nodes = rows.select_related(None).order_by().annotate(node=Substr("organization__path", 1, length))
    own = Count("pk", filter=Q(organization__path=F("node")))
    grouped: Any = nodes.values("task_id", "state", "node").annotate(**_counts(now), own=own)
    return list(grouped)


def _rows(actor: Actor, directive: Directive, head: Organization, now: datetime) -> list[dict[str, Any]]:
    """Counts by task, state and child: from the kept counts where the actor sees all that lies below."""
    if not (actor.reads_subtree and actor.covers(head.path)):
        return _grouped(assignments_visible_to(actor), directive, head, now)
    near = Assignment.objects.filter(organization__depth__lte=head.depth + 1)
    own = _grouped(near, directive, head, now)
    return own + counts_below(head, directive.pk, now)


def _counts(now: datetime) -> dict[str, Count]:
    return {
        "count": Count("pk"),
        "late": Count("pk", filter=is_late(now)),
        "locked": Count("pk", filter=is_locked(now)),
    }
