"""Directives, their tasks, publishing and coverage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import (
    Body,
    Code,
    Day,
    DayOrMoment,
    Moment,
    Named,
    Paging,
    Span,
    States,
    body_of,
)
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.submissions.queries import page_keys
from quanjing.tasks.enums import DeadlineKind
from quanjing.tasks.models import Task
from quanjing.tasks.queries import Counts, Coverage

TIME = r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$"
ClassName = Literal["science", "engineering", "agriculture", "medicine", "interdisciplinary", "none"]


class Registered(Schema):
    """A notice that was read; `notice` is what the engine read, `duplicate_of` an earlier directive."""

    code: str
    status: Literal["read"]
    notice: dict[str, Any]
    duplicate_of: str | None


class Reading(Schema):
    """A notice that the worker reads; ask again under its code."""

    code: str
    status: Literal["reading"]


class DirectiveFilter(Paging):
    state: DirectiveState | None = None


class DirectiveLine(Schema):
    """A directive in a list."""

    code: str
    status: DirectiveState
    doc_number: str
    title: str
    organization: Named
    issued_on: date | None
    registered_at: Moment
    published_at: Moment | None

    @classmethod
    def of(cls, directive: Directive) -> DirectiveLine:
        return cls(**line_of(directive))


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


class Item(Schema):
    """A request as the text makes it."""

    position: int
    span: Span
    text: str
    section: list[str]
    purpose: str
    content: str


class AttachmentOut(Schema):
    title: str
    sheet: str | None


class DirectiveOut(DirectiveLine):
    """A directive with everything that was read and set."""

    kind: str
    issuers: list[str]
    addressees: list[str]
    day_end: str
    duplicate_of: str | None
    failure: str
    doubts: dict[str, str]
    version: int
    counts: Numbers
    items: list[Item]
    attachments: list[AttachmentOut]
    tasks: list[TaskOut]

    @classmethod
    def whole(cls, directive: Directive, tasks: Sequence[Task], coverage: Coverage) -> DirectiveOut:
        """`coverage` counts what the reader may see; a task that is not in it is addressed to nobody."""
        counts = {part.task.code: part.counts for part in coverage.tasks}
        duplicate = directive.duplicate_of
        return cls(
            **line_of(directive),
            kind=directive.kind,
            issuers=directive.issuers,
            addressees=directive.addressees,
            day_end=directive.day_end,
            duplicate_of=duplicate.code if duplicate else None,
            failure=directive.failure,
            doubts=directive.doubts,
            version=directive.version,
            counts=Numbers.of(coverage.total),
            items=items_of(directive),
            attachments=[
                AttachmentOut(title=each.title, sheet=each.sheet.code if each.sheet else None)
                for each in directive.attachments.select_related("sheet")
            ],
            tasks=[TaskOut.of(task, counts.get(task.code, Counts())) for task in tasks],
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


class Audience(Body):
    """Whom a directive goes to: the bodies of a subtree, by kind, level and class (empty: all)."""

    under: Code | None = None
    kinds: list[Kind] = Field(default_factory=list)
    levels: list[Level] = Field(default_factory=list)
    classes: list[ClassName] = Field(default_factory=list)

    def class_numbers(self) -> list[int]:
        return [SocietyClass[name.upper()].value for name in self.classes]


class Publishing(Body):
    organizations: Audience = Field(default_factory=Audience)
    tasks: list[Code] | None = Field(None, min_length=1)
    override: str = Field("", max_length=2000)


class Load(Schema):
    """What each organization is asked, estimated."""

    organizations: int
    tasks: int
    fields_asked: int
    fields_known: int
    minutes: int
    sheets_this_month: int


class Published(Schema):
    """How many assignments are new and how many existed before."""

    assignments: int
    existing: int
    load: Load
    warnings: list[str]


class CoveredTask(Numbers):
    code: str
    name: str


class CoveredNode(Schema):
    """A child of the subtree's head, with everything below it."""

    code: str
    name: str
    tasks: list[CoveredTask]


class CoverageOut(Schema):
    """How far a directive has come, with the definition of the figures and their date."""

    as_of: Moment
    definition: str
    tasks: list[CoveredTask]
    children: list[CoveredNode]


def line_of(directive: Directive) -> dict[str, Any]:
    return {
        "code": directive.code,
        "status": directive.state,
        "doc_number": directive.doc_number,
        "title": directive.title,
        "organization": body_of(directive.organization),
        "issued_on": directive.issued_on,
        "registered_at": directive.registered_at,
        "published_at": directive.published_at,
    }


def blocks_of(task: Task) -> list[BlockName]:
    blocks = list(task.blocks.all())
    keys = page_keys(blocks)
    return [BlockName(key=keys[block.pk], label=block.label, sheet=block.template.code) for block in blocks]


def items_of(directive: Directive) -> list[Item]:
    return [
        Item(
            position=item.position,
            span=Span(start=item.start, end=item.end),
            text=item.text,
            section=item.section,
            purpose=item.purpose,
            content=item.content,
        )
        for item in directive.items.all()
    ]


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
