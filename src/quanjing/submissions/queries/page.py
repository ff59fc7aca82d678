"""The page of one organization for one directive, in a number of queries that does not grow with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Prefetch, prefetch_related_objects

from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation import facts
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.facts import KnownFact
from quanjing.sheets.models import Block, Field
from quanjing.sheets.queries import fields_of, headers_of
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Report, Submission
from quanjing.submissions.queries.visible import with_content
from quanjing.tasks.models import Assignment, Task

FILE_TYPES = frozenset({"file", "photo"})


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block on the page under its key there, with the codes of the tasks that it serves."""

    key: str
    block: Block
    tasks: tuple[str, ...]

    @property
    def is_shared(self) -> bool:
        return len(self.tasks) > 1


@dataclass(frozen=True, slots=True)
class HeaderField:
    """A field above the sheets, answered once a page; `block` is where it is checked.

    `templates` are the primary keys of the sheets that ask for it.
    """

    key: str
    field: Field
    block: Block
    templates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One assignment on the page: what was sent last, and the version whose returns are open."""

    assignment: Assignment
    places: tuple[BlockPlace, ...]
    latest: Submission | None
    base: Submission | None  # the newest version that was sent back

    @property
    def task(self) -> Task:
        return self.assignment.task

    @property
    def code(self) -> str:
        return self.assignment.task.code


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the page shows and that sending needs. `known` is by fact."""

    directive: Directive
    report: Report | None
    parts: tuple[Part, ...]
    places: tuple[BlockPlace, ...]
    header: tuple[HeaderField, ...]
    known: Mapping[str, KnownFact]

    def part(self, task_code: str) -> Part:
        """Raises `Missing` for a task that the organization does not have."""
        for part in self.parts:
            if part.code == task_code:
                return part
        raise Missing

    def header_of(self, part: Part) -> list[HeaderField]:
        """The fields above the sheets of this part."""
        own = {place.block.template_id for place in part.places}
        return [one for one in self.header if own.intersection(one.templates)]

    @property
    def version(self) -> int:
        """The version to hand to `save_draft`; 0 before anything was typed."""
        return self.report.version if self.report else 0


def page_of_report(actor: Actor, directive_code: str) -> ReportPage:
    """The page of the actor's own body for a published directive.

    Raises:
        Missing: no such directive, not published, or not addressed to the actor's body.
    """
    if not (actor.may(Right.REPORT) or actor.reads_subtree) or actor.organization_id is None:
        raise Missing
    directive = (
        Directive.objects.select_related("organization").filter(code=directive_code, state__in=OUT).first()
    )
    if directive is None:
        raise Missing
    return page_of_unit(directive, actor.organization_id, actor)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the pages of all bodies for one directive have in common.

    Attributes:
        tasks: by primary key, with their blocks and fields.
        headers: the blocks above the sheets, with their fields.
    """

    tasks: Mapping[int, Task]
    headers: tuple[Block, ...]


def layout_of(directive: Directive) -> Layout:
    """Read once where many bodies' pages for a directive are made one after the other: five queries."""
    tasks = Task.objects.filter(directive=directive).select_related("item", "bound_desk")
    found = {task.pk: task for task in tasks.prefetch_related(*_blocks_of("blocks"))}
    sheets = {block.template_id for task in found.values() for block in task.blocks.all()}
    return Layout(found, tuple(headers_of(sheets)))


def page_of_unit(
    directive: Directive, organization_id: int, actor: Actor | None = None, layout: Layout | None = None
) -> ReportPage:
    """The page of a body, with what is known of it and of `actor`; rights are the caller's matter.

    Raises: `Missing` where the directive does not address the body.
    """
    assignments = _assignments(directive, organization_id, layout)
    if not assignments:
        raise Missing
    places = _places(assignments)
    sent = _submissions(assignments)
    return ReportPage(
        directive=directive,
        report=Report.objects.filter(directive=directive, organization_id=organization_id).first(),
        parts=tuple(_part(assignment, places, sent) for assignment in assignments),
        places=tuple(places),
        header=tuple(_header(places, layout)),
        known=facts.known(organization_id, actor),
    )


