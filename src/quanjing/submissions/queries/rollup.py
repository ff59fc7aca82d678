"""What the units below have answered to a task that their body passed on to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from quanjing.foundation.actor import Actor
from quanjing.sheets.queries import fields_of
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Attachment, Entry, RolledUp, Submission
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment


@dataclass(frozen=True, slots=True)
class RollUp:
    """`fresh` are accepted entries that are not yet in the body's own report, in the order of the tree."""

    assignment: Assignment
    states: Mapping[str, int]  # of the assignments below
    fresh: tuple[Entry, ...]
    taken: int

    @property
    def expected(self) -> int:
        return sum(count for state, count in self.states.items() if state not in NOT_EXPECTED)

    @property
    def done(self) -> int:
        return sum(self.states.get(state, 0) for state in DONE)

    @property
    def nil(self) -> int:
        return self.states.get(State.NIL, 0)

    @property
    def units(self) -> int:
        """Bodies that the fresh entries come from."""
        return len({entry.submission.assignment.organization_id for entry in self.fresh})


def roll_up_of(actor: Actor, assignment: Assignment) -> RollUp:
    """The answers below to what the actor's body made of this task: five queries, however many they are."""
    below = Assignment.objects.filter(
        task__source=assignment.task_id, directive__organization=actor.organization_id
    )
    states = dict(below.order_by().values_list("state").annotate(Count("pk")))
    taken = RolledUp.objects.filter(assignment=assignment)
    accepted = Entry.objects.filter(
        submission__assignment__in=below, submission__state=SubmissionState.ACCEPTED
    )
    fresh = accepted.exclude(pk__in=taken.values("source"))
    fresh = fresh.select_related("block", "submission__assignment__organization")
    fresh = fresh.prefetch_related(
        fields_of("block__fields"), Prefetch("attachments", Attachment.objects.select_related("file"))
    )
    order = ("submission__assignment__organization__path", "block__position", "row")
    return RollUp(assignment, states, tuple(fresh.order_by(*order)), taken.count())


def passed_on_tasks(actor: Actor, assignments: list[Assignment]) -> set[int]:
    """Of these assignments the tasks that the actor's body handed further down, by primary key."""
    tasks = [assignment.task_id for assignment in assignments]
    below = Assignment.objects.filter(task__source__in=tasks, directive__organization=actor.organization_id)
    found = below.order_by().values_list("task__source", flat=True).distinct()
    return {task for task in found if task is not None}


def sources_of(submission: Submission) -> dict[int, list[Submission]]:
    """The submissions of units below that an entry was taken from, by entry (0: rows changed or joined)."""
    found = RolledUp.objects.filter(assignment=submission.assignment_id)
    found = found.select_related("source__submission__assignment__organization").order_by("pk")
    own = {entry.pk for entry in submission.entries.all()}
    sources: dict[int, list[Submission]] = {}
    for one in found:
        key = one.entry_id if one.entry_id in own else 0
        listed = sources.setdefault(key or 0, [])
        if one.source.submission not in listed:
            listed.append(one.source.submission)
    return sources
