"""What was unsure or contradictory in a reading, one doubt each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongwen.doubts import Doubt
from gongwen.model import DeadlineKind, Notice, Options, Task
from gongwen.text.resolve import Base


def find_warnings(notice: Notice, base: Base, options: Options) -> Notice:
    """The notice with its warnings."""
    found = [*notice.warnings, *_frame(notice), *_years(notice, base, options), *_tasks(notice)]
    return replace(notice, warnings=tuple(dict.fromkeys(found)))


def _frame(notice: Notice) -> Iterator[Doubt]:
    if notice.title is None:
        yield Doubt("no_title")
    if not notice.addressees:
        yield Doubt("no_addressees")
    if notice.issued_on is None:
        yield Doubt("no_issue_date")
    for fact in (notice.title, notice.doc_number, *notice.issuers):
        if fact is not None and fact.doubt:
            yield fact.doubt


def _years(notice: Notice, base: Base, options: Options) -> Iterator[Doubt]:
    without_own = base.day is None and base.year is not None
    if without_own and options.reference_date and base.year == options.reference_date.year:
        inferred = any(task.deadline and "year" in task.deadline.inferred for task in notice.tasks)
        if inferred and notice.issued_on is None:
            yield Doubt("year_from_outside")


def _tasks(notice: Notice) -> Iterator[Doubt]:
    if not notice.tasks:
        yield Doubt("no_request")
    for number, task in enumerate(notice.tasks, 1):
        yield from _task(notice, number, task)


def _task(notice: Notice, number: int, task: Task) -> Iterator[Doubt]:
    deadline = task.deadline
    if task.deliverables and deadline is None:
        yield Doubt("no_date", task=number, span=task.span)
    if deadline is None:
        return
    kinds = (DeadlineKind.DATE, DeadlineKind.WINDOW)
    if deadline.due is None and deadline.kind in kinds:
        yield Doubt("year_not_settled", task=number, span=deadline.span)
    if deadline.due and notice.issued_on and deadline.due < notice.issued_on:
        yield Doubt("due_before_issue", task=number, span=deadline.span)
    for rival in _rivals(notice, task):
        yield Doubt("due_contradicted", (("due", str(deadline.due)), ("other", rival)), number, deadline.span)


def _rivals(notice: Notice, task: Task) -> list[str]:
    """Other dates for a task of the same name."""
    return sorted(
        {
            str(other.deadline.due)
            for other in notice.tasks
            if other is not task and other.name == task.name and other.deadline and task.deadline
            if other.deadline.due and task.deadline.due and other.deadline.due != task.deadline.due
            if other.section != task.section
        }
    )