def page_keys(blocks: Iterable[Block]) -> dict[int, str]:
    """Primary key of a block -> its key on a page, where blocks of several sheets may share a key.

    The block of the oldest sheet keeps the bare key (b1), others add their sheet's code (b1-k7m2p9xz).
    """
    keys: dict[int, str] = {}
    for block in sorted(blocks, key=lambda block: (block.template_id, block.position)):
        taken = block.key in keys.values()
        keys[block.pk] = f"{block.key}-{block.template.code}" if taken else block.key
    return keys


def files_named(values: Iterable[object], organization_code: str) -> dict[str, StoredFile]:
    """The stored files of the organization among these codes, by code: one query."""
    codes = {value for value in values if isinstance(value, str) and value}
    found = StoredFile.objects.filter(code__in=codes, organization_code=organization_code)
    return {file.code: file for file in found}


def _assignments(directive: Directive, organization_id: int, layout: Layout | None) -> list[Assignment]:
    own = Assignment.objects.filter(directive=directive, organization_id=organization_id)
    own = own.select_related("organization").prefetch_related("excuses").order_by("task__position", "pk")
    if layout is None:
        related = ("task__item", "task__bound_desk", "directive")
        return list(own.select_related(*related).prefetch_related(*_blocks_of("task__blocks")))
    assignments = list(own)
    for assignment in assignments:
        assignment.task, assignment.directive = layout.tasks[assignment.task_id], directive
    return assignments


def _blocks_of(path: str) -> tuple[Prefetch[str], Prefetch[str]]:
    blocks = Block.objects.exclude(key="header").select_related("template__blank").order_by("position")
    return Prefetch(path, blocks), fields_of(f"{path}__fields")


def _places(assignments: list[Assignment]) -> list[BlockPlace]:
    blocks: dict[int, Block] = {}
    serves: dict[int, list[str]] = {}
    for assignment in assignments:
        for block in assignment.task.blocks.all():
            blocks.setdefault(block.pk, block)
            serves.setdefault(block.pk, []).append(assignment.task.code)
    keys = page_keys(blocks.values())
    return [BlockPlace(keys[pk], blocks[pk], tuple(serves[pk])) for pk in keys]


def _header(places: list[BlockPlace], layout: Layout | None) -> list[HeaderField]:
    """The header fields of all sheets; the same field in two sheets stands once."""
    found: dict[str, HeaderField] = {}
    codes = {place.block.template_id: place.block.template.code for place in places}
    headers = (
        headers_of(codes) if layout is None else [one for one in layout.headers if one.template_id in codes]
    )
    for block in sorted(headers, key=lambda block: block.template_id):
        for field in block.fields.all():
            other = found.get(field.key)
            if other and (other.field.label == field.label or _same_meaning(other.field, field)):
                found[field.key] = replace(other, templates=(*other.templates, block.template_id))
                continue
            key = f"{field.key}-{codes[block.template_id]}" if other else field.key
            found[key] = HeaderField(key, field, block, (block.template_id,))
    return list(found.values())


def _same_meaning(one: Field, other: Field) -> bool:
    return one.meaning_id is not None and one.meaning_id == other.meaning_id


def _submissions(assignments: list[Assignment]) -> dict[int, tuple[Submission | None, Submission | None]]:
    """By assignment the newest version and the newest one sent back, both with their content."""
    ids = [assignment.pk for assignment in assignments]
    latest: dict[int, Submission] = {}
    base: dict[int, Submission] = {}
    for submission in Submission.objects.filter(assignment_id__in=ids).order_by("version"):
        latest[submission.assignment_id] = submission
        if submission.state == SubmissionState.RETURNED:
            base[submission.assignment_id] = submission
    wanted = {submission.pk: submission for submission in [*latest.values(), *base.values()]}
    prefetch_related_objects(list(wanted.values()), *with_content())
    return {pk: (latest.get(pk), base.get(pk)) for pk in ids}


def _part(
    assignment: Assignment,
    places: list[BlockPlace],
    sent: dict[int, tuple[Submission | None, Submission | None]],
) -> Part:
    latest, base = sent[assignment.pk]
    code = assignment.task.code
    own = tuple(place for place in places if code in place.tasks)
    return Part(assignment=assignment, places=own, latest=latest, base=base)
