"""Tasks: what they show, and what may be set."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Body, Code, Day, DayOrMoment, Moment, Span, States
from quanjing.submissions.queries import page_keys
from quanjing.tasks.enums import DeadlineKind
from quanjing.tasks.models import Task
from quanjing.tasks.queries import Counts

TIME = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"


class Deadline(Schema):
    """`text` is the phrase as written, `due_at` the moment that it comes to, `closes` the end of grace."""

    text: str
    span: Span | None
    kind: DeadlineKind | None
    opens: date | None
    due: date | None
    time: str | None
    due_at: Moment | None
    closes: Moment | None
    event: str
    recurrence: str
    inferred: list[str]


class Numbers(Schema):
    """`expected` is `addressed` without exempt and cancelled; the other states add up to it."""

    addressed: int
    expected: int
    states: States
    late: int
    locked: int

    @classmethod
    def of(cls, counts: Counts) -> Numbers:
        return cls(**counts.as_json())


class Deliverable(Body):
    text: str = Field(min_length=1, max_length=300)
    media: Literal["text", "table", "photo", "video", "scan", "file"] = "text"
    required: bool = True


class Desk(Body):
    """The desk that answers questions."""

    name: str = Field("", max_length=100)
    org: str = Field("", max_length=100)
    phones: list[str] = Field(default_factory=list, max_length=10)
    emails: list[str] = Field(default_factory=list, max_length=10)


class BlockName(Schema):
    """A block of a sheet that answers the task."""

    key: str
    label: str
    sheet: str


class TaskOut(Schema):
    """A request of the notice; `doubts` names the facts that a person must confirm, with the reason."""

    code: str
    item: int | None
    name: str
    audience: str
    assign: bool
    responsible: list[str]
    desk: dict[str, Any]
    deliverables: list[dict[str, Any]]
    blocks: list[BlockName]
    deadline: Deadline | None
    count: int | None
    nil_allowed: bool
    doubts: dict[str, str]
    version: int
    counts: Numbers

    @classmethod
    def of(cls, task: Task, counts: Counts) -> TaskOut:
        """`task` comes with its item and blocks."""
        return cls(
            code=task.code,
            item=task.item.position if task.item else None,
            name=task.name,
            audience=task.audience,
            assign=task.assign,
            responsible=task.responsible,
            desk=task.desk,
            deliverables=task.deliverables,
            blocks=blocks_of(task),
            deadline=deadline_of(task),
            count=task.count,
            nil_allowed=task.nil_allowed,
            doubts=task.doubts,
            version=task.version,
            counts=Numbers.of(counts),
        )


class DeadlineIn(Body):
    """A date ends by the issuer's rule where `time` is null; `closes` is a date or a moment.

    `everywhere`: also for the other tasks that hang on the same words of the text.
    """

    due: Day | None = None
    time: str | None = Field(None, pattern=TIME)
    closes: DayOrMoment | None = None
    everywhere: bool = False


class TaskChanges(Body):
    """What to set; setting a fact confirms it. `version` refuses the change where somebody was faster.

    `sheet` is the code of a sheet of this directive, null for one of its own; `blocks` are single parts
    ("SHEET.b2").
    """

    name: str | None = Field(None, min_length=1, max_length=300)
    audience: str | None = Field(None, max_length=500)
    assign: bool | None = None
    deadline: DeadlineIn | None = None
    deliverables: list[Deliverable] | None = Field(None, max_length=50)
    sheet: Code | None = None
    blocks: list[str] | None = Field(None, max_length=100)
    desk: Desk | None = None
    nil_allowed: bool | None = None
    version: int | None = Field(None, ge=1)


def blocks_of(task: Task) -> list[BlockName]:
    blocks = list(task.blocks.all())
    keys = page_keys(blocks)
    return [BlockName(key=keys[block.pk], label=block.label, sheet=block.template.code) for block in blocks]


def deadline_of(task: Task) -> Deadline | None:
    if not task.deadline_text and task.due_on is None and task.closes_at is None:
        return None
    start, end = task.deadline_start, task.deadline_end
    return Deadline(
        text=task.deadline_text,
        span=Span(start=start, end=end) if start is not None and end is not None else None,
        kind=DeadlineKind(task.deadline_kind) if task.deadline_kind else None,
        opens=task.opens_on,
        due=task.due_on,
        time=task.due_time or None,
        due_at=task.due_at,
        closes=task.closes_at,
        event=task.event,
        recurrence=task.recurrence,
        inferred=task.inferred,
    )
