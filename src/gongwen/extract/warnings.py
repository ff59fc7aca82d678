"""What was unsure or contradictory in a reading, one English sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongwen.model import DeadlineKind, Notice, Options, Task
from gongwen.text.resolve import Base


def find_warnings(notice: Notice, base: Base, options: Options) -> Notice:
    """The notice with its warnings."""
    found = [*_frame(notice), *_years(notice, base, options), *_tasks(notice)]
    return replace(notice, warnings=tuple(dict.fromkeys(found)))


def _frame(notice: Notice) -> Iterator[str]:
    if notice.title is None:
        yield "No title was found."
    if not notice.addressees:
        yield "No addressees were found."
    if notice.issued_on is None:
        yield "No full date of issue was found."
    for fact in (notice.title, notice.doc_number, *notice.issuers):
        if fact is not None and fact.doubt:
            yield fact.doubt


def _years(notice: Notice, base: Base, options: Options) -> Iterator[str]:
    without_own = base.day is None and base.year is not None
    if without_own and options.reference_date and base.year == options.reference_date.year:
        inferred = any(task.deadline and "year" in task.deadline.inferred for task in notice.tasks)
        if inferred and notice.issued_on is None:
            yield "Missing years were taken from the title, the number or the reference date."


def _tasks(notice: Notice) -> Iterator[str]:
    if not notice.tasks:
        yield "No request was found."
    for number, task in enumerate(notice.tasks, 1):
        yield from _task(notice, number, task)


def _task(notice: Notice, number: int, task: Task) -> Iterator[str]:
    deadline = task.deadline
    if task.deliverables and deadline is None:
        yield f"Task {number} asks for something without a date."
    if deadline is None:
        return
    kinds = (DeadlineKind.DATE, DeadlineKind.WINDOW)
    if deadline.due is None and deadline.kind in kinds:
        yield f"The date of task {number} has no year that the notice settles."
    if deadline.due and notice.issued_on and deadline.due < notice.issued_on:
        yield f"The date of task {number} lies before the date of issue."
    for rival in _rivals(notice, task):
        yield f"Task {number} is due on {deadline.due}, but elsewhere the same thing is due on {rival}."


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
