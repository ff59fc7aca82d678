"""The volume: texts in the order of the tree with their photos, whole, of one unit or of one item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import BinaryIO, NamedTuple

from django.core.files.storage import default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import (
    Chapter,
    FactLine,
    Paragraph,
    Part,
    Picture,
    SourceNote,
    TableData,
    Volume,
    write_volume,
)
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.actions.scope import Counts, Groups, Report, Scope, definition, scope_now
from quanjing.collation.actions.values import words
from quanjing.collation.queries import FILE_TYPES, Kept, Reader, Row
from quanjing.collation.rules import ACCEPTED
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.submissions.enums import EntryState, SubmissionState

HEADLINE = ("name", "post")  # the fields that make a heading
PICTURES = frozenset({"jpg", "png"})
MOST_PICTURES_AT_ONCE = 60  # of a download that somebody waits for; the others are named
Heading = tuple[int, str]  # what parts one from the next, and its words


def volume(
    *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState] = ACCEPTED
) -> None:
    """Write the texts as docx to `out`: task, class, society, text; nil reports at the end; streamed.

    Photos are drawn up to a number that a reader can wait for; a volume made as a job has them all.

    Args:
        actor: sees the entries of the subtree that the post reads.
        states: of the newest versions that are taken; what waits for review says so.

    Raises:
        Denied: the post reads no subtree. WrongState: the directive is not published.
    """
    scope = scope_now(actor, directive, states)
    texts = Texts(scope, most_pictures=MOST_PICTURES_AT_ONCE)
    write_volume(out, texts.volume(texts.whole()))
    detail = {"states": [state.value for state in states], "reports": len(scope.snapshot.submissions)}
    record(actor=actor, verb="collation.volume", on=directive, detail=detail)


class Kind(Enum):
    """How a field of an entry is drawn."""

    FACT = auto()
    TEXT = auto()
    FILE = auto()


class Shape(NamedTuple):
    """What a volume needs of a block, looked up once: its entries are read by the ten thousand."""

    label: str
    fields: tuple[tuple[str, str, Kind], ...]  # key, label, kind; those of the heading are not among them


class Texts:
    """The entries of a scope as chapters; what is drawn is counted in `counts`."""

    def __init__(self, scope: Scope, most_pictures: int | None = None) -> None:
        self.scope = scope
        self.counts = Counts()
        self.reader = Reader(scope.directive, headers=False)
        self.groups = Groups(scope.head)
        self.tasks = queries.marked_tasks(scope.directive)
        self.states = {key: str(label) for key, label in EntryState.choices}
        self.source = _("Source: %(organization)s, entry %(code)s")
        self.most_pictures = most_pictures
        self._shapes: dict[int, Shape] = {
            table.block.pk: _shape(table.block, table.fields) for table in queries.tables_of(scope.directive)
        }

    def volume(self, chapters: Iterator[Chapter], title: str = "") -> Volume:
        """Cover and contents around chapters; `title` stands behind that of the notice."""
        directive = self.scope.directive
        lines = (title, directive.organization.name, directive.doc_number, *definition(self.scope))
        language = get_language() or ""
        return Volume(str(directive), tuple(filter(None, lines)), chapters, language=language)

    def whole(self) -> Iterator[Chapter]:
        """Task, class, society, text; nil reports at the end. Progress counts reports."""
        by_task = queries.by_task(self.scope.snapshot.submissions)
        done, total = 0, len(self.scope.snapshot.submissions)
        for task in self.tasks:
            reports = by_task.get(task.pk, [])
            report = _from(self.scope.report, done, total)
            rows = self.reader.rows(reports, report=report)
            yield from self._nested(rows, self._of_task, Chapter(task.name, 1, new_page=True))
            done += len(reports)
        yield Chapter(_("Nil reports"), 1, tuple(self._nil(self.scope.snapshot.nil)), new_page=True)

    def of_topic(self, submissions: Sequence[int], nil: Sequence[int]) -> Iterator[Chapter]:
        """The texts of one item: class, society, text; its nil reports at the end."""
        yield from self._nested(self.reader.rows(submissions), self._of_class, None)
        if nil:
            yield Chapter(_("Nil reports"), 1, tuple(self._nil(nil)), new_page=True)

    def of_unit(self, submissions: Sequence[int]) -> Iterator[Chapter]:
        """The texts of one body: task, text."""
        yield from self._nested(self.reader.rows(submissions), self._of_body, None)

    def _of_task(self, row: Row) -> tuple[Heading, ...]:
        return ((row.sent.task_id, row.sent.task), *self._of_class(row))

    def _of_class(self, row: Row) -> tuple[Heading, ...]:
        group = self.groups.of(row.sent.path, row.sent.society_class)
        return (0, group), (row.sent.organization_id, row.sent.organization)

    def _of_body(self, row: Row) -> tuple[Heading, ...]:
        return ((row.sent.task_id, row.sent.task),)

    def _nested(
        self, rows: Iterator[Row], headings: Callable[[Row], tuple[Heading, ...]], empty: Chapter | None
    ) -> Iterator[Chapter]:
        """Each text under its headings; without any text the chapter `empty` says so."""
        before: tuple[Heading, ...] = ()
        for row in rows:
            now = headings(row)
            if now != before:
                same = next(
                    (at for at, pair in enumerate(zip(now, before, strict=False)) if pair[0] != pair[1]), 0
                )
                for level, (_key, title) in enumerate(now[same:], start=same + 1):
                    yield Chapter(title, level, new_page=level == 1)
                before = now
            yield self._text(row, len(now) + 1)
        if not before:
            title = empty.title if empty else _("Texts")
            yield Chapter(title, 1, (Paragraph(_("No text.")),), new_page=True)

    def _text(self, row: Row, level: int) -> Chapter:
        """One entry: name and post as its heading, the rest as facts and paragraphs, its source below."""
        self.counts.entries += 1
        values = row.values
        headline = " ".join(str(values[key]) for key in HEADLINE if values.get(key))
        shape = self._shape(row.block_id)
        return Chapter(headline or shape.label or _("Text"), level, self._parts(row, shape))

    def _parts(self, row: Row, shape: Shape) -> list[Part]:
        parts: list[Part] = []
        pictures: list[tuple[str, Kept]] = []
        values = row.values
        for key, label, kind in shape.fields:
            value = values.get(key)
            if value is None or value == "" or value == []:
                continue
            if kind is Kind.FACT:
                parts.append(FactLine(label, value if type(value) is str else words(value)))
            elif kind is Kind.TEXT:
                parts.append(Paragraph(words(value)))
            else:
                file = row.files.get(str(value))
                if file is not None and file.format in PICTURES:
                    pictures.append((label, file))
                else:
                    parts.append(FactLine(label, file.name if file else str(value)))
        parts += (self._picture(label, file) for label, file in pictures)
        line = self.source % {"organization": row.sent.organization, "code": row.code}
        waits = row.state == EntryState.SUBMITTED
        parts.append(SourceNote(f"{line} · {self.states[row.state]}" if waits else line))
        return parts

    def _picture(self, label: str, file: Kept) -> Part:
        if self.most_pictures is not None and self.counts.files >= self.most_pictures:
            return FactLine(label, file.name)
        self.counts.files += 1
        return Picture(self._bytes(file), f"{label} {file.name.rpartition('.')[0] or file.name}")

    def _bytes(self, file: Kept) -> bytes:
        """A photo, empty where the store has lost it; then the paper says that it cannot be shown."""
        try:
            with default_storage.open(file.place) as opened:
                data: bytes = opened.read()
        except FileNotFoundError:
            self.counts.missing += 1
            return b""
        return data

    def _shape(self, block_id: int) -> Shape:
        if block_id not in self._shapes:  # a sheet that was changed after it was answered
            block = Block.objects.prefetch_related("fields").get(pk=block_id)
            self._shapes[block_id] = _shape(block, block.fields.all())
        return self._shapes[block_id]

    def _nil(self, submissions: Sequence[int]) -> Iterator[Part]:
        if not submissions:
            yield Paragraph(_("There is no nil report."))
            return
        rows = ((one.organization, one.task, one.nil_reason) for one in self.reader.sent(submissions))
        yield TableData((_("Organization"), _("Task"), _("Reason")), rows, (3, 3, 4))


def _shape(block: Block, fields: Iterable[Field]) -> Shape:
    drawn = (field for field in fields if field.key not in HEADLINE)
    return Shape(block.label, tuple((field.key, field.label, _kind(field)) for field in drawn))


def _kind(field: Field) -> Kind:
    if field.type in FILE_TYPES:
        return Kind.FILE
    return Kind.TEXT if field.type == FieldType.LONGTEXT else Kind.FACT


def _from(report: Report, before: int, total: int) -> Report:
    return lambda done, _of: report(before + done, total)
