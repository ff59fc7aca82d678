"""What waits at each desk, by task: the longest wait first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Desk
from quanjing.organizations.queries import at_desk
from quanjing.submissions.models import Claim, Submission
from quanjing.submissions.queries.inbox import InboxFilter, inbox
from quanjing.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Queue:
    """One task at one desk: how many wait, since when, and how many of them are claimed."""

    task: Task
    desk: Desk | None
    is_own: bool
    waiting: int
    oldest: datetime
    mine: int
    others: int

    @property
    def free(self) -> int:
        return self.waiting - self.mine - self.others


def queues(actor: Actor) -> list[Queue]:
    """The queues of the own body, the actor's own desks first, then by the longest wait: three queries."""
    claimed = Q(assignment__claim__lapses_at__gt=clock.now())
    mine = claimed & Q(assignment__claim__post_id=actor.post_id)
    waiting = Submission.objects.filter(pk__in=inbox(actor, InboxFilter()).order_by().values("pk"))
    rows = list(
        waiting.values("assignment__task")
        .annotate(
            waiting=Count("pk"),
            oldest=Min("submitted_at"),
            mine=Count("pk", filter=mine),
            others=Count("pk", filter=claimed & ~mine),
        )
        .order_by("oldest", "assignment__task")
    )
    found = Task.objects.select_related("directive", "bound_desk")
    tasks = found.in_bulk([row["assignment__task"] for row in rows])
    own = own_desks(actor)
    made = []
    for row in rows:
        task = tasks[row["assignment__task"]]
        counts = {key: row[key] for key in ("waiting", "oldest", "mine", "others")}
        made.append(Queue(task, task.bound_desk, task.bound_desk_id in own, **counts))
    return sorted(made, key=lambda queue: not queue.is_own)


def own_desks(actor: Actor) -> set[int]:
    """The primary keys of the desks at which the actor is on duty today."""
    return set(at_desk(actor.post_id).values_list("pk", flat=True))


def claims_in_force(assignment_ids: Iterable[int]) -> dict[int, Claim]:
    """The claims that have not lapsed, by primary key of the assignment: one query."""
    found = Claim.objects.filter(assignment_id__in=list(assignment_ids), lapses_at__gt=clock.now())
    return {claim.assignment_id: claim for claim in found}
